import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate, translateLoosely } from '@wsis/i18n';
import { demonstration2026 } from '@wsis/rule-book';
import { EditionDesk, type DeskEdition, type Rules } from '../../application/editions/ports.js';
import type { Refused } from '../../application/refused.js';
import {
  RULE_LISTS,
  RULE_PARTS,
  differencesBetween,
  emptyEntry,
  entriesOf,
  valueAt,
  withValueAt,
  type RuleInputs,
  type RuleList,
  type RulePart,
} from '../../domain/rule-inputs.js';
import { changesIn, refusedOnPage, ruleForm } from '../../pages/editions/rule-form.js';
import { rulesDeskPath } from '../../pages/editions/edition-pages.js';
import { ComparisonPage, type ComparedWith } from '../../pages/editions/comparison-page.js';
import {
  AdoptionPage,
  BeginRulesPage,
  RuleListPage,
  RulePartPage,
  RulesPage,
} from '../../pages/editions/rules-pages.js';
import { Form, OWN_FIELDS } from '../../pages/forms/form.js';
import { PostedForm } from '../../pages/forms/posted-form.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** What one page of the rules edits. */
interface Subject {
  readonly edition: DeskEdition;
  readonly draft: Rules;
  readonly title: string;
  /** Below the rules of the edition. */
  readonly at: string;
  readonly inputs: RuleInputs;
  /** Before the paths of the inputs, in the whole rule book: empty, or that of a list's entry. */
  readonly prefix: string;
  /** The member that tells entries of a list apart. */
  readonly named?: string;
  /** The rule book that the changes are put onto. */
  readonly onto: unknown;
  /** Where to go once it is saved. */
  readonly next: string;
}

const STALE: Refused = { code: 'COMPETITION.DRAFT_STALE', status: 409, errors: [], more: {} };

@Pages(':language/desk/editions/:edition/rules')
@Access.role('secretariat')
export class RulesController {
  constructor(@Inject(EditionDesk) private readonly desk: EditionDesk) {}

