import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { Colleagues } from '../../application/colleagues.js';
import { People } from '../../application/people/ports.js';
import { Translations } from '../../application/translations/ports.js';
import { Form } from '../../pages/forms/form.js';
import { categoryName } from '../../pages/parts/words.js';
import { categoriesOfRules } from '../../pages/submissions/rule-words.js';
import { AssignmentsPage, type TranslatorChoice } from '../../pages/translations/assignments-page.js';
import { assignmentsPath, openOf } from '../../pages/translations/translation-words.js';
import { EditionsToTranslate, languageOf, type EditionToTranslate } from './editions-to-translate.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** How often assignments that somebody overtook are put onto the newer ones before the person is asked. */
const OVERTAKEN_AT_MOST = 3;

/** Gives the categories of an edition to translators, language by language. */
@Pages(':language/desk/translations/:edition/:into/assignments')
@Access.role('secretariat')
export class TranslationAssignmentsController {
  constructor(
    @Inject(Translations) private readonly translations: Translations,
    @Inject(EditionsToTranslate) private readonly editions: EditionsToTranslate,
    @Inject(People) private readonly people: People,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
  ) {}

  @Get()
  async look(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, editionId, languageOf(name));
    return visit.show(<AssignmentsPage {...opened} form={formOf(visit, opened)} />);
  }

  @Post()
  async assign(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    const into = languageOf(name);
    for (let attempt = 1; ; attempt += 1) {
      const opened = await this.opened(visit, editionId, into);
      const current = standingIn(opened);
      const { form, conflicts } = formOf(visit, opened, true).onto(current, baseOf(current));
      if (conflicts.length > 0) {
        return visit.show(<AssignmentsPage {...opened} {...{ form, conflicts }} />, { status: 409 });
      }
      const changes = form.names
        .map((category) => ({ category, translator: form.text(category), from: current[category] ?? '' }))
        .filter(({ translator, from }) => translator !== from);
      const done = () => visit.goTo(assignmentsPath(editionId, into), 'translations-assigned');
      if (changes.length === 0) return done();
      const assigned = await this.translations.assign(visit, editionId, into, changes);
      if (assigned.ok) return done();
      if (assigned.error.code === 'NOMINATIONS.ASSIGNMENT_CHANGED' && attempt < OVERTAKEN_AT_MOST) continue;
      return visit.show(<AssignmentsPage {...opened} form={form.refusedBy(assigned.error)} />, assigned.error);
    }
  }

  private async opened(visit: Visit, editionId: string, into: Language) {
    const [found, holders] = await Promise.all([
      this.editions.find(visit, editionId),
      this.people.all(visit, { editionId, role: 'translator' }),
    ]);
    const able = new Map(
      holders.map((holder): [string, TranslatorChoice] => {
        const { accountId, language } = holder;
        return [accountId, { accountId, name: holder.displayName || holder.email, language }];
      }),
    );
    const given = found.overview.assignments.filter(({ language }) => language === into);
    const gone = [...new Set(given.map(({ translator }) => translator))].filter((id) => !able.has(id));
    const names = await this.colleagues.names(visit, gone);
    const translators = [
      ...[...able.values()].sort(byLanguage(into)),
      ...gone.map((accountId) => ({ accountId, name: names.get(accountId) ?? accountId, language: undefined })),
    ];
    return { ...found, into, translators };
  }
}

/** First those who use the platform in the language, then by name. */
function byLanguage(into: Language) {
  return (one: TranslatorChoice, other: TranslatorChoice) =>
    Number(other.language === into) - Number(one.language === into) || one.name.localeCompare(other.name);
}

type Opened = EditionToTranslate & { readonly into: Language };

/** The translators by category; nobody: an empty text. */
function standingIn({ ruleBook, overview, into }: Opened): Readonly<Record<string, string>> {
  const given = new Map(
    overview.assignments
      .filter(({ language }) => language === into)
      .map(({ category, translator }) => [category, translator]),
  );
  return Object.fromEntries(ruleBook.categories.map(({ code }) => [code, given.get(code) ?? '']));
}

function baseOf(standing: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(standing)).digest('base64url').slice(0, 16);
}

function formOf({ language, posted }: Visit, opened: Opened, sent = false): Form<string> {
  const { ruleBook, overview, into } = opened;
  const named = categoriesOfRules(ruleBook);
  const standing = standingIn(opened);
  return new Form<string>({
    language,
    fields: Object.fromEntries(
      ruleBook.categories.map(({ code }) => {
        const open = openOf(overview.lines.filter((line) => line.category === code && line.language === into));
        const hint = translate(language, 'web.translations.assign.open', open);
        return [code, { label: categoryName(language, named, code), hint }];
      }),
    ),
    values: standing,
    base: baseOf(standing),
    ...(sent ? { posted } : {}),
  });
}
