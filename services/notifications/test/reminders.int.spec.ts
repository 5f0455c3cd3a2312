import { randomUUID } from 'node:crypto';
import { CalendarChangedSchema, EditionCreatedSchema, PhaseOpenedSchema, RulesAdoptedSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { canonicalRuleBook, demonstration2026, hashRuleBook } from '@wsis/rule-book';
import { eventually, testService, type TestService } from '@wsis/testing';
import { notificationsService } from '../src/index.js';
import { MailServer } from './mail-server.fixture.js';

const server = new MailServer();
let service: TestService;
/** Who registered and agreed, by account id, with whether the ballot is finished by now; as identity and voting know it. */
const voters = new Map<string, { finished: boolean; language: string }>();
let identityAway = false;
const pages: (string | undefined)[] = [];

const register = (count: number, finished = false, language = 'en'): string[] => {
  const ids: string[] = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) voters.set(id, { finished, language });
  return ids;
};
const addressOf = (accountId: string) => `v-${accountId}@voters.example`;
const mailsTo = (accountId: string) => server.to(addressOf(accountId));

/** An edition whose vote is open and whose only reminder, an hour before the close, is due: the test moves its time there. */
async function remindSoon(edition: string): Promise<() => Promise<void>> {
  const ruleBook = { ...demonstration2026, vote: { ...demonstration2026.vote, reminderHours: [1] } };
  const closesAtMs = BigInt(Date.now() + 2 * 3_600_000);
  const tell = () =>
    service.emit([
      event(
        EditionCreatedSchema,
        { editionId: edition, year: 2026, name: `Prizes ${edition}`, timeZone: 'Europe/Zurich' },
        { key: edition, version: 1 },
      ),
      event(
        RulesAdoptedSchema,
        {
          editionId: edition,
          rulesVersion: 1,
          ruleBookJson: canonicalRuleBook(ruleBook),
          ruleBookHash: hashRuleBook(ruleBook),
        },
        { key: edition, version: 1 },
      ),
      event(PhaseOpenedSchema, { editionId: edition, phase: 'voting' }, { key: edition, version: 2 }),
      event(
        CalendarChangedSchema,
        { editionId: edition, calendarVersion: 1, phases: [{ phase: 'voting', opensAtMs: 1n, closesAtMs }] },
        { key: edition, version: 3 },
      ),
    ]);
  await tell();
  await eventually(
    'the round to be planned',
    async () => {
      const moved = await service.database.execute(
        `UPDATE notifications.reminder_rounds SET due_at = clock_timestamp() WHERE edition_id = $1`,
        [edition],
      );
      return moved === 1;
    },
    { timeoutMs: 30_000 },
  );
  return tell;
}

const roundDone = (edition: string) =>
  eventually(
    'the round to end',
    async () => {
      const rows = await service.database.query(
        'SELECT 1 FROM notifications.reminder_rounds WHERE edition_id = $1 AND done_at IS NOT NULL',
        [edition],
      );
      return rows.length === 1;
    },
    { timeoutMs: 30_000 },
  );
const statesOf = async (edition: string) => {
  const rows = await service.database.query<{ account_id: string; state: string; status: string }>(
    `SELECT account_id, state, status FROM notifications.due_mails WHERE edition_id = $1 AND notice = 'ballotReminder'`,
    [edition],
  );
  return new Map(rows.map((row) => [row.account_id, row]));
};

beforeAll(async () => {
  service = await testService(notificationsService, {
    environment: {
      SMTP_URL: await server.start(),
      PUBLIC_URL: 'https://prizes.example.org',
      NOTIFICATIONS_RETRY_SECONDS: '1',
      NOTIFICATIONS_REMINDERS_PER_MINUTE: '60000',
    },
  });
  service.clients.on('identity', 'POST /internal/unfinished-voters', ({ body }) => {
    const { after, limit } = body as { after?: string; limit: number };
    pages.push(after);
    if (identityAway) throw new Error('identity is away');
    const asked = [...voters.keys()]
      .sort()
      .filter((id) => after === undefined || id > after)
      .slice(0, limit);
    const accountIds = asked.filter((id) => !voters.get(id)!.finished);
    return asked.length === limit ? { accountIds, next: asked.at(-1) } : { accountIds };
  });
  service.clients.on('identity', 'POST /internal/reminder-addresses', ({ body }) =>
    (body as { accountIds: string[] }).accountIds
      .filter((id) => !voters.get(id)!.finished)
      .map((id) => ({ accountId: id, address: addressOf(id), language: voters.get(id)!.language })),
  );
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});
beforeEach(() => {
  voters.clear();
  pages.length = 0;
});

