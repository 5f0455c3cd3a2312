import { isLanguage, ok, type Language, type Result } from '@wsis/kernel';
import { GATE_LEVELS } from '@wsis/rule-book';
import type { Page } from '../../application/ports.js';
import type { Refused } from '../../application/refused.js';
import {
  CHECK_OUTCOMES,
  TRANSLATION_STATES,
  Translations,
  type Assignment,
  type AssignmentChange,
  type CheckOutcome,
  type EntryFilter,
  type EntryPlace,
  type EntryToTranslate,
  type LoweredGateNotice,
  type NewTranslation,
  type ReadDraft,
  type TranslatedEntry,
  type Translation,
  type TranslationLine,
  type TranslationOverview,
} from '../../application/translations/ports.js';
import { NOBODY, type Visitor } from '../../application/visitor.js';
import type { Values } from '../../domain/draft-values.js';
import type { EntryTexts } from '../../domain/translation-file.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const ENTRIES_A_PAGE = 50;
/** Texts are long; a category has a few hundred entries at most. */
const TEXTS_A_PAGE = 100;

/** Reads and writes translations through nominations. */
export class ServiceTranslations extends Translations {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async overview(visitor: Visitor, editionId: string): Promise<TranslationOverview | undefined> {
    const answer = await this.calls.read(visitor, 'nominations', at(editionId));
    return (
      answer && {
        languages: answer.at('languages').items().flatMap(languageOf),
        frozen: answer.at('frozen').flag(),
        lines: answer.at('items').items().flatMap(lineOf),
        assignments: answer.at('assignments').items().flatMap(assignmentOf),
      }
    );
  }