  @Get()
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, draft] = await Promise.all([this.edition(visit, editionId), this.desk.draft(visit, editionId)]);
    if (draft === undefined) return this.showBeginning(visit, edition, beginForm(visit));
    return visit.show(
      <RulesPage edition={edition} draft={draft} compared={await this.compare(visit, edition, draft)} />,
    );
  }

  /** Begins a draft where there is none. */
  @Post()
  async begin(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, editionId);
    const form = beginForm(visit);
    const from = form.text('from');
    const source = from === '' ? demonstration2026 : (await this.desk.adopted(visit, from))?.ruleBook;
    if (source === undefined) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    const ruleBook = { ...source, name: edition.name, year: edition.year };
    const saved = await this.desk.saveDraft(visit, editionId, ruleBook, 0);
    if (!saved.ok) return this.showBeginning(visit, edition, form.refusedBy(saved.error), saved.error);
    return visit.goTo(rulesDeskPath(edition), 'draft-saved');
  }

  @Get('comparison')
  async comparison(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, draft] = await Promise.all([this.edition(visit, editionId), this.draft(visit, editionId)]);
    return visit.show(<ComparisonPage edition={edition} compared={await this.compare(visit, edition, draft)} />);
  }

  @Get('adoption')
  @Access.role('secretariat', { fresh: true })
  async confirmAdoption(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    return this.showAdoption(visit, editionId);
  }

  /** The draft that was shown, by its version and hash; a second person adopts it. */
  @Post('adoption')
  @Access.role('secretariat', { fresh: true })
  async proposeAdoption(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const form = adoptionForm(visit);
    const shown = { version: Number(form.text('version')), hash: form.text('hash') };
    const proposed = await this.desk.proposeAdoption(visit, editionId, shown);
    if (!proposed.ok) return this.showAdoption(visit, editionId, proposed.error);
    return visit.goTo('/desk/approvals', 'proposed');
  }

  @Get(':part')
  async part(@Param('edition') editionId: string, @Param('part') part: string, @Res() { visit }: FastifyReply) {
    if (!isList(part)) return this.show(visit, await this.partOf(visit, editionId, part));
    const [edition, draft] = await Promise.all([this.edition(visit, editionId), this.draft(visit, editionId)]);
    return visit.show(<RuleListPage edition={edition} list={part} draft={draft} form={listForm(visit)} />);
  }

  @Post(':part')
  async savePart(@Param('edition') editionId: string, @Param('part') part: string, @Res() { visit }: FastifyReply) {
    return this.save(visit, await this.partOf(visit, editionId, part));
  }

  @Get(':part/json')
  async json(@Param('edition') editionId: string, @Param('part') part: string, @Res() { visit }: FastifyReply) {
    return this.show(visit, await this.jsonOf(visit, editionId, part));
  }

  @Post(':part/json')
  async saveJson(@Param('edition') editionId: string, @Param('part') part: string, @Res() { visit }: FastifyReply) {
    return this.save(visit, await this.jsonOf(visit, editionId, part));
  }

  @Get(':list/:entry')
  async entry(
    @Param('edition') editionId: string,
    @Param('list') list: string,
    @Param('entry') entry: string,
    @Res() { visit }: FastifyReply,
  ) {
    return this.show(visit, await this.entryOf(visit, editionId, list, entry));
  }

  @Post(':list/:entry')
  async saveEntry(
    @Param('edition') editionId: string,
    @Param('list') list: string,
    @Param('entry') entry: string,
    @Res() { visit }: FastifyReply,
  ) {
    return this.save(visit, await this.entryOf(visit, editionId, list, entry));
  }

  /** Moves an entry up or down, or takes it out. */
  @Post(':list/:entry/moves')
  async move(
    @Param('edition') editionId: string,
    @Param('list') list: string,
    @Param('entry') at: string,
    @Res() { visit }: FastifyReply,
  ) {
    if (!isList(list)) throw new NothingThere('HTTP.NOT_FOUND');
    const [edition, draft] = await Promise.all([this.edition(visit, editionId), this.draft(visit, editionId)]);
    const form = listForm(visit);
    const refuse = (refused: Refused) =>
      visit.show(
        <RuleListPage
          edition={edition}
          list={list}
          draft={draft}
          form={refusedOnPage(visit.language, form, refused, ' ')}
        />,
        refused,
      );
    if (Number(form.base) !== draft.version) return refuse(STALE);
    const entries = moved(entriesOf(draft.ruleBook, list), Number(at), visit.posted.text('move'));
    const ruleBook = withValueAt<unknown>(draft.ruleBook, RULE_LISTS[list].path, entries);
    const saved = await this.desk.saveDraft(visit, editionId, ruleBook, draft.version);
    return saved.ok ? visit.goTo(`${rulesDeskPath(edition)}/${list}`, 'draft-saved') : refuse(saved.error);
  }

  private show(visit: Visit, subject: Subject) {
    return visit.show(<RulePartPage {...subject} form={formOf(visit, subject)} />);
  }

  /**
   * Puts what the person changed onto the draft as it stands. What somebody else changed meanwhile stays, and where
   * both changed the same rule, nothing is saved before the person has seen it.
   */
  private async save(visit: Visit, subject: Subject) {
    const { edition, draft, inputs, prefix, named } = subject;
    const form = formOf(visit, subject, visit.posted);
    const again = (refused: Form<string>, status: number) =>
      visit.show(<RulePartPage {...subject} form={refused} />, { status });
    const { values, unreadable } = changesIn(form, inputs);
    if (unreadable.length > 0) {
      return again(form.refusedFor(unreadable.map((field) => ({ field, rule: 'json' }))), 422);
    }
    if (Number(form.base) !== draft.version) {
      const fresh = formOf(visit, subject);
      const [before, now] = [form.was.split('.'), fresh.was.split('.')];
      const theirs = form.names.filter((_, index) => before[index] !== now[index]);
      if (named !== undefined && theirs.includes(named)) return again(form.refusedBy(STALE), 409);
      const both = theirs.filter((name) => values.has(name));
      if (both.length > 0) {
        const rebased = formOf(visit, subject, madeFrom(visit.posted, fresh));
        const shown = both.map((path) => ({ path, values: fresh.texts(path) }));
        return visit.show(<RulePartPage {...subject} form={rebased} theirs={shown} />, { status: 409 });
      }
    }
    let ruleBook = subject.onto;
    for (const [path, value] of values) ruleBook = withValueAt(ruleBook, `${prefix}${path}`, value);
    const saved = await this.desk.saveDraft(visit, edition.id, ruleBook, draft.version);
    if (!saved.ok) return again(refusedOnPage(visit.language, form, saved.error, prefix), saved.error.status);
    return visit.goTo(subject.next, 'draft-saved');
  }

  private async partOf(visit: Visit, editionId: string, part: string): Promise<Subject> {
    if (!isPart(part)) throw new NothingThere('HTTP.NOT_FOUND');
    return { ...(await this.subject(visit, editionId, part)), at: part, inputs: RULE_PARTS[part] };
  }

  private async jsonOf(visit: Visit, editionId: string, part: string): Promise<Subject> {
    const known = part === 'provenance' || isList(part) || (isPart(part) && part !== 'general');
    if (!known) throw new NothingThere('HTTP.NOT_FOUND');
    const path = isList(part) ? RULE_LISTS[part].path : part;
    const subject = await this.subject(visit, editionId, part);
    return { ...subject, at: `${part}/json`, inputs: { [path]: { kind: 'json' } } };
  }

  private async entryOf(visit: Visit, editionId: string, list: string, entry: string): Promise<Subject> {
    if (!isList(list) || !/^(?:new|\d{1,3})$/.test(entry)) throw new NothingThere('HTTP.NOT_FOUND');
    const subject = await this.subject(visit, editionId, list);
    const { path, entry: inputs, named } = RULE_LISTS[list];
    const entries = entriesOf(subject.draft.ruleBook, list);
    const index = entry === 'new' ? entries.length : Number(entry);
    if (index > entries.length || (index === entries.length && entry !== 'new')) {
      throw new NothingThere('HTTP.NOT_FOUND');
    }
    const onto =
      entry === 'new' ? withValueAt<unknown>(subject.onto, path, [...entries, emptyEntry(list)]) : subject.onto;
    const next = `${rulesDeskPath(subject.edition)}/${list}`;
    return { ...subject, at: `${list}/${entry}`, inputs, onto, next, prefix: `${path}.${index}.`, named };
  }

  private async subject(visit: Visit, editionId: string, part: string): Promise<Omit<Subject, 'at' | 'inputs'>> {
    const [edition, draft] = await Promise.all([this.edition(visit, editionId), this.draft(visit, editionId)]);
    const title = translateLoosely(visit.language, `web.rules-desk.part.${part}`);
    return { edition, draft, title, prefix: '', onto: draft.ruleBook, next: rulesDeskPath(edition) };
  }

  private async edition(visit: Visit, editionId: string): Promise<DeskEdition> {
    const edition = await this.desk.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }

  private async draft(visit: Visit, editionId: string): Promise<Rules> {
    const draft = await this.desk.draft(visit, editionId);
    if (draft === undefined) throw new NothingThere('COMPETITION.NO_DRAFT');
    return draft;
  }

  /** With the rules in force; before there are any, with those of the edition that this one was copied from. */
  private async compare(visit: Visit, edition: DeskEdition, draft: Rules): Promise<ComparedWith | undefined> {
    const id = edition.rulesVersion === undefined ? edition.copiedFrom : edition.id;
    const before = id === undefined ? undefined : await this.desk.adopted(visit, id);
    if (before === undefined) return undefined;
    const earlier = id === edition.id ? undefined : before.ruleBook.name;
    const name = earlier ?? translate(visit.language, 'web.rules-desk.inForce');
    return { earlier, name, differences: differencesBetween(before.ruleBook, draft.ruleBook) };
  }

  private async showBeginning(visit: Visit, edition: DeskEdition, form: Form<'from'>, refused?: Refused) {
    const editions = await this.desk.list(visit);
    return visit.show(<BeginRulesPage edition={edition} form={form} editions={editions} />, refused);
  }

  private async showAdoption(visit: Visit, editionId: string, refused?: Refused) {
    const [edition, draft] = await Promise.all([this.edition(visit, editionId), this.draft(visit, editionId)]);
    const compared = await this.compare(visit, edition, draft);
    const form = adoptionForm(visit, draft);
    const shown = refused === undefined ? form : form.refusedBy(refused);
    return visit.show(<AdoptionPage edition={edition} draft={draft} compared={compared} form={shown} />, refused);
  }
}

