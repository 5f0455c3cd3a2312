import type { ScriptedWeb } from './scripted-contest.js';

export const ENTRY_ID = '01900000-0000-7000-8000-0000000000f1';
/** Who translates into Arabic. */
export const TRANSLATOR = '01900000-0000-7000-8000-0000000000e1';
export const MISSING_ID = '01900000-0000-7000-8000-0000000000f2';

export const OTHER_TRANSLATOR = '01900000-0000-7000-8000-0000000000e2';

/** Where less is asked for than the rules do. */
export const LOWERED = {
  categories: ['C1'],
  languages: ['ru', 'ar'],
  level: 'machine-draft',
  reason: 'Nobody <b>found</b>',
  loweredAt: '2026-05-02T10:00:00.000Z',
};

const translatorNamed = (displayName: string, accountId: string, language: string) => ({
  accountId,
  displayName,
  language,
  email: 'somebody@translators.example',
  verified: true,
  secondFactor: 'enrolled',
  role: { role: 'translator', edition: 'demo-2026', category: '' },
});

const nothing = {
  originals: 0,
  checked: 0,
  machineDrafts: 0,
  missing: 0,
  missingWords: 0,
  draftWords: 0,
  heldByGate: 0,
};

/** How far an edition's translations are, as nominations tells it. */
export const overview = (more: object = {}) => ({
  gate: { categoryNames: 'any', nomineeTexts: 'original' },
  languages: ['ar', 'en', 'fr'],
  frozen: false,
  assignments: [{ language: 'ar', category: 'C2', translator: TRANSLATOR }],
  items: [
    { ...nothing, category: 'C1', language: 'ar', entries: 5, missing: 3, missingWords: 1_234, checked: 2 },
    {
      ...nothing,
      category: 'C2',
      language: 'ar',
      entries: 2,
      missing: 1,
      missingWords: 766,
      machineDrafts: 1,
      draftWords: 55,
    },
    { ...nothing, category: 'C1', language: 'fr', entries: 5, originals: 5 },
  ],
  ...more,
});

/** One entry as nominations shows it to a translator: a French text, half of it in Arabic. */
export const entry = ({ arabic = {}, ...more }: { arabic?: object; originalVersion?: number } = {}) => ({
  id: ENTRY_ID,
  edition: 'demo-2026',
  state: 'nominated',
  version: 3,
  language: 'fr',
  category: 'C1',
  values: {},
  texts: [
    {
      language: 'fr',
      state: 'original',
      version: more.originalVersion ?? 2,
      values: {
        title: 'Villages <i>numériques</i>',
        sdgLinks: { 4: 'Lire.' },
        shortDescription: 'Relier les villages.',
      },
    },
    {
      language: 'ar',
      state: 'machine-draft',
      version: 4,
      values: { title: 'القرى الرقمية', shortDescription: 'ربط القرى.' },
      ...arabic,
    },
  ],
});

/** The same entry with its words, as nominations tells it for other tools. */
export const textsOfEntry = (more: object = {}) => ({
  ...line(),
  originalVersion: 2,
  source: { title: 'Villages <i>numériques</i>', shortDescription: 'Relier les villages.' },
  values: { title: 'القرى الرقمية' },
  ...more,
});

const line = (more: object = {}) => ({
  id: ENTRY_ID,
  category: 'C1',
  title: 'Villages <i>numériques</i>',
  original: 'fr',
  words: 6,
  nominated: true,
  state: 'machine-draft',
  version: 4,
  mine: false,
  ...more,
});

/** Answers for the pages of the translation desk. */
export function scriptTranslations({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  const translations = 'GET /editions/demo-2026/translations';
  clients.on('nominations', translations, () => overview());
  clients.on('nominations', `${translations}/ar`, () => ({
    items: [line(), line({ id: MISSING_ID, state: 'missing', version: 0, title: '' })],
    nextCursor: 'WzE4XQ',
  }));
  clients.on('nominations', `${translations}/ar/texts`, () => ({ items: [textsOfEntry()] }));
  clients.on('nominations', `POST /editions/demo-2026/translations/ar/checks`, () => ({
    items: [{ id: ENTRY_ID, outcome: 'checked' }],
  }));
  clients.on('nominations', `GET /submissions/${ENTRY_ID}`, () => entry());
  clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({
    items: [translatorNamed('Boris', OTHER_TRANSLATOR, 'ru'), translatorNamed('Amina <i>T.</i>', TRANSLATOR, 'ar')],
  }));
  clients.on('nominations', 'GET /editions/demo-2026/language-gate/lowered', () => ({ items: [LOWERED] }));
  clients.on('nominations', 'POST /editions/demo-2026/language-gate/lowered', () => ({ approvalId: ENTRY_ID }));
  clients.on('nominations', 'PUT /editions/demo-2026/translations/ar/assignments', () => ({}));
}

const list = '/desk/translations/demo-2026/ar';

/** Lowers the language gate, for the secretariat alone. */
export const GATE_PATH = '/desk/translations/demo-2026/gate';

/** Who translates what, for the secretariat alone. */
export const ASSIGNMENTS_PATH = `${list}/assignments`;

/** Every page of the translation desk, without the language. */
export const TRANSLATION_PATHS = [
  '/desk/translations',
  list,
  `${list}?state=machine-draft&category=C1`,
  `${list}/file`,
  `${list}/file?category=C1`,
  `${list}/entries/${ENTRY_ID}`,
  `/desk/translations/demo-2026/en/entries/${ENTRY_ID}`,
] as const;