  async entries(
    visitor: Visitor,
    editionId: string,
    language: Language,
    { state, category }: EntryFilter,
    { sort, cursor }: EntryPlace,
  ): Promise<Page<EntryToTranslate>> {
    const query = new URLSearchParams({
      limit: String(ENTRIES_A_PAGE),
      ...(state === undefined ? {} : { state }),
      ...(category === undefined ? {} : { category }),
      ...(sort === undefined ? {} : { sort }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const answer = await this.calls.read(visitor, 'nominations', `${at(editionId)}/${language}?${query.toString()}`);
    return {
      items: (answer?.at('items').items() ?? []).flatMap(entryOf),
      nextCursor: answer?.at('nextCursor').text(),
    };
  }

  async texts(
    visitor: Visitor,
    editionId: string,
    language: Language,
    category: string,
  ): Promise<readonly EntryTexts[]> {
    const found: EntryTexts[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({
        limit: String(TEXTS_A_PAGE),
        category,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const path = `${at(editionId)}/${language}/texts?${query.toString()}`;
      const page = await this.calls.read(visitor, 'nominations', path);
      found.push(...(page?.at('items').items() ?? []).flatMap(textsOf));
      cursor = page?.at('nextCursor').text();
    } while (cursor !== undefined);
    return found;
  }

  async find(visitor: Visitor, entryId: string): Promise<TranslatedEntry | undefined> {
    const answer = await this.calls.read(visitor, 'nominations', `/submissions/${encodeURIComponent(entryId)}`);
    const texts = answer?.at('texts').items().flatMap(textOf) ?? [];
    const original = texts.find(isOriginal);
    if (answer === undefined || original === undefined) return undefined;
    return {
      id: entryId,
      editionId: answer.at('edition').text() ?? '',
      category: answer.at('category').text(),
      original,
      translations: texts.filter((text) => !isOriginal(text)),
    };
  }

  async save(
    visitor: Visitor,
    entryId: string,
    language: Language,
    translation: NewTranslation,
    fromVersion: number,
  ): Promise<Result<number, Refused>> {
    const path = `/submissions/${encodeURIComponent(entryId)}/texts/${language}`;
    const saved = await this.calls.send(visitor, 'nominations', 'PUT', path, { body: translation, base: fromVersion });
    return saved.ok ? ok(saved.value.at('version').number() ?? fromVersion + 1) : saved;
  }

  async loweredGates(editionId: string): Promise<readonly LoweredGateNotice[]> {
    const answer = await this.calls.read(NOBODY, 'nominations', gateOf(editionId), { as: 'none' });
    return (answer?.at('items').items() ?? []).flatMap(loweredOf);
  }

  async lowerGate(
    visitor: Visitor,
    editionId: string,
    lowered: Parameters<Translations['lowerGate']>[2],
    key: string,
  ): Promise<Result<string, Refused>> {
    const body = { body: lowered, key };
    const proposed = await this.calls.send(visitor, 'nominations', 'POST', gateOf(editionId), body);
    return proposed.ok ? ok(proposed.value.at('approvalId').text() ?? '') : proposed;
  }

  async assign(
    visitor: Visitor,
    editionId: string,
    language: Language,
    changes: readonly AssignmentChange[],
  ): Promise<Result<void, Refused>> {
    const items = changes.map(({ category, translator, from }) => ({
      category,
      translator: translator || null,
      from: from || null,
    }));
    const path = `${at(editionId)}/${language}/assignments`;
    const assigned = await this.calls.send(visitor, 'nominations', 'PUT', path, { body: { items } });
    return assigned.ok ? ok(undefined) : assigned;
  }

  async check(
    visitor: Visitor,
    editionId: string,
    language: Language,
    drafts: readonly ReadDraft[],
  ): Promise<Result<readonly { readonly id: string; readonly outcome: CheckOutcome }[], Refused>> {
    const path = `${at(editionId)}/${language}/checks`;
    const checked = await this.calls.send(visitor, 'nominations', 'POST', path, { body: { items: drafts } });
    if (!checked.ok) return checked;
    const items = checked.value.at('items').items();
    return ok(
      items.map((item) => ({
        id: item.at('id').text() ?? '',
        outcome: CHECK_OUTCOMES.find((known) => known === item.at('outcome').text()) ?? 'unknown',
      })),
    );
  }
}

const gateOf = (editionId: string) => `/editions/${encodeURIComponent(editionId)}/language-gate/lowered`;

const at = (editionId: string) => `/editions/${encodeURIComponent(editionId)}/translations`;

function languageOf(json: Json): Language[] {
  const language = json.text();
  return isLanguage(language) ? [language] : [];
}

function lineOf(json: Json): TranslationLine[] {
  const [language] = languageOf(json.at('language'));
  const category = json.at('category').text();
  if (language === undefined || category === undefined) return [];
  const figure = (name: string) => json.at(name).number() ?? 0;
  return [
    {
      category,
      language,
      missing: figure('missing'),
      drafts: figure('machineDrafts'),
      checked: figure('checked'),
      originals: figure('originals'),
      missingWords: figure('missingWords'),
      draftWords: figure('draftWords'),
      held: figure('heldByGate'),
    },
  ];
}

function assignmentOf(json: Json): Assignment[] {
  const [language] = languageOf(json.at('language'));
  const [category, translator] = [json.at('category').text(), json.at('translator').text()];
  if (language === undefined || category === undefined || translator === undefined) return [];
  return [{ language, category, translator }];
}

function loweredOf(json: Json): LoweredGateNotice[] {
  const level = GATE_LEVELS.find((known) => known === json.at('level').text());
  const loweredAt = json.at('loweredAt').instant();
  if (level === undefined || loweredAt === undefined) return [];
  const categories = json
    .at('categories')
    .items()
    .flatMap((item) => item.text() ?? []);
  const languages = json.at('languages').items().flatMap(languageOf);
  return [{ level, categories, languages, reason: json.at('reason').text() ?? '', loweredAt }];
}

function entryOf(json: Json): EntryToTranslate[] {
  const id = json.at('id').text();
  const [original] = languageOf(json.at('original'));
  const state = TRANSLATION_STATES.find((known) => known === json.at('state').text());
  if (id === undefined || original === undefined || state === undefined) return [];
  return [
    {
      id,
      original,
      state,
      category: json.at('category').text() ?? '',
      title: json.at('title').text() ?? '',
      words: json.at('words').number() ?? 0,
      version: json.at('version').number() ?? 0,
      mine: json.at('mine').flag(),
    },
  ];
}

function textsOf(json: Json): EntryTexts[] {
  const [entry] = entryOf(json);
  if (entry === undefined) return [];
  const { id, original, state, version } = entry;
  const values = (name: string) => (json.at(name).raw ?? {}) as Values;
  const originalVersion = json.at('originalVersion').number() ?? 0;
  return [{ id, original, originalVersion, source: values('source'), state, version, values: values('values') }];
}

type Original = TranslatedEntry['original'];

const isOriginal = (text: Original | Translation): text is Original => text.state === 'original';

function textOf(json: Json): (Original | Translation)[] {
  const [language] = languageOf(json.at('language'));
  if (language === undefined) return [];
  const state = json.at('state').text();
  const text = { language, version: json.at('version').number() ?? 0, values: (json.at('values').raw ?? {}) as Values };
  if (state === 'original') return [{ ...text, state }];
  return [{ ...text, state: state === 'checked' ? state : 'machine-draft' }];
}
