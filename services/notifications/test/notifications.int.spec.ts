import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { fromBinary } from '@bufbuild/protobuf';
import {
  AccountErasedSchema,
  CalendarChangedSchema,
  EditionCreatedSchema,
  MailBouncedSchema,
  NomineeListedSchema,
  PhaseOpenedSchema,
  ReleasedSchema,
  SubmissionReceivedSchema,
  SubmissionScreenedSchema,
  TallyCertifiedSchema,
} from '@wsis/contracts';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { event } from '@wsis/messaging';
import { createLogger } from '@wsis/observability';
import { eventually, testService, type TestService } from '@wsis/testing';
import { PostgresDueMailStore } from '../src/adapters/postgres/due-mail.store.js';
import { notificationsService } from '../src/index.js';
import { MailServer } from './mail-server.fixture.js';

const EDITION = 'demo-2026';
const server = new MailServer();
const people = new Map<string, { address: string; language: Language }>();
const logged: string[] = [];
let service: TestService;
let identityAway = false;

function person(language: Language = 'en', name = `reader-${randomUUID().slice(0, 8)}`): string {
  const accountId = randomUUID();
  people.set(accountId, { address: `${name}@example.org`, language });
  return accountId;
}
const addressOf = (accountId: string) => people.get(accountId)!.address;

const received = (submissionId: string, submitterAccountId: string, version = 1) =>
  event(
    SubmissionReceivedSchema,
    { submissionId, editionId: EDITION, category: 'C7-egov', submitterAccountId, title: 'Clear water', language: 'en' },
    { key: submissionId, version },
  );
const screened = (submissionId: string, submitterAccountId: string, outcome: string, reason: string, version = 2) =>
  event(
    SubmissionScreenedSchema,
    { submissionId, editionId: EDITION, outcome, reason, submitterAccountId },
    { key: submissionId, version },
  );
const listed = (nomineeId: string, submitterAccountId: string, number: number, editionId = EDITION) =>
  event(
    NomineeListedSchema,
    {
      nomineeId,
      editionId,
      number,
      category: 'C7-egov',
      submissionId: randomUUID(),
      submitterAccountId,
      texts: [{ language: 'en', title: `Clear water ${number}`, shortDescription: '', state: 'original' }],
    },
    { key: editionId, version: number },
  );

const mailTo = (accountId: string, count = 1) =>
  eventually(`${count} mails to a reader`, () => {
    expect(server.to(addressOf(accountId))).toHaveLength(count);
    return server.to(addressOf(accountId));
  });
const stateOf = (accountId: string) =>
  service.database.query<{ notice: string; state: string; attempts: number; status: string }>(
    `SELECT notice, state, attempts, status FROM notifications.due_mails WHERE account_id = $1 ORDER BY notice`,
    [accountId],
  );
const becomes = (accountId: string, state: string) =>
  eventually(`a mail is ${state}`, async () => {
    const [row] = await stateOf(accountId);
    expect(row?.state).toBe(state);
    return row!;
  });

beforeAll(async () => {
  const logger = createLogger({
    service: 'notifications',
    level: 'debug',
    destination: new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk));
        done();
      },
    }),
  });
  service = await testService(notificationsService, {
    environment: {
      SMTP_URL: await server.start(),
      NOTIFICATIONS_RETRY_SECONDS: '1',
      PUBLIC_URL: 'https://prizes.example.org',
    },
    logger,
  });
  service.clients.on('identity', 'POST /internal/addresses', ({ body }) => {
    if (identityAway) throw new Error('identity is away');
    const { accountIds } = body as { accountIds: string[] };
    return accountIds.flatMap((accountId) => {
      const found = people.get(accountId);
      return found ? [{ accountId, ...found }] : [];
    });
  });
  await service.emit([
    event(
      EditionCreatedSchema,
      { editionId: EDITION, year: 2026, name: 'WSIS Prizes 2026', timeZone: 'Europe/Zurich' },
      { key: EDITION, version: 1 },
    ),
  ]);
});

afterAll(async () => {
  await service.stop();
  await server.stop();
});

