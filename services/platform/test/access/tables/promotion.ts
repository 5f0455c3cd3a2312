import { BAD_INPUT } from '../every-service.js';
import { EVERYBODY, fresh, roles, type Rules } from '../rule.js';

export const PROMOTION: Rules = [
  { route: 'GET /editions/:edition/releases', door: EVERYBODY, at: ['frozen'], gets: 'nothing' },
  {
    route: 'GET /editions/:edition/releases',
    of: 'the nominees',
    door: EVERYBODY,
    at: ['voting', 'decided'],
    gets: 'something',
  },
  { route: 'GET /editions/:edition/releases/staged', door: roles('secretariat', 'auditor'), gets: 'something' },
  {
    route: 'GET /editions/:edition/results',
    door: EVERYBODY,
    at: ['frozen', 'certified', 'decided', 'announced'],
    gets: 'ok',
  },
  { route: 'POST /editions/:edition/releases', door: fresh('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/certificates', door: roles('secretariat'), gets: BAD_INPUT },
  {
    // Nobody holds an honour that is not released, whoever asks.
    route: 'POST /editions/:edition/certificates',
    of: 'the honour of a winner before its release',
    door: roles('secretariat'),
    at: ['decided'],
    asks: ({ nominee }) => ({ body: { nomineeId: nominee, honour: 'winner', language: 'en' } }),
    gets: 'PROMOTION.EMBARGOED',
  },
  { route: 'POST /editions/:edition/certificates/batch', door: roles('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/certificates/jobs', door: roles('secretariat'), gets: BAD_INPUT },
  { route: 'GET /editions/:edition/certificates/figures', door: roles('secretariat', 'auditor'), gets: 'ok' },
  {
    route: 'GET /editions/:edition/certificates/documents.zip',
    of: 'the winners, before their release',
    door: roles('secretariat'),
    asks: () => ({ query: 'honour=winner&language=en&part=1' }),
    gets: 'PROMOTION.CERTIFICATE_UNKNOWN',
  },
  {
    route: 'GET /editions/:edition/certificates',
    door: roles('secretariat', 'auditor'),
    at: ['announced'],
    gets: 'something',
  },
  ...['', '/document.pdf'].map((what) => ({
    route: `GET /certificates/:id${what}`,
    door: EVERYBODY,
    at: ['announced'] as const,
    asks: ({ certificate }: { certificate: string }) => ({ params: { id: certificate } }),
    gets: 'ok',
  })),
  {
    route: 'GET /nominees/:nominee/share/:language',
    of: 'before the release',
    door: EVERYBODY,
    at: ['frozen'],
    gets: 'PROMOTION.NOT_SHARED',
  },
  { route: 'GET /nominees/:nominee/share/:language', of: 'released', door: EVERYBODY, gets: 'ok' },
  {
    route: 'GET /nominees/:nominee/share/:language/:version.png',
    door: EVERYBODY,
    at: ['frozen', 'judging'],
    gets: 'PROMOTION.NOT_SHARED',
  },
  {
    // What is not decided cannot be looked at early either.
    route: 'GET /editions/:edition/releases/:kind/preview',
    of: 'the winners',
    door: roles('secretariat'),
    asks: () => ({ params: { kind: 'winners' } }),
    gets: 'PROMOTION.NOT_READY',
  },
  {
    route: 'GET /editions/:edition/releases/:kind/preview',
    of: 'the winners, once they are decided',
    door: roles('secretariat'),
    at: ['decided'],
    asks: () => ({ params: { kind: 'winners' } }),
    gets: 'ok',
  },
];
