import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import type { Language } from '@wsis/kernel';
import { Colleagues } from '../../application/colleagues.js';
import { holds } from '../../application/visitor.js';
import { Translations, type NewTranslation, type TranslatedEntry } from '../../application/translations/ports.js';
import { flatTranslation, gatherTranslation, translationParts } from '../../domain/translation-parts.js';
import type { Form } from '../../pages/forms/form.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { inWords } from '../../pages/submissions/draft-form.js';
import { EditorPage, type OpenedTranslation } from '../../pages/translations/editor-page.js';
import { TranslationsPage } from '../../pages/translations/overview-page.js';
import {
  baseOf,
  editorPath,
  entriesPath,
  translationForm,
  translationInto,
} from '../../pages/translations/translation-words.js';
import { EditionsToTranslate, READERS, WRITERS, languageOf } from './editions-to-translate.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** How often a save that somebody overtook is put onto the newer version before the translator is asked. */
const OVERTAKEN_AT_MOST = 3;

/** What is missing in each language, and the author's text beside its translation. */
@Pages(':language/desk/translations')
export class TranslationsController {
  constructor(
    @Inject(Translations) private readonly translations: Translations,
    @Inject(EditionsToTranslate) private readonly editions: EditionsToTranslate,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
  ) {}

  @Get()
  @Access.role(...READERS)
  async overview(@Res() { visit }: FastifyReply) {
    const [editions, found] = await Promise.all([
      this.editions.all(visit),
      this.editions.find(visit, visit.query('edition')),
    ]);
    const state = readTableState((name) => visit.query(name), { path: '/desk/translations', filters: ['edition'] });
    const { edition, overview } = found;
    const lowered = await this.translations.loweredGates(edition.id);
    const translators = holds(visit.account, ['secretariat', 'auditor'], edition.id)
      ? await this.colleagues.names(
          visit,
          overview.assignments.map(({ translator }) => translator),
        )
      : undefined;
    return visit.show(<TranslationsPage {...found} {...{ editions, state, translators, lowered }} />);
  }

  @Get(':edition/:into/entries/:entry')
  @Access.role(...READERS)
  async look(
    @Param('edition') editionId: string,
    @Param('into') name: string,
    @Param('entry') entryId: string,
    @Res() { visit }: FastifyReply,
  ) {
    const opened = await this.opened(visit, editionId, languageOf(name), entryId);
    return visit.show(<EditorPage {...opened} form={formOf(visit, opened)} />);
  }

  /** Saves what was typed, put onto what stands now. What is approved is exactly what was shown. */
  @Post(':edition/:into/entries/:entry')
  @Access.role(...WRITERS)
  async save(
    @Param('edition') editionId: string,
    @Param('into') name: string,
    @Param('entry') entryId: string,
    @Res() { visit }: FastifyReply,
  ) {
    const into = languageOf(name);
    const approves = visit.posted.text('approve') === 'yes';
    for (let attempt = 1; ; attempt += 1) {
      const opened = await this.opened(visit, editionId, into, entryId);
      const { entry, parts } = opened;
      const form = formOf(visit, opened, true);
      const standing = translationInto(entry, into);
      const base = baseOf(entry, into);
      const { form: merged, conflicts } = form.onto(flatTranslation(parts, standing?.values ?? {}), base);
      const overtaken = approves && form.base !== base;
      if (conflicts.length > 0 || overtaken) {
        return visit.show(<EditorPage {...opened} {...{ conflicts, overtaken }} form={merged} />, { status: 409 });
      }
      const missing = approves ? missingIn(merged) : [];
      if (missing.length > 0) {
        return visit.show(<EditorPage {...opened} form={form.refusedFor(missing)} />, { status: 422 });
      }
      const translation: NewTranslation = {
        state: approves ? 'checked' : 'machine-draft',
        values: gatherTranslation(parts, (part) => merged.text(part)),
      };
      const saved = await this.translations.save(visit, entryId, into, translation, standing?.version ?? 0);
      if (saved.ok) return this.afterSaving(visit, opened, translation, saved.value);
      if (saved.error.code === 'NOMINATIONS.STALE_TRANSLATION' && attempt < OVERTAKEN_AT_MOST) continue;
      const refused = { ...saved.error, errors: inWords(visit.language, opened.ruleBook, saved.error.errors) };
      return visit.show(<EditorPage {...opened} form={form.refusedBy(refused)} />, saved.error);
    }
  }

  private afterSaving(visit: Visit, opened: OpenedTranslation, translation: NewTranslation, version: number) {
    const { edition, entry, into } = opened;
    const { state } = translation;
    if (state === 'checked') return visit.goTo(entriesPath(edition.id, into), 'translation-approved');
    const others = entry.translations.filter(({ language }) => language !== into);
    const stored = { ...entry, translations: [...others, { ...translation, language: into, version }] };
    const next = formOf(visit, { ...opened, entry: stored });
    return visit.saved(next, editorPath(edition.id, into, entry.id), 'translation-saved');
  }

  private async opened(visit: Visit, editionId: string, into: Language, entryId: string): Promise<OpenedTranslation> {
    const [found, entry] = await Promise.all([
      this.editions.find(visit, editionId),
      this.translations.find(visit, entryId),
    ]);
    if (!isWanted(entry, editionId, into)) throw new NothingThere('NOMINATIONS.SUBMISSION_UNKNOWN');
    return { ...found, into, entry, parts: translationParts(found.ruleBook, entry.original.values) };
  }
}

/** An author's own language is not translated. */
function isWanted(entry: TranslatedEntry | undefined, editionId: string, into: Language): entry is TranslatedEntry {
  return entry !== undefined && entry.editionId === editionId && entry.original.language !== into;
}

/** What everybody will read and nobody has written. */
function missingIn(form: Form<string>) {
  return form.names
    .filter((field) => form.field(field).required === true && form.text(field) === '')
    .map((field) => ({ field, rule: 'required' }));
}

function formOf(visit: Visit, { ruleBook, parts, entry, into }: OpenedTranslation, sent = false): Form<string> {
  return translationForm(visit.language, ruleBook, parts, entry, into, sent ? visit.posted : undefined);
}