it('reminds, page by page and once, those alone who have not finished; whoever finishes meanwhile is spared', async () => {
  const unfinished = register(140);
  const finished = register(70, true);
  const [arabic] = register(1, false, 'ar') as [string];
  const late = unfinished.slice(0, 5);
  // These finish after the round has noted them and before their mail is sent.
  service.clients.on('identity', 'POST /internal/reminder-addresses', ({ body }) =>
    (body as { accountIds: string[] }).accountIds
      .filter((id) => !late.includes(id) && !voters.get(id)!.finished)
      .map((id) => ({ accountId: id, address: addressOf(id), language: voters.get(id)!.language })),
  );
  const tellAgain = await remindSoon('e-pages');
  await roundDone('e-pages');
  await eventually(
    'every mail to be settled',
    async () => [...(await statesOf('e-pages')).values()].every(({ state }) => state === 'sent' || state === 'dropped'),
    { timeoutMs: 30_000 },
  );
  const states = await statesOf('e-pages');
  expect(states.size).toBe(141);
  for (const id of late) expect(states.get(id)).toMatchObject({ state: 'dropped', status: 'finished' });
  for (const id of finished) expect(mailsTo(id)).toHaveLength(0);
  expect(server.mails.filter(({ to }) => to.endsWith('@voters.example'))).toHaveLength(136);
  expect(mailsTo(arabic)[0]!.html).toContain('dir="rtl"');
  expect(mailsTo(arabic)[0]!.text).toContain('https://prizes.example.org/ar/editions/e-pages/ballot');

  // The same facts told again, as after a replay, remind nobody twice.
  await tellAgain();
  await service.settled();
  expect((await statesOf('e-pages')).size).toBe(141);
  expect(server.mails.filter(({ to }) => to.endsWith('@voters.example'))).toHaveLength(136);
});

it('goes on where it was after identity was away', async () => {
  register(150);
  identityAway = true;
  await remindSoon('e-away');
  await eventually('two vain tries', () => pages.length >= 2, { timeoutMs: 20_000 });
  expect(new Set(pages)).toEqual(new Set([undefined]));
  expect((await statesOf('e-away')).size).toBe(0);
  identityAway = false;
  await roundDone('e-away');
  expect((await statesOf('e-away')).size).toBe(150);
});

it('is stopped by one click without a sign-in; looking at the link changes nothing', async () => {
  const [reader, other] = register(2) as [string, string];
  await remindSoon('e-stop');
  await eventually('the reminder', () => mailsTo(reader).length === 1, { timeoutMs: 20_000 });
  const mail = mailsTo(reader)[0]!;
  expect(mail.headers.get('list')).toMatchObject({
    unsubscribe: { url: expect.stringMatching(/^https:\/\/prizes\.example\.org\/api\/notifications\/stop-links\//) },
    'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
  });
  const header = (mail.headers.get('list') as any).unsubscribe.url as string;
  const token = header.split('/').at(-1)!;
  expect(mail.text).toContain(`https://prizes.example.org/en/stop-mails/${token}`);
  const url = `/api/notifications/stop-links/${token}`;
  for (const method of ['GET', 'HEAD', 'GET'] as const) expect((await service.send({ method, url })).status).toBe(200);
  expect((await service.send({ url })).body).toEqual({ notice: 'ballotReminder', stopped: false });
  // As a mail program does it.
  const stopped = await service.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  expect(stopped).toMatchObject({ status: 200, body: { notice: 'ballotReminder', stopped: true } });
  expect((await service.send({ method: 'POST', url })).status).toBe(200);
  const as = await service.account({ accountId: reader });
  const preferences = await service.send({ url: '/api/notifications/preferences', as });
  expect(preferences.body).toEqual({ voteOpened: true, ballotReminder: false, winnersReleased: true });

  await remindSoon('e-next');
  await roundDone('e-next');
  expect([...(await statesOf('e-next')).keys()]).toEqual([other]);

  for (const forged of [`${token.slice(0, -2)}AA`, 'x', randomUUID(), 'A'.repeat(190)]) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await service.send({ method, url: `/api/notifications/stop-links/${forged}` });
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOTIFICATIONS.STOP_LINK_UNKNOWN' } });
    }
  }
});
