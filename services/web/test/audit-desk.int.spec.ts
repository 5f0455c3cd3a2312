import { agreedOf, deedId } from './scripted-audit.js';
import { openDesk } from './open-desk.js';
import { callsTo, visitorOf } from './scripted-desk.js';

const PATH = '/en/desk/audit/editions/demo-2026';
const PROPOSE = 'POST /editions/demo-2026/openings-export';

const { web, secretary, auditor } = openDesk();

const read = async (path: string) => (await auditor.get(`${PATH}${path}`)).text();
const approved = (service: 'competition' | 'voting', ...items: object[]) =>
  web.clients.on(service, 'GET /approvals', () => ({ items }));

describe('The auditor’s desk', () => {
  it('is for auditors of the edition and the secretariat', async () => {
    for (const roles of [
      [{ role: 'expert', edition: 'demo-2026' }],
      [{ role: 'auditor', edition: 'past-2025' }],
    ] as const) {
      const other = await visitorOf(web, { roles });
      for (const path of ['', '/rules', '/calendar', '/ballots', '/ballots/1301', '/exports']) {
        expect((await other.get(`${PATH}${path}`)).status).toBe(403);
      }
    }
  });

  it('knows no edition and no decision that is not there', async () => {
    expect((await secretary.get('/en/desk/audit/editions/never-held')).status).toBe(404);
    expect((await auditor.get(`${PATH}/ballots/7`)).status).toBe(404);
    expect((await auditor.get(`${PATH}/ballots/..%2F1301`)).status).toBe(404);
  });

  it('tells each version of the rules with its hash and who adopted it', async () => {
    approved('competition', agreedOf(deedId(30), { ruleBookHash: '2'.repeat(64) }));
    const html = await read('/rules');
    expect(html).toContain('href="/en/editions/demo-2026/rules?version=2"');
    expect(html).toContain('2'.repeat(64));
    expect(html).toContain(`href="/en/desk/approvals/competition/${deedId(30)}"`);
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html.match(/no approval on record/g)).toHaveLength(1);
    const [asked] = callsTo(web, 'competition GET /approvals');
    expect(asked?.path).toContain('state=approved');
    expect(asked?.path).toContain('kind=competition.adopt-rules');
  });

  it('tells what of the calendar changed, from what to what, why, and who agreed; page by page', async () => {
    approved('competition', agreedOf(deedId(31)));
    const html = await read('/calendar?cursor=newer');
    expect(html).toContain('More &lt;time>');
    expect(html).toMatch(/<del>.*8 May 2026 at 23:00.*<\/del>/s);
    expect(html).toMatch(/<ins>.*9 May 2026 at 23:00.*<\/ins>/s);
    expect(html).not.toContain('10 April');
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html).toContain('/calendar?cursor=older');
    const [asked] = callsTo(web, 'competition GET /editions/demo-2026/calendar/changes');
    expect(asked?.path.split('?')[1]).toBe('limit=50&cursor=newer');
  });

  it('states the ledger in numbers and hashes, and says when the balance does not add up', async () => {
    approved('voting', agreedOf(deedId(34), { resultHash: '9'.repeat(64) }));
    const health = { state: 'closed', accepted: 1_204, size: 1_306, finalLedgerNumber: 1_299 };
    web.clients.on('voting', 'GET /editions/demo-2026/health', () => health);
    const balance = { counted: 1_000, superseded: 200, incomplete: 1, removed: 2, underReview: 1 };
    web.clients.on('voting', 'GET /editions/demo-2026/statement', () => ({ accepted: 1_204, ...balance }));
    const html = await read('');
    expect(callsTo(web, 'voting GET /editions/demo-2026/ledger')[0]?.path).toContain('?from=1305&limit=1');
    for (const told of ['1,299', '1,305', 'ef'.repeat(32), 'k-2026', '9'.repeat(64), 'The parts add up']) {
      expect(html).toContain(told);
    }
    web.clients.on('voting', 'GET /editions/demo-2026/statement', () => ({ accepted: 1_205, ...balance }));
    expect(await read('')).toContain('this must be looked into');
  });

  it('promises the balance for after the close, and never reads the tally', async () => {
    web.refuse('voting', 'GET /editions/demo-2026/statement', 409, { code: 'VOTING.NOT_CLOSED' });
    const html = await read('');
    expect(html).toContain('published after the close');
    expect(callsTo(web, 'voting GET /editions/demo-2026/tally')).toHaveLength(0);
  });

  it('lists the decisions on ballots, with their evidence a step away and on record', async () => {
    approved('voting', agreedOf(deedId(32)));
    const html = await read('/ballots');
    for (const told of [
      '1,301',
      'Article &lt;7>',
      '17, 42',
      'cd'.repeat(32),
      'Amina &lt;i>D.&lt;/i>',
      '?cursor=later',
    ]) {
      expect(html).toContain(told);
    }
    expect(callsTo(web, 'voting GET /editions/demo-2026/removals/1301/evidence')).toHaveLength(0);
    const evidence = await read('/ballots/1301');
    expect(evidence).toContain('Two &lt;devices>\nby night');
    expect(evidence).toContain('5a'.repeat(16));
  });
});

