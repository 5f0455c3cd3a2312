import { LANGUAGES } from '@wsis/kernel';
import { demonstration2026 } from '@wsis/rule-book';
import { makeSecrets, Settings, startService, type RunningService, type Secrets } from '@wsis/service';
import type { ServiceName, ServiceRequest, ServiceResponse } from '@wsis/http';
import { ScriptedClients } from '@wsis/testing';
import { silentLogger } from '@wsis/observability';
import { webService } from '../src/index.js';

export const NOMINEE_ID = '01900000-0000-7000-8000-000000000001';
export const HOSTILE_ID = '01900000-0000-7000-8000-000000000002';

const edition = {
  id: 'demo-2026',
  year: 2026,
  name: 'WSIS Prizes 2026',
  timeZone: 'Europe/Zurich',
  openPhases: ['voting'],
};

export const nominee = {
  id: NOMINEE_ID,
  number: 17,
  edition: 'demo-2026',
  category: 'C1',
  organisationName: 'Ministère du Numérique',
  country: 'SN',
  region: 'AFR',
  stakeholderType: 'government',
  sdgs: [1, 16],
  website: 'https://example.org/',
  generated: false,
  texts: [
    { language: 'fr', state: 'original', title: 'Villages numériques', shortDescription: 'Relier les villages.' },
    { language: 'ar', state: 'machine-draft', title: 'القرى الرقمية', shortDescription: 'ربط القرى بالإنترنت.' },
  ],
};

const { id: nomineeId, texts, ...facts } = nominee;
/** The same as promotion tells it. */
export const honoured = {
  ...facts,
  nomineeId,
  withdrawn: false,
  texts: Object.fromEntries(texts.map((text) => [text.language, text])),
};

const file = (digit: string, ending: string) => `${digit.repeat(64)}.${ending}`;
const pictures = [
  {
    id: '01900000-0000-7000-8000-00000000f001',
    descriptions: { fr: 'Des élèves devant un ordinateur.', ar: 'تلاميذ أمام حاسوب.' },
    variants: [
      { file: file('a', 'webp'), type: 'image/webp', width: 320, height: 213, bytes: 1 },
      { file: file('b', 'webp'), type: 'image/webp', width: 1280, height: 853, bytes: 1 },
      { file: file('c', 'jpg'), type: 'image/jpeg', width: 640, height: 427, bytes: 1 },
      { file: '../../../etc/passwd', type: 'image/webp', width: 640, height: 427, bytes: 1 },
    ],
  },
];

/** Everything a person could type into a name. */
const hostile = {
  ...nominee,
  id: HOSTILE_ID,
  number: 18,
  organisationName: '<script>alert(1)</script> & "Sons" \u202egnp.exe',
  website: 'javascript:alert(1)',
  generated: true,
  texts: [
    {
      language: 'en',
      state: 'original',
      title: '<img src=x onerror=alert(1)> 🙂',
      shortDescription: '</div><script>alert(2)</script>',
    },
  ],
};

/** As many as a category has, each with as long a text as the rules allow. */
const aCategory = Array.from({ length: 20 }, (_, index) => ({
  ...nominee,
  id: `01900000-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`,
  number: 100 + index,
  category: 'C7-egov',
  texts: nominee.texts.map((text) => ({
    ...text,
    title: `${text.title} ${index + 1}`,
    shortDescription: `${text.shortDescription} `.repeat(50),
  })),
}));

const rulesOf = (version: number) => ({
  edition: 'demo-2026',
  version,
  hash: String(version).repeat(64),
  adoptedAt: `2026-01-0${version}T10:00:00Z`,
  ruleBook: {
    ...demonstration2026,
    categories: demonstration2026.categories.filter(({ code }) => ['C1', 'C7-egov'].includes(code)),
    vote: { ...demonstration2026.vote, categoriesRequired: 2, mayChange: version === 2 },
  },
});

/** Says 404 for what nobody scripted, and cannot be reached for what is called unreachable. */
class ScriptedContest extends ScriptedClients {
  private readonly refusals = new Map<string, ServiceResponse>();

  /** Scripts an answer, and forgets a refusal of before. */
  override on(service: ServiceName, call: string, answer: (request: ServiceRequest) => unknown): void {
    this.refusals.delete(`${service} ${call}`);
    super.on(service, call, answer);
  }

  refuse(service: ServiceName, call: string, status: number, body: object): void {
    this.refusals.set(`${service} ${call}`, { status, headers: {}, body, raw: Buffer.alloc(0) });
  }

