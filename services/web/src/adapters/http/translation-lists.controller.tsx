import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { ENTRY_SORTS, TRANSLATION_STATES, Translations } from '../../application/translations/ports.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState, sortOf, type TableState } from '../../pages/parts/table-query.js';
import { EntriesPage, type ChecksField, type EntriesPageProps } from '../../pages/translations/entries-page.js';
import { draftsIn, entriesPath } from '../../pages/translations/translation-words.js';
import { EditionsToTranslate, READERS, WRITERS, languageOf } from './editions-to-translate.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** The entries that a language is wanted of, and the approval of several drafts at once. */
@Pages(':language/desk/translations/:edition/:into')
export class TranslationListsController {
  constructor(
    @Inject(Translations) private readonly translations: Translations,
    @Inject(EditionsToTranslate) private readonly editions: EditionsToTranslate,
  ) {}

  @Get()
  @Access.role(...READERS)
  async list(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    const into = languageOf(name);
    const state = stateOf(editionId, into, (query) => visit.query(query));
    return visit.show(<EntriesPage {...await this.opened(visit, editionId, into, state)} form={checksForm(visit)} />);
  }

  /** Approves drafts as they were when the list was made. Those that may not be approved are named. */
  @Post('checks')
  @Access.role(...WRITERS)
  async check(@Param('edition') editionId: string, @Param('into') name: string, @Res() { visit }: FastifyReply) {
    const into = languageOf(name);
    const form = checksForm(visit);
    const state = stateOf(editionId, into, (query) => visit.posted.text(query) || undefined);
    const before = await this.opened(visit, editionId, into, state);
    const drafts = draftsIn(visit.posted.texts(form.text('all') === 'yes' ? 'shown' : 'entry'));
    if (drafts.length === 0) {
      const refused = form.refusedFor([{ field: 'entry', rule: 'required' }]);
      return visit.show(<EntriesPage {...before} form={refused} />, { status: 422 });
    }
    const checked = await this.translations.check(visit, editionId, into, drafts);
    if (!checked.ok) return visit.show(<EntriesPage {...before} form={form.refusedBy(checked.error)} />, checked.error);
    const left = checked.value.filter(({ outcome }) => outcome !== 'checked');
    if (left.length === 0) return visit.goTo(entriesPath(editionId, into, filterOf(state)), 'translations-approved');
    const titles = new Map(before.entries.items.map(({ id, title }) => [id, title]));
    const now = await this.opened(visit, editionId, into, state);
    const page = { ...now, left: left.map(({ id, outcome }) => ({ outcome, title: titles.get(id) ?? '' })) };
    return visit.show(<EntriesPage {...page} form={new Form(fieldsOf(visit))} />, { status: 409 });
  }

  private async opened(
    visit: Visit,
    editionId: string,
    into: Language,
    state: TableState,
  ): Promise<Omit<EntriesPageProps, 'form'>> {
    const [found, entries] = await Promise.all([
      this.editions.find(visit, editionId),
      this.translations.entries(visit, editionId, into, filterOf(state), { sort: sortOf(state), cursor: state.cursor }),
    ]);
    return { ...found, into, entries, state };
  }
}

function stateOf(editionId: string, into: Language, read: (name: string) => string | undefined): TableState {
  return readTableState(read, {
    path: entriesPath(editionId, into),
    sorts: ENTRY_SORTS,
    filters: ['state', 'category'],
  });
}

function filterOf({ filters }: TableState) {
  const state = TRANSLATION_STATES.find((known) => known === filters['state']);
  return { state, category: filters['category'] };
}

function fieldsOf({ language }: Visit) {
  const field = { label: translate(language, 'web.translations.choose') };
  return { language, fields: { entry: field, all: field } };
}

function checksForm(visit: Visit): Form<ChecksField> {
  return new Form<ChecksField>({ ...fieldsOf(visit), posted: visit.posted });
}