describe('An export of the openings', () => {
  it('is listed with its reason and its end; auditors are told whom to ask', async () => {
    const html = await read('/exports');
    expect(html).toContain('A &lt;second> count');
    expect(html).toContain(`/api/voting/editions/demo-2026/openings/${deedId(33)}`);
    expect(html).toContain('The secretariat proposes an export');
    expect(html).not.toContain('/exports/new');
    expect((await auditor.get(`${PATH}/exports/new`)).status).toBe(403);
  });

  it('is proposed with a reason and a fresh second factor, and leads to its approval', async () => {
    web.clients.on('voting', PROPOSE, () => ({ approvalId: deedId(35) }));
    const answer = await secretary.post(`${PATH}/exports/new`, { reason: ' A count of our own ' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/en/desk/approvals/voting/${deedId(35)}`]);
    expect(callsTo(web, `voting ${PROPOSE}`).map(({ body }) => body)).toEqual([{ reason: 'A count of our own' }]);
    const tired = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    expect((await tired.get(`${PATH}/exports/new`)).headers.get('location')).toContain('/sign-in/second-factor');
  });

  it('needs a reason, and keeps one that was refused', async () => {
    const empty = await secretary.post(`${PATH}/exports/new`, { reason: ' ' });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain('id="reason-error"');
    expect(callsTo(web, `voting ${PROPOSE}`)).toHaveLength(0);
    web.refuse('voting', PROPOSE, 409, { code: 'VOTING.NOT_CLOSED', title: 'The vote is open' });
    const refused = await secretary.post(`${PATH}/exports/new`, { reason: 'Too <early>' });
    const html = await refused.text();
    expect(refused.status).toBe(409);
    expect(html).toContain('The vote is open');
    expect(html).toContain('Too &lt;early>');
  });
});

it('leads to what anybody may read to check the ledger, and to the signature over all of it', async () => {
  const html = await read('');
  const api = '/api/voting/editions/demo-2026';
  for (const path of [`${api}/ledger?from=0`, '/api/voting/receipt-key', `${api}/statement`]) {
    expect(html).toContain(`href="${path}"`);
  }
  for (const told of ['12'.repeat(32), '34'.repeat(64), 'wsis-prizes/ledger/demo-2026+abcd0123+AQID']) {
    expect(html).toContain(told);
  }
  expect(html).toContain(`href="${api}/checkpoint/note"`);
  web.refuse('voting', 'GET /editions/demo-2026/checkpoint', 404, { code: 'VOTING.NO_CHECKPOINT' });
  expect(await read('')).toContain('There is none yet. The first one comes within a minute');
  web.refuse('voting', 'GET /editions/demo-2026/statement', 409, { code: 'VOTING.NOT_CLOSED' });
  expect(await read('')).not.toContain(`href="${api}/statement"`);
});

describe('The openings of an export', () => {
  const OPENINGS = `GET /editions/demo-2026/openings/${deedId(33)}`;
  const FILE = `${PATH}/exports/${deedId(33)}/openings.ndjson`;

  it('come to an auditor line by line, held by nobody on the way', async () => {
    let goOn: (() => void) | undefined;
    web.clients.onStream('voting', OPENINGS, async function* () {
      yield '{"number":1}\n';
      await new Promise<void>((resolve) => (goOn = resolve));
      yield '{"number":2}\n';
    });
    const answer = await auditor.get(FILE);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toContain(`openings-${deedId(33)}.ndjson`);
    const read: string[] = [];
    for await (const chunk of answer.body ?? []) {
      read.push(Buffer.from(chunk).toString('utf8'));
      goOn?.();
    }
    expect(read.length).toBeGreaterThan(1);
    expect(read.join('')).toBe('{"number":1}\n{"number":2}\n');
    expect(callsTo(web, `voting ${OPENINGS}`)).toHaveLength(1);
  });

  it('are offered to auditors while the export holds', async () => {
    expect(await read('/exports')).toContain(`href="${FILE}"`);
    expect(await (await secretary.get(`${PATH}/exports`)).text()).not.toContain('openings.ndjson');
    expect((await secretary.get(FILE)).status).toBe(403);
    web.clients.on('voting', 'GET /editions/demo-2026/openings', () => ({
      items: [{ id: deedId(33), reason: 'x', open: false }],
    }));
    expect(await read('/exports')).not.toContain('openings.ndjson');
  });

  it('are not there once it ended, and refused in words where voting refuses', async () => {
    const later = FILE.replace(deedId(33), deedId(34));
    web.refuse('voting', `GET /editions/demo-2026/openings/${deedId(34)}`, 404, { code: 'VOTING.EXPORT_UNKNOWN' });
    expect((await auditor.get(later)).status).toBe(404);
    expect((await auditor.get(`${PATH}/exports/..%2Fx/openings.ndjson`)).status).toBe(404);
    web.refuse('voting', `GET /editions/demo-2026/openings/${deedId(34)}`, 409, { code: 'HTTP.CONFLICT' });
    expect((await auditor.get(later)).status).toBe(409);
    web.refuse('voting', `GET /editions/demo-2026/openings/${deedId(34)}`, 503, { code: 'HTTP.UNAVAILABLE' });
    expect((await auditor.get(later)).status).toBe(503);
  });
});