function isPart(part: string): part is RulePart {
  return Object.hasOwn(RULE_PARTS, part);
}

function isList(list: string): list is RuleList {
  return Object.hasOwn(RULE_LISTS, list);
}

function formOf({ language }: Visit, { inputs, prefix, onto, draft }: Subject, posted?: PostedForm): Form<string> {
  const from = prefix === '' ? onto : valueAt(onto, prefix.slice(0, -1));
  return ruleForm({ language, inputs, from, version: draft.version, ...(posted === undefined ? {} : { posted }) });
}

/** What was typed, as if into a form that was made from what stands now. */
function madeFrom(posted: PostedForm, fresh: Form<string>): PostedForm {
  const entries = posted.entries.filter(([name]) => name !== OWN_FIELDS.base && name !== OWN_FIELDS.was);
  return new PostedForm([...entries, [OWN_FIELDS.base, fresh.base ?? ''], [OWN_FIELDS.was, fresh.was]], []);
}

function moved(entries: readonly unknown[], from: number, move: string): readonly unknown[] {
  const others = entries.filter((_, index) => index !== from);
  if (move === 'out' || !(from in entries)) return others;
  const to = Math.max(0, Math.min(others.length, move === 'up' ? from - 1 : from + 1));
  return [...others.slice(0, to), entries[from], ...others.slice(to)];
}

function beginForm({ language, posted }: Visit): Form<'from'> {
  const label = translate(language, 'web.rules-desk.begin.from');
  return new Form({ language, posted, fields: { from: { label, required: true } } });
}

/** The buttons beside the entries of a list carry the version alone. */
function listForm({ language, posted }: Visit): Form<string> {
  return new Form<string>({ language, posted, fields: {} });
}

function adoptionForm({ language, posted }: Visit, draft?: Rules): Form<'version' | 'hash'> {
  const label = translate(language, 'web.rules-desk.draft');
  return new Form({
    language,
    ...(draft === undefined ? { posted } : {}),
    fields: { version: { label }, hash: { label } },
    values: { version: String(draft?.version ?? ''), hash: draft?.hash ?? '' },
  });
}
