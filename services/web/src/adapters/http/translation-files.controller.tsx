import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { ContestReads } from '../../application/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { Translations } from '../../application/translations/ports.js';
import {
  readTranslationFile,
  translationFile,
  type FileChange,
  type FileFault,
} from '../../domain/translation-file.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { FilePage } from '../../pages/translations/file-page.js';
import { entriesPath, filePath, partLabel } from '../../pages/translations/translation-words.js';
import { EditionsToTranslate, READERS, WRITERS, languageOf } from './editions-to-translate.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** The texts of a category as a table for other programs, and back. */
@Pages(':language/desk/translations/:edition/:into/file')
export class TranslationFilesController {
  private readonly editions: EditionsToTranslate;

  constructor(
    @Inject(Translations) private readonly translations: Translations,
    @Inject(Submissions) submissions: Submissions,
    @Inject(ContestReads) contest: ContestReads,
  ) {
    this.editions = new EditionsToTranslate(contest, submissions, translations);
  }

  @Get()
  @Access.role(...READERS)
  async look(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    return visit.show(<FilePage {...await this.opened(visit, editionId, languageOf(name))} form={fileForm(visit)} />);
  }

  @Get('translations.csv')
  @Access.role(...READERS)
  async take(@Param('edition') editionId: string, @Param('into') name: string, @Res() reply: FastifyReply) {
    const { visit } = reply;
    const { into, ruleBook, category } = await this.opened(visit, editionId, languageOf(name));
    if (category === undefined) throw new NothingThere('HTTP.NOT_FOUND');
    const entries = await this.translations.texts(visit, editionId, into, category);
    const csv = translationFile(ruleBook, entries, (part) => partLabel(visit.language, ruleBook, part));
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="translations-${into}-${category}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(`\uFEFF${csv}`);
  }

  /** Saves what a table says as drafts; one with an error changes nothing. */
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
    const { changes, faults } = readTranslationFile(ruleBook, entries, file.content.toString('utf8'));
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
    for (const { id, values, version, row } of changes) {
      const saved = await this.translations.save(visit, id, into, { state: 'machine-draft', values }, version);
      if (saved.ok) continue;
      if (saved.error.code !== 'NOMINATIONS.STALE_TRANSLATION') return { stale, refused: saved.error };
      stale.push({ row, column: 'version', fault: 'stale' });
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
