import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { direction, translate } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import { Translations } from '../../application/translations/ports.js';
import type { EntryTexts, FileChange, FileChanges, FileFault } from '../../domain/translation-file.js';
import type { TranslationPart } from '../../domain/translation-parts.js';
import { readTranslationTable, translationTable } from '../../domain/translation-table.js';
import { readTranslationXliff, translationXliff } from '../../domain/translation-xliff.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { FilePage } from '../../pages/translations/file-page.js';
import { entriesPath, filePath, partLabel } from '../../pages/translations/translation-words.js';
import { EditionsToTranslate, READERS, WRITERS, languageOf } from './editions-to-translate.js';
import { textOfFile } from './file-text.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';
import { readXml } from './xml-document.js';

/** The texts of a category as a file for other programs, and back. */
@Pages(':language/desk/translations/:edition/:into/file')
export class TranslationFilesController {
  constructor(
    @Inject(Translations) private readonly translations: Translations,
    @Inject(EditionsToTranslate) private readonly editions: EditionsToTranslate,
  ) {}

  @Get()
  @Access.role(...READERS)
  async look(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    return visit.show(<FilePage {...await this.opened(visit, editionId, languageOf(name))} form={fileForm(visit)} />);
  }

  @Get('translations.csv')
  @Access.role(...READERS)
  async takeTable(@Param('edition') editionId: string, @Param('into') name: string, @Res() reply: FastifyReply) {
    const { visit } = reply;
    const { into, ruleBook, category, entries } = await this.taken(visit, editionId, languageOf(name));
    const csv = translationTable(ruleBook, entries, (part) => partLabel(visit.language, ruleBook, part));
    return give(reply, `\uFEFF${csv}`, { name: `translations-${into}-${category}.csv`, type: 'text/csv' });
  }

  /** XLIFF knows one language of origin a file: `from` chooses it. */
  @Get('translations.xlf')
  @Access.role(...READERS)
  async takeXliff(@Param('edition') editionId: string, @Param('into') name: string, @Res() reply: FastifyReply) {
    const { visit } = reply;
    const { into, ruleBook, category, entries } = await this.taken(visit, editionId, languageOf(name));
    const from = visit.query('from');
    const written = entries.filter(({ original }) => original === from);
    if (!isLanguage(from) || written.length === 0) throw new NothingThere('HTTP.NOT_FOUND');
    const languages = { from, into, fromDir: direction(from), intoDir: direction(into) };
    const notes = (part: TranslationPart) => notesOf(visit.language, ruleBook, part);
    return give(reply, translationXliff(ruleBook, written, languages, notes), {
      name: `translations-${from}-${into}-${category}.xlf`,
      type: 'application/xliff+xml',
    });
  }

  /** Saves what a file says; one with an error changes nothing. */
  @Post()
  @Access.role(...WRITERS)
  async bring(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, editionId, languageOf(name));
    const { into, ruleBook, category } = opened;
    if (category === undefined) throw new NothingThere('HTTP.NOT_FOUND');
    const form = fileForm(visit);
    const file = visit.posted.file('file');
    if (file === undefined) {
      const refused = form.refusedFor([{ field: 'file', rule: 'required' }]);
      return visit.show(<FilePage {...opened} form={refused} />, { status: 422 });
    }
    const entries = await this.translations.texts(visit, editionId, into, category);
    const { changes, faults } = readFile(ruleBook, entries, into, textOfFile(file.content));
    if (faults.length > 0) return visit.show(<FilePage {...opened} {...{ form, faults }} />, { status: 422 });
    if (changes.length === 0) return visit.show(<FilePage {...opened} form={form} changesNothing />);
    const { stale, refused } = await this.store(visit, into, changes);
    if (refused !== undefined) return visit.show(<FilePage {...opened} form={form.refusedBy(refused)} />, refused);
    if (stale.length === 0) return visit.goTo(entriesPath(editionId, into, { category }), 'translations-imported');
    const saved = { stored: changes.length - stale.length, all: changes.length };
    return visit.show(<FilePage {...opened} {...{ form, saved }} faults={stale} />, { status: 409 });
  }

  /** One after the other: the first refusal that is not about one entry alone ends it. */
  private async store(visit: Visit, into: Language, changes: readonly FileChange[]) {
    const stale: FileFault[] = [];
    for (const { id, state, values, version, place } of changes) {
      const saved = await this.translations.save(visit, id, into, { state, values }, version);
      if (saved.ok) continue;
      if (saved.error.code !== 'NOMINATIONS.STALE_TRANSLATION') return { stale, refused: saved.error };
      stale.push({ ...place, fault: 'stale' });
    }
    return { stale, refused: undefined };
  }

  private async opened(visit: Visit, editionId: string, into: Language) {
    const found = await this.editions.find(visit, editionId);
    const state = readTableState((query) => visit.query(query), {
      path: filePath(editionId, into),
      filters: ['category'],
    });
    const category = found.ruleBook.categories.find(({ code }) => code === state.filters['category'])?.code;
    return { ...found, into, state, category };
  }

  private async taken(visit: Visit, editionId: string, into: Language) {
    const { ruleBook, category } = await this.opened(visit, editionId, into);
    if (category === undefined) throw new NothingThere('HTTP.NOT_FOUND');
    return { into, ruleBook, category, entries: await this.translations.texts(visit, editionId, into, category) };
  }
}

function give(reply: FastifyReply, content: string, { name, type }: { name: string; type: string }) {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(`${type}; charset=utf-8`)
    .send(content);
}

/** XLIFF begins as XML does, a table never: its first row names columns. */
function readFile(
  ruleBook: RuleBook,
  entries: readonly EntryTexts[],
  into: Language,
  text: string | undefined,
): FileChanges {
  if (text === undefined) return { changes: [], faults: [{ row: 1, column: 'entry', fault: 'unreadable' }] };
  if (!text.trimStart().startsWith('<')) return readTranslationTable(ruleBook, entries, text);
  const xml = readXml(text);
  if (!('because' in xml)) return readTranslationXliff(ruleBook, entries, into, xml);
  const fault = xml.because === 'doctype' ? 'doctype' : 'unreadable-xml';
  return { changes: [], faults: [{ line: xml.line, unit: '', fault }] };
}

/** What a translator should know of a text: the question that it answers, and how long it may be. */
function notesOf(language: Language, ruleBook: RuleBook, part: TranslationPart): readonly string[] {
  const max = part.field.maxCharacters;
  return [
    partLabel(language, ruleBook, part),
    ...(max === null ? [] : [translate(language, 'web.form.count.characters', { max })]),
  ];
}

function fileForm({ language, posted }: Visit): Form<'file'> {
  return new Form({
    language,
    posted,
    fields: {
      file: {
        label: translate(language, 'web.translations.file.field'),
        hint: translate(language, 'web.translations.file.hint'),
        required: true,
      },
    },
  });
}