it('tells each submitter in the own language that the submission was received, once however often it is told', async () => {
  const readers = LANGUAGES.map((language) => person(language));
  for (const reader of readers) {
    const submissionId = randomUUID();
    const one = received(submissionId, reader);
    // The second is another event about the same fact: the key of the row, not the inbox, holds it back.
    await service.emit([one, received(submissionId, reader)]);
  }
  await service.settled();
  const subjects = new Set<string>();
  for (const [index, reader] of readers.entries()) {
    await becomes(reader, 'sent');
    const [mail] = await mailTo(reader);
    expect(mail!.subject).toContain('Clear water');
    subjects.add(mail!.subject!);
    expect(mail!.html).toContain(`lang="${LANGUAGES[index]}" dir="${LANGUAGES[index] === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(mail!.text).toContain(`https://prizes.example.org/${LANGUAGES[index]}/desk/submissions/`);
    expect(await stateOf(reader)).toHaveLength(1);
  }
  expect(subjects.size).toBe(LANGUAGES.length);
});

it('tells what the screeners decided, with their reason, and again when it is returned again', async () => {
  const [nominated, declined, returned] = [person(), person('fr'), person()];
  const submissionId = randomUUID();
  await service.emit([
    screened(randomUUID(), nominated, 'nominated', ''),
    screened(randomUUID(), declined, 'declined', 'Outside the action lines'),
    screened(submissionId, returned, 'returned', 'Say who benefits', 2),
    screened(submissionId, returned, 'returned', 'Add the country', 4),
  ]);
  expect((await mailTo(nominated))[0]!.subject).toContain('is nominated');
  expect((await mailTo(declined))[0]!.text).toContain('Outside the action lines');
  const texts = (await mailTo(returned, 2)).map(({ text }) => text).join();
  expect(texts).toContain('Say who benefits');
  expect(texts).toContain('Add the country');
  await becomes(declined, 'sent');
  const [kept] = await service.database.query<{ reason: string }>(
    `SELECT reason FROM notifications.due_mails WHERE account_id = $1`,
    [declined],
  );
  expect(kept?.reason).toBe('');
});

it('tries again after a temporary refusal, and delivers once', async () => {
  const reader = person();
  server.answer(addressOf(reader), 'mailbox full', 'mailbox full');
  await service.emit([received(randomUUID(), reader)]);
  const row = await becomes(reader, 'sent');
  expect(row.attempts).toBe(3);
  expect(server.to(addressOf(reader))).toHaveLength(1);
});

it.each([
  ['no such mailbox', '5.1.1'],
  ['refuse the message', '5.7.1'],
] as const)(
  'records a bounce when the answer is "%s", tells it without an address, and does not try again',
  async (answer, status) => {
    const reader = person();
    server.answer(addressOf(reader), answer);
    await service.emit([received(randomUUID(), reader)]);
    const row = await becomes(reader, 'bounced');
    expect([row.attempts, row.status]).toEqual([1, status]);
    const [told] = (await service.emitted('notifications.mail-bounced.v1')).filter(({ key }) => key === reader);
    expect(fromBinary(MailBouncedSchema, told!.payload)).toMatchObject({
      accountId: reader,
      notice: 'submissionReceived',
      permanent: true,
      status,
    });
    expect(server.to(addressOf(reader))).toHaveLength(0);
  },
);

it('never sends again what may have arrived', async () => {
  const reader = person();
  server.answer(addressOf(reader), 'hang up after the message');
  await service.emit([received(randomUUID(), reader)]);
  expect((await becomes(reader, 'unknown')).attempts).toBe(1);
  expect(server.to(addressOf(reader))).toHaveLength(1);
});

it('waits for identity, and drops the mail of an account that is gone', async () => {
  const reader = person();
  const gone = randomUUID();
  identityAway = true;
  await service.emit([received(randomUUID(), reader), received(randomUUID(), gone)]);
  await eventually('the mail was put off', async () => expect((await stateOf(reader))[0]?.status).toBe('identity'));
  identityAway = false;
  await becomes(reader, 'sent');
  await becomes(gone, 'dropped');
});

it('takes back what a dead worker had taken: what was not going out is due, what was is unknown', async () => {
  const [waiting, going] = [randomUUID(), randomUUID()];
  for (const [account, state] of [
    [waiting, 'claimed'],
    [going, 'sending'],
  ]) {
    await service.database.execute(
      `INSERT INTO notifications.due_mails (notice, account_id, subject, edition_id, state, attempts, claimed_at, next_try_at)
       VALUES ('voteOpened', $1, 'x', 'other', $2, 1, clock_timestamp() - interval '11 minutes', 'infinity')`,
      [account, state],
    );
  }
  expect(await new PostgresDueMailStore(service.database).recover()).toEqual({ due: 1, unknown: 1 });
  expect((await stateOf(waiting))[0]?.state).toBe('due');
  expect((await stateOf(going))[0]?.state).toBe('unknown');
});

it('tells many, whichever service is heard first, and leaves out who does not want it', async () => {
  const [champion, other, quiet] = [person(), person('es'), person()];
  const as = await service.account({ accountId: quiet });
  const saved = await service.send({
    method: 'PUT',
    url: '/api/notifications/preferences',
    payload: { voteOpened: false },
    as,
  });
  expect(saved.body).toEqual({ voteOpened: false, ballotReminder: true, winnersReleased: true });
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  const closesAtMs = BigInt(Date.UTC(2026, 4, 30, 21, 59));
  const staff = await service.account({ roles: [{ role: 'auditor', edition: EDITION }] });
  const expected = async () =>
    (await service.send({ method: 'GET', url: `/api/notifications/editions/${EDITION}/mails/expected`, as: staff }))
      .body;
  const before = (await expected()).voteOpened as number;
  await service.emit([listed(first, champion, 1), listed(randomUUID(), champion, 9), listed(randomUUID(), quiet, 10)]);
  await service.settled();
  // One mail a person, however many projects; nobody who does without.
  expect(await expected()).toEqual({ voteOpened: before + 1 });
  await service.emit([
    event(PhaseOpenedSchema, { editionId: EDITION, phase: 'voting' }, { key: EDITION, version: 2 }),
    event(
      CalendarChangedSchema,
      { editionId: EDITION, calendarVersion: 3, phases: [{ phase: 'voting', opensAtMs: 1n, closesAtMs }] },
      { key: EDITION, version: 3 },
    ),
    listed(second, other, 2),
    listed(third, quiet, 3),
  ]);
  expect((await mailTo(champion))[0]!.text).toContain('30 May 2026');
  expect(await expected()).toEqual({ voteOpened: 0 });
  await mailTo(other);
  await becomes(quiet, 'dropped');

  await service.emit([
    event(
      ReleasedSchema,
      { editionId: EDITION, releaseId: randomUUID(), kind: 'champions' },
      { key: EDITION, version: 2 },
    ),
    event(
      TallyCertifiedSchema,
      {
        editionId: EDITION,
        champions: [
          { nomineeId: first, number: 1, category: 'C7-egov', rank: 1, champion: true },
          { nomineeId: second, number: 2, category: 'C7-egov', rank: 6, champion: false },
        ],
      },
      { key: EDITION, version: 1 },
    ),
  ]);
  expect((await mailTo(champion, 2))[1]!.subject).toContain('Clear water 1');
  await service.emit([
    event(
      ReleasedSchema,
      { editionId: EDITION, releaseId: randomUUID(), kind: 'winners' },
      { key: EDITION, version: 3 },
    ),
  ]);
  await mailTo(champion, 3);
  await mailTo(other, 2);
  await mailTo(quiet, 1);
});

it('says nothing of the Champions before they are released', async () => {
  const reader = person();
  const nominee = randomUUID();
  await service.emit([
    listed(nominee, reader, 1, 'sealed-2026'),
    event(
      TallyCertifiedSchema,
      {
        editionId: 'sealed-2026',
        champions: [{ nomineeId: nominee, number: 1, category: 'C7-egov', rank: 1, champion: true }],
      },
      { key: 'sealed-2026', version: 1 },
    ),
  ]);
  await service.settled();
  expect(await stateOf(reader)).toEqual([]);
});

it('forgets an erased account', async () => {
  const reader = person();
  identityAway = true;
  await service.emit([received(randomUUID(), reader)]);
  await service.settled();
  await service.emit([event(AccountErasedSchema, { accountId: reader }, { key: reader, version: 9 })]);
  await service.settled();
  identityAway = false;
  await eventually('the mail is dropped', async () => expect((await stateOf(reader))[0]?.state).toBe('dropped'));
  expect(server.to(addressOf(reader))).toHaveLength(0);
});

it('keeps mails waiting while two persons have paused them, and sends them once they go on', async () => {
  const roles = [{ role: 'secretariat', edition: '*' }] as const;
  const [one, other] = [await service.account({ roles }), await service.account({ roles })];
  const at = (path: string) => `/api/notifications/${path}`;
  const send = (as: string, path: string, payload: object) =>
    service.send({ method: 'POST', url: at(path), as, payload });
  const turn = async (paused: boolean) => {
    const { approvalId } = (await send(one, 'switches/mails', { paused, reason: 'a wrong text' })).body;
    const { payloadHash } = (await service.send({ url: at(`approvals/${approvalId}`), as: other })).body;
    expect((await send(other, `approvals/${approvalId}/approval`, { payloadHash })).status).toBe(200);
    await eventually('the switch to be known', async () => {
      const { items } = (await service.send({ url: at('switches'), as: one })).body;
      expect(items[0]).toMatchObject({ name: 'mails', paused });
    });
  };
  await turn(true);
  const reader = person();
  await service.emit([received(randomUUID(), reader)]);
  await service.settled();
  expect(await stateOf(reader)).toMatchObject([{ state: 'due' }]);
  await turn(false);
  await mailTo(reader);
  await becomes(reader, 'sent');
  const [order] = await service.database.query<{ waited: boolean }>(
    `SELECT m.settled_at > s.changed_at AS waited FROM notifications.due_mails m, notifications.switches s
     WHERE m.account_id = $1 AND s.name = 'mails'`,
    [reader],
  );
  expect(order).toEqual({ waited: true });
});

it('counts for the staff, and for nobody else', async () => {
  const url = `/api/notifications/editions/${EDITION}/mails`;
  expect((await service.send({ method: 'GET', url })).body.code).toBe('SESSION.MISSING');
  const voter = await service.account({ roles: [] });
  expect((await service.send({ method: 'GET', url, as: voter })).body.code).toBe('ACCESS.ROLE_REQUIRED');
  const staff = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
  const { body } = await service.send({ method: 'GET', url, as: staff });
  expect(body.items).toContainEqual({ notice: 'submissionReceived', state: 'bounced', mails: 2 });
  const settled = body.hours as { hour: string; sent: number; failed: number }[];
  const of = (...states: string[]) =>
    (body.items as { state: string; mails: number }[])
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { mails }) => sum + mails, 0);
  expect(settled.every(({ hour }) => /T\d\d:00:00\.000Z$/.test(hour))).toBe(true);
  expect(settled.reduce((sum, { sent }) => sum + sent, 0)).toBe(of('sent'));
  expect(settled.reduce((sum, { failed: lost }) => sum + lost, 0)).toBe(of('bounced', 'unknown'));
  const failed = async (query: string, as = staff) =>
    service.send({ method: 'GET', url: `${url}/failed?${query}`, as });
  const all = (await failed('limit=200')).body.items as { mailId: string; status: string; state: string }[];
  expect(all.map(({ state }) => state).sort()).toContain('unknown');
  expect(all.map(({ status }) => status)).toContain('5.1.1');
  const paged: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page = await failed(`limit=1&cursor=${cursor}`);
    paged.push(...page.body.items.map(({ mailId }: { mailId: string }) => mailId));
    cursor = page.body.nextCursor as string | undefined;
  }
  expect(paged).toEqual(all.map(({ mailId }) => mailId));
  expect((await failed('cursor=x')).body.errors[0].field).toBe('cursor');
  expect((await failed('', voter)).status).toBe(403);
  const own = await service.send({ url: '/api/notifications/mails', as: voter });
  expect(own.body).toEqual({ items: [] });
  const wrong = await service.send({
    method: 'PUT',
    url: '/api/notifications/preferences',
    payload: { champion: false },
    as: voter,
  });
  expect(wrong.body.errors[0]).toMatchObject({ field: 'champion', rule: 'unknownField' });
});

it('keeps no address in its tables, its events, its queue or its log', async () => {
  const addresses = [...people.values()].map(({ address }) => address);
  expect(addresses.length).toBeGreaterThan(15);
  const tables = await service.database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'notifications' OR table_schema LIKE 'bullmq%'`,
  );
  expect(tables.map(({ name }) => name)).toContain('notifications.due_mails');
  let everything = logged.join('');
  for (const { name } of tables) {
    for (const { row } of await service.database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`))
      everything += `${row}\n`;
  }
  for (const { payload } of await service.emitted()) everything += payload.toString('latin1');
  for (const address of addresses) expect(everything.includes(address)).toBe(false);
  expect(everything).not.toMatch(/@example\.org/);
  for (const outcome of ['accepted', 'refused', 'later', 'unknown'])
    expect(everything).toContain(`"outcome":"${outcome}"`);
});