  override async call(service: ServiceName, request: ServiceRequest): Promise<ServiceResponse> {
    const refusal = this.refusals.get(`${service} ${request.method} ${request.path}`);
    if (refusal) {
      this.calls.push({ service, request });
      return refusal;
    }
    const answer = await super.call(service, request).catch((error: unknown) => {
      if (request.path.includes('unreachable')) throw error;
      return undefined;
    });
    return answer ?? { status: 404, headers: {}, body: { code: 'HTTP.NOT_FOUND' }, raw: Buffer.alloc(0) };
  }
}

export interface ScriptedWeb {
  readonly service: RunningService;
  readonly clients: ScriptedClients;
  /** Scripts a refusal; the next `clients.on` of the same call lifts it. */
  readonly refuse: (service: ServiceName, call: string, status: number, body: object) => void;
  readonly secrets: Required<Secrets>;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The real web service on a free port, with the other services' answers scripted. */
export async function scriptedWeb(): Promise<ScriptedWeb> {
  const clients = new ScriptedContest();
  const now = '2026-05-01T10:00:00.000Z';
  clients.on('competition', 'GET /editions', () => ({ items: [edition] }));
  clients.on('competition', 'GET /editions/demo-2026', () => edition);
  clients.on('competition', 'GET /editions/demo-2026/calendar', () => ({
    edition: 'demo-2026',
    version: 3,
    timeZone: 'Europe/Zurich',
    now,
    phases: [
      {
        phase: 'submission',
        state: 'closed',
        opensAt: '2026-01-05T08:00:00Z',
        closesAt: '2026-03-01T22:00:00Z',
        openedAt: '2026-01-05T08:00:00Z',
        closedAt: '2026-03-01T22:00:00Z',
      },
      {
        phase: 'voting',
        state: 'open',
        opensAt: '2026-04-20T08:00:00Z',
        closesAt: '2026-05-05T21:00:00Z',
        openedAt: '2026-04-20T08:00:00Z',
        closedAt: null,
      },
      {
        phase: 'evaluation',
        state: 'planned',
        opensAt: '2026-05-06T08:00:00Z',
        closesAt: null,
        openedAt: null,
        closedAt: null,
      },
      { phase: 'announcement', state: 'unplanned', opensAt: null, closesAt: null, openedAt: null, closedAt: null },
    ],
  }));
  clients.on('competition', 'GET /editions/past-2025', () => ({
    ...edition,
    id: 'past-2025',
    year: 2025,
    name: 'WSIS Prizes 2025',
  }));
  for (const id of ['demo-2026', 'past-2025']) {
    clients.on('competition', `GET /editions/${id}/rule-book`, () => rulesOf(id === 'demo-2026' ? 2 : 1));
  }
  clients.on('competition', 'GET /editions/demo-2026/rule-book/versions', () => ({ items: [rulesOf(2), rulesOf(1)] }));
  clients.on('competition', 'GET /editions/demo-2026/rule-book/versions/1', () => rulesOf(1));
  clients.on('nominations', 'GET /editions/demo-2026/nominee-list', () => ({ listVersion: 4, released: true }));
  clients.on('nominations', 'GET /editions/demo-2026/nominees', (request) => {
    const query = new URLSearchParams(request.path.split('?')[1]);
    if (query.get('q') === 'nothing') return { items: [] };
    if (query.get('category') === 'C7-egov') return { items: aCategory };
    return query.has('cursor') ? { items: [hostile] } : { items: [nominee, hostile], nextCursor: 'WzE4XQ' };
  });
  for (const { code } of demonstration2026.categories) {
    const items = code === 'C7-egov' ? aCategory : [nominee, hostile];
    clients.on('nominations', `GET /editions/demo-2026/categories/${code}/nominees`, () => ({ items }));
  }
  clients.on('nominations', 'GET /editions/demo-2026/nominees/counts', () => ({
    listVersion: 4,
    counts: {
      category: { C1: 2, 'C7-egov': 20 },
      country: { SN: 3, FR: 19 },
      region: { AFR: 3, EUR: 19 },
      sdg: { 16: 2, 1: 22 },
      stakeholderType: { government: 2, academia: 20 },
    },
  }));
  clients.on('nominations', 'GET /editions/past-2025/nominee-list', () => ({ listVersion: 0, released: false }));
  clients.on('nominations', `GET /nominees/${NOMINEE_ID}`, () => ({ ...nominee, pictures }));
  for (const language of LANGUAGES) {
    const address = `/api/promotion/nominees/${NOMINEE_ID}/share/${language}/0123456789abcdef.png`;
    clients.on('promotion', `GET /nominees/${NOMINEE_ID}/share/${language}`, () => ({
      picture: { address, width: 1200, height: 630 },
    }));
  }
  clients.on('nominations', `POST /nominees/${NOMINEE_ID}/breach-reports`, () => ({ id: 'r' }));
  clients.on('nominations', `GET /nominees/${HOSTILE_ID}`, () => hostile);
  clients.on('promotion', 'GET /editions/demo-2026/results', () => ({
    edition: { id: 'demo-2026', name: 'WSIS Prizes 2026', year: 2026 },
    released: [{ kind: 'champions', publishedAt: '2026-05-08T10:00:00Z' }],
    champions: [{ category: 'C1', entries: [{ ...honoured, rank: 1, tieRule: '' }] }],
  }));
  clients.on('promotion', 'GET /editions/past-2025/results', () => ({
    edition: { id: 'past-2025', name: 'WSIS Prizes 2025', year: 2025 },
    released: [
      { kind: 'champions', publishedAt: '2025-05-08T10:00:00Z' },
      { kind: 'winners', publishedAt: '2025-07-08T10:00:00Z' },
    ],
    champions: [{ category: 'C1', entries: [{ ...honoured, rank: 1, tieRule: '' }] }],
    winners: [
      {
        category: 'C7-egov',
        outcome: 'no-winner',
        winner: null,
        specialRecognition: [{ ...honoured, generated: true }],
        statement: 'None convinced us.',
      },
      { category: 'C1', outcome: 'winner', winner: honoured, specialRecognition: [], statement: '' },
    ],
  }));
  clients.on('voting', 'GET /editions/demo-2026/health', () => ({
    edition: 'demo-2026',
    state: 'open',
    opensAt: '2026-04-20T08:00:00Z',
    closesAt: '2026-05-05T21:00:00Z',
    databaseTime: now,
    accepted: 98765,
    waiting: 12,
    oldestWaitingMs: 34,
    lastBatch: { size: 256, milliseconds: 21 },
    refusals: { 'VOTING.BUSY': 7, 'VOTING.OWN_PROJECT': 3 },
    size: 98770,
    finalLedgerNumber: null,
  }));
  clients.on('voting', 'GET /editions/past-2025/health', () => ({
    edition: 'past-2025',
    state: 'closed',
    opensAt: '2025-03-20T08:00:00Z',
    closesAt: '2025-04-14T21:00:00Z',
    databaseTime: now,
    accepted: 120345,
    size: 120399,
    finalLedgerNumber: 120398,
  }));
  clients.on('voting', 'GET /editions/past-2025/statement', () => ({
    accepted: 120345,
    counted: 100000,
    superseded: 20000,
    incomplete: 300,
    removed: 40,
    underReview: 5,
  }));
  const secrets = makeSecrets();
  const service = await startService(webService, {
    // The pages need no database; the address is one where nothing listens.
    settings: new Settings({
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      ROLE: 'api',
      PUBLIC_URL: 'https://prizes.example.org',
    }),
    secrets,
    clients,
    logger: silentLogger,
  });
  const url = await service.fastify.listen({ host: '127.0.0.1', port: 0 });
  return {
    service,
    clients,
    secrets,
    url,
    refuse: (...refusal) => clients.refuse(...refusal),
    stop: () => service.stop(),
  };
}

/** Every kind of page, by its address without the language. */
export const PATHS = [
  '',
  '/editions/demo-2026',
  '/editions/demo-2026/nominees',
  '/editions/demo-2026/nominees?category=C1&order=7',
  '/editions/demo-2026/nominees?category=C7-egov&region=AFR&order=7',
  '/editions/demo-2026/nominees?q=nothing&order=7',
  '/editions/past-2025/nominees?category=C1',
  `/nominees/${NOMINEE_ID}`,
  `/nominees/${NOMINEE_ID}?text=original`,
  `/nominees/${HOSTILE_ID}`,
  `/nominees/${NOMINEE_ID}/share`,
  `/nominees/${HOSTILE_ID}/share`,
  `/nominees/${NOMINEE_ID}/report`,
  `/nominees/${NOMINEE_ID}/report/sent`,
  '/editions/demo-2026/rules',
  '/editions/demo-2026/rules?version=1',
  '/editions/demo-2026/results',
  '/editions/past-2025/results',
  '/editions/demo-2026/health',
  '/editions/past-2025/health',
  '/api',
  '/sign-in',
  '/sign-in/code',
  '/sign-in/done',
  '/design',
  '/editions/never-held',
] as const;
