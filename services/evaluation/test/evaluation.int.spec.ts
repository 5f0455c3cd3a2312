import { randomUUID } from 'node:crypto';
import {
  NomineeListedSchema,
  PhaseOpenedSchema,
  OrganisationMergedSchema,
  RoleGrantedSchema,
  RulesAdoptedSchema,
  TallyCertifiedSchema,
} from '@wsis/contracts';
import { event, rebuild } from '@wsis/messaging';
import { canonicalRuleBook, demonstration2026, hashRuleBook } from '@wsis/rule-book';
import { testService, type TestService } from '@wsis/testing';
import { evaluationService } from '../src/index.js';

const EDITION = 'demo-2026';
const CATEGORY = 'C1';
const CHAMPIONS = 5;
const EXPERTS = demonstration2026.evaluation.panelSize;
const criteria = demonstration2026.evaluation.criteria.map((criterion) => criterion.id);

let service: TestService;
let first: string;
let second: string;
const experts = Array.from({ length: EXPERTS }, () => randomUUID());
const nominees = Array.from({ length: CHAMPIONS }, () => randomUUID());
const ownOrganisation = randomUUID();
const submissions = nominees.map(() => randomUUID());
const submissionOf = (index: number) => submissions[index]!;

const url = (path: string) => `/api/evaluation/editions/${EDITION}${path}`;
const secretariat = (accountId: string) =>
  service.account({ accountId, roles: [{ role: 'secretariat', edition: '*' }] });
const expert = (index: number) =>
  service.account({ accountId: experts[index]!, roles: [{ role: 'expert', edition: EDITION }] });
const chair = (accountId: string) => service.account({ accountId, roles: [{ role: 'panel-chair', edition: EDITION }] });
const scoresOf = (value: number) => Object.fromEntries(criteria.map((id) => [id, value]));

async function approve(approvalId: string, as: string) {
  const shown = await service.send({ method: 'GET', url: `/api/evaluation/approvals/${approvalId}`, as });
  return service.send({
    method: 'POST',
    url: `/api/evaluation/approvals/${approvalId}/approval`,
    payload: { payloadHash: shown.body.payloadHash },
    as,
  });
}

beforeAll(async () => {
  service = await testService(evaluationService);
  first = await secretariat(randomUUID());
  second = await secretariat(randomUUID());
  await service.emit([
    event(
      RulesAdoptedSchema,
      {
        editionId: EDITION,
        rulesVersion: 1,
        ruleBookJson: canonicalRuleBook(demonstration2026),
        ruleBookHash: hashRuleBook(demonstration2026),
      },
      { key: EDITION, version: 1 },
    ),
    event(PhaseOpenedSchema, { editionId: EDITION, phase: 'evaluation' }, { key: EDITION, version: 1 }),
    ...nominees.map((nomineeId, index) =>
      event(
        NomineeListedSchema,
        {
          nomineeId,
          editionId: EDITION,
          number: index + 1,
          category: CATEGORY,
          submissionId: submissionOf(index),
          organisationId: index === 4 ? ownOrganisation : randomUUID(),
          submitterAccountId: randomUUID(),
        },
        { key: nomineeId, version: 1 },
      ),
    ),
    ...experts.map((accountId, index) =>
      event(
        RoleGrantedSchema,
        {
          accountId,
          role: 'expert',
          editionId: EDITION,
          organisationId: index === 0 ? ownOrganisation : '',
          country: 'CH',
        },
        { key: accountId, version: 1 },
      ),
    ),
    event(
      TallyCertifiedSchema,
      {
        editionId: EDITION,
        resultHash: 'ab'.repeat(32),
        champions: nominees.map((nomineeId, index) => ({
          nomineeId,
          number: index + 1,
          category: CATEGORY,
          rank: index + 1,
          champion: true,
        })),
      },
      { key: EDITION, version: 1 },
    ),
  ]);
  await service.settled();
});

afterAll(() => service.stop());

it('refuses a panel with somebody who is no expert, and names the member', async () => {
  const stranger = randomUUID();
  const answer = await service.send({
    method: 'POST',
    url: url('/panels'),
    payload: { panels: [{ category: CATEGORY, members: [stranger, experts[1]], chair: stranger }] },
    as: first,
  });
  expect(answer.status).toBe(422);
  expect(answer.body.code).toBe('EVALUATION.NOT_AN_EXPERT');
});

it('does not let the person who proposed a panel approve it', async () => {
  const proposed = await service.send({
    method: 'POST',
    url: url('/panels'),
    payload: { panels: [{ category: CATEGORY, members: experts, chair: experts[0] }] },
    as: first,
  });
  expect(proposed.status).toBe(202);
  expect((await approve(proposed.body.approvalId, first)).body.code).toBe('APPROVAL.SAME_PERSON');
  const approved = await approve(proposed.body.approvalId, second);
  expect(approved.status).toBe(200);
  expect(approved.body.result).toEqual({ panels: 1, conflicts: 1 });
});

it('keeps an expert from scoring the entry of the own organisation', async () => {
  const answer = await service.send({
    method: 'PUT',
    url: url(`/sheets/${nominees[4]}`),
    headers: { 'if-match': '"0"' },
    payload: { scores: scoresOf(5) },
    as: await expert(0),
  });
  expect(answer.body.code).toBe('EVALUATION.CONFLICTED');
});

it('sees a conflict that came after the panel was formed', async () => {
  let version = 1;
  const joins = (...organisationIds: string[]) =>
    service.emit([
      event(
        RoleGrantedSchema,
        {
          accountId: experts[2]!,
          role: 'expert',
          editionId: EDITION,
          organisationId: organisationIds[0] ?? '',
          organisationIds,
          country: 'CH',
        },
        { key: experts[2]!, version: (version += 1) },
      ),
    ]);
  const save = async () =>
    service.send({
      method: 'PUT',
      url: url(`/sheets/${nominees[4]}`),
      headers: { 'if-match': '"0"' },
      payload: { scores: { [criteria[0]!]: 999 } },
      as: await expert(2),
    });
  await joins(ownOrganisation);
  await service.settled();
  expect((await save()).body.code).toBe('EVALUATION.CONFLICTED');
  // Another organisation hides none, whichever comes first.
  await joins(randomUUID(), ownOrganisation);
  await service.settled();
  expect((await save()).body.code).toBe('EVALUATION.CONFLICTED');
  await joins();
  await service.settled();
  expect((await save()).body.code).toBe('EVALUATION.SHEET_INVALID');
});

it('names each score that is off the scale, and each criterion that is missing at the seal', async () => {
  const as = await expert(1);
  const wrong = await service.send({
    method: 'PUT',
    url: url(`/sheets/${nominees[0]}`),
    headers: { 'if-match': '"0"' },
    payload: { scores: { [criteria[0]!]: 999, nonsense: 1 } },
    as,
  });
  expect(wrong.status).toBe(422);
  expect(wrong.body.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`)).toEqual([
    `scores.${criteria[0]} maximum`,
    'scores.nonsense unknownField',
  ]);
  const partial = await service.send({
    method: 'PUT',
    url: url(`/sheets/${nominees[0]}`),
    headers: { 'if-match': '"0"' },
    payload: { scores: { [criteria[0]!]: demonstration2026.evaluation.scale.maximum } },
    as,
  });
  expect(partial.body).toEqual({ version: 1 });
  const seal = (headers: Record<string, string>) =>
    service.send({ method: 'POST', url: url(`/sheets/${nominees[0]}/seal`), headers, as });
  expect((await seal({})).status).toBe(428);
  expect(await seal({ 'if-match': '"0"' })).toMatchObject({ status: 409, body: { code: 'EVALUATION.STALE_SHEET' } });
  const sealed = await seal({ 'if-match': '"1"' });
  expect(sealed.status).toBe(422);
  expect(sealed.body.errors).toHaveLength(criteria.length - 1);
});

it('keeps what an expert has a conflict with out of sight', async () => {
  const mine = await service.send({ method: 'GET', url: url('/my/assignments'), as: await expert(0) });
  const shown = (mine.body as { conflict: string | null; texts: unknown }[]).map((one) => [one.conflict, one.texts]);
  const entries = mine.body.map((one: { submissionId: string | null }) => one.submissionId);
  expect(entries).toEqual([...[0, 1, 2, 3].map(submissionOf), null]);
  expect(shown.filter(([conflict]) => conflict !== null)).toEqual([['own-organisation', null]]);
  expect(shown.filter(([conflict, texts]) => conflict === null && texts !== null)).toHaveLength(CHAMPIONS - 1);
});

const noteOf = (index: number) => `What expert ${index} noted`;

/** Whoever asks before the reveal, and whatever the answer is: no list, count or refusal holds what an expert scored. */
async function expectBlind(judged: number) {
  const others = { expert: await expert(1), chair: await chair(experts[1]!), secretariat: first };
  const paths = ['/my/assignments', '/panels', `/panels/${CATEGORY}/ranking`, '/decisions'];
  for (const as of Object.values(others)) {
    for (const path of paths) {
      const { status, body } = await service.send({ method: 'GET', url: url(path), as });
      const answer = JSON.stringify(body ?? null);
      expect(answer).not.toContain(noteOf(judged));
      expect(answer).not.toMatch(/"(places|leaders|mean|median)"/);
      if (path.endsWith('/ranking')) expect(status).toBeGreaterThanOrEqual(403);
    }
  }
}

const form = (members: readonly string[], chairing: string = experts[0]!) =>
  service.send({
    method: 'POST',
    url: url('/panels'),
    payload: { panels: [{ category: CATEGORY, members, chair: chairing }] },
    as: first,
  });

/** Somebody comes for an expert who has sealed nothing, and whoever has sealed stays. */
async function expectReplacement(sealed: string, unsealed: string) {
  const spare = randomUUID();
  const grant = { accountId: spare, role: 'expert', editionId: EDITION, organisationId: '', country: 'CH' };
  await service.emit([event(RoleGrantedSchema, grant, { key: spare, version: 1 })]);
  await service.settled();
  const without = (gone: string) => [...experts.filter((each) => each !== gone), spare];
  expect((await form(without(sealed), unsealed)).body.code).toBe('EVALUATION.PANEL_AT_WORK');
  for (const members of [without(unsealed), experts]) {
    const proposed = await form(members);
    expect([proposed.status, (await approve(proposed.body.approvalId, second)).status]).toEqual([202, 200]);
  }
}

it('sees the conflict with an entry whose organisation became one with the expert\u2019s, whichever is told first', async () => {
  const [from, middle, remaining, outsider] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const nomineeId = randomUUID();
  const merged = (one: string, into: string) =>
    event(OrganisationMergedSchema, { organisationId: one, intoOrganisationId: into }, { key: one, version: 1 });
  const grant = { accountId: outsider, role: 'expert', editionId: 'merging-2026', organisationIds: [middle, middle] };
  await service.emit([
    merged(middle, remaining),
    event(RoleGrantedSchema, { ...grant, organisationId: middle }, { key: outsider, version: 1 }),
    event(
      NomineeListedSchema,
      { nomineeId, editionId: 'merging-2026', number: 1, category: CATEGORY, organisationId: from },
      { key: nomineeId, version: 1 },
    ),
    merged(from, middle),
  ]);
  await service.settled();
  const [row] = await service.database.query(
    `SELECT n.organisation_id = ANY (r.organisation_ids) AS conflicted, n.organisation_id, r.organisation_id AS first
     FROM evaluation.nominees n, evaluation.roles r WHERE n.nominee_id = $1 AND r.account_id = $2`,
    [nomineeId, outsider],
  );
  expect(row).toEqual({ conflicted: true, organisation_id: remaining, first: remaining });
});

it('refuses a decision before the quorum, shows no score to another expert, and seals for ever', async () => {
  const early = await service.send({
    method: 'POST',
    url: url('/decisions'),
    payload: { decisions: [{ category: CATEGORY, outcome: 'winner', winnerNomineeId: nominees[0] }] },
    as: first,
  });
  expect(early.body.code).toBe('EVALUATION.QUORUM_MISSING');

  const { maximum } = demonstration2026.evaluation.scale;
  for (let index = 0; index < EXPERTS; index += 1) {
    const as = await expert(index);
    for (const [place, nominee] of nominees.entries()) {
      if (index === 0 && place === 4) continue;
      const version = index === 1 && place === 0 ? 1 : 0;
      const saved = await service.send({
        method: 'PUT',
        url: url(`/sheets/${nominee}`),
        headers: { 'if-match': `"${version}"` },
        payload: { scores: scoresOf(maximum - place), comment: noteOf(index) },
        as,
      });
      expect(saved.status).toBe(200);
      const sealed = await service.send({
        method: 'POST',
        url: url(`/sheets/${nominee}/seal`),
        headers: { 'if-match': `"${version + 1}"` },
        as,
      });
      expect(sealed.status).toBe(204);
      if (index === 0 && place === 0) {
        const peek = await service.send({
          method: 'GET',
          url: url(`/panels/${CATEGORY}/ranking`),
          as: await chair(experts[0]!),
        });
        expect([peek.status, peek.body.code]).toEqual([409, 'EVALUATION.OWN_SHEETS_FIRST']);
        await expectBlind(index);
        await expectReplacement(experts[0]!, experts[1]!);
      }
    }
  }
  const again = await service.send({
    method: 'PUT',
    url: url(`/sheets/${nominees[0]}`),
    headers: { 'if-match': '"2"' },
    payload: { scores: scoresOf(maximum) },
    as: await expert(1),
  });
  expect(again.body.code).toBe('EVALUATION.SHEET_SEALED');
  expect((await form(experts)).body.code).toBe('EVALUATION.PANEL_AT_WORK');
  const mine = await service.send({ method: 'GET', url: url('/my/assignments'), as: await expert(0) });
  expect(mine.body).toHaveLength(CHAMPIONS);
  expect(JSON.stringify(mine.body)).toContain(noteOf(0));
  expect(JSON.stringify(mine.body)).not.toContain(experts[1]);
  expect(JSON.stringify(mine.body)).not.toContain(noteOf(1));
});

it('shows a ranking to the chair of its panel and to no other chair', async () => {
  const path = { method: 'GET', url: url(`/panels/${CATEGORY}/ranking`) } as const;
  const shown = (await service.send({ ...path, as: await chair(experts[0]!) })).body;
  expect([shown.leaders, shown.proposal]).toEqual([[nominees[0]], null]);
  expect(shown.entries.map(({ nomineeId }: { nomineeId: string }) => nomineeId)).toEqual(nominees);
  const stranger = await service.send({ ...path, as: await chair(randomUUID()) });
  expect([stranger.status, stranger.body.code]).toEqual([403, 'EVALUATION.NOT_ASSIGNED']);
});

it('lets a chair propose for the own panel only, and never be the second person', async () => {
  const decisions = [{ category: CATEGORY, outcome: 'winner', winnerNomineeId: nominees[0] }];
  const propose = (as: string) => service.send({ method: 'POST', url: url('/decisions'), payload: { decisions }, as });
  const stranger = await chair(randomUUID());
  expect((await propose(stranger)).body.code).toBe('EVALUATION.NOT_ASSIGNED');
  const own = await propose(await chair(experts[0]!));
  expect(own.status).toBe(202);
  const { payloadHash } = (
    await service.send({ method: 'GET', url: `/api/evaluation/approvals/${own.body.approvalId}`, as: first })
  ).body;
  const byAChair = await service.send({
    method: 'POST',
    url: `/api/evaluation/approvals/${own.body.approvalId}/approval`,
    payload: { payloadHash },
    as: stranger,
  });
  expect([byAChair.status, byAChair.body.code]).toEqual([403, 'APPROVAL.ROLE_REQUIRED']);
  const listed = await service.send({ method: 'GET', url: '/api/evaluation/approvals', as: stranger });
  expect([listed.status, listed.body.code]).toEqual([403, 'ACCESS.ROLE_REQUIRED']);

  // Every chair reads that something waits, and only the own one what became of it.
  const proposed = async () =>
    (await service.send({ method: 'GET', url: url('/panels'), as: stranger })).body.map(
      (panel: { proposed: boolean }) => panel.proposed,
    );
  const proposal = async () => {
    const as = await chair(experts[0]!);
    return (await service.send({ method: 'GET', url: url(`/panels/${CATEGORY}/ranking`), as })).body.proposal;
  };
  expect([await proposed(), await proposal()]).toEqual([[true], { state: 'waiting', reason: null }]);
  const reason = 'The statement names nobody';
  await service.send({
    method: 'POST',
    url: `/api/evaluation/approvals/${own.body.approvalId}/refusal`,
    payload: { reason },
    as: second,
  });
  expect([await proposed(), await proposal()]).toEqual([[false], { state: 'refused', reason }]);
});

it('certifies the winner of the plain weighted mean by two persons, once, and tells it as an event', async () => {
  const other = await service.send({
    method: 'POST',
    url: url('/decisions'),
    payload: { decisions: [{ category: CATEGORY, outcome: 'winner', winnerNomineeId: nominees[3] }] },
    as: first,
  });
  expect(other.body.code).toBe('EVALUATION.NOT_FIRST');
  const decide = () =>
    service.send({
      method: 'POST',
      url: url('/decisions'),
      payload: { decisions: [{ category: CATEGORY, outcome: 'winner', winnerNomineeId: nominees[0], statement: '' }] },
      as: first,
    });
  const proposed = await decide();
  expect(proposed.status).toBe(202);
  const done = await approve(proposed.body.approvalId, second);
  expect(done.body.result).toEqual({ decided: 1 });
  expect((await decide()).body.code).toBe('EVALUATION.ALREADY_DECIDED');
  const seenBy = async (as: string) => (await service.send({ method: 'GET', url: url('/decisions'), as })).body;
  expect(await seenBy(first)).toHaveLength(1);
  expect(await seenBy(await chair(experts[0]!))).toHaveLength(1);
  expect(await seenBy(await chair(randomUUID()))).toEqual([]);
  expect(await service.emitted('evaluation.decision-certified.v1')).toHaveLength(1);
  expect(await service.emitted('evaluation.sheet-sealed.v1')).toHaveLength(EXPERTS * CHAMPIONS - 1);
});

it('answers nobody without a role, and asks for a second factor', async () => {
  expect((await service.send({ method: 'GET', url: url('/panels') })).body.code).toBe('SESSION.MISSING');
  const voter = service.voter({ editionId: EDITION });
  expect((await service.send({ method: 'GET', url: url('/panels'), as: voter })).body.code).toBe('SESSION.WRONG_KIND');
  const plain = await service.account({ roles: [] });
  expect((await service.send({ method: 'GET', url: url('/panels'), as: plain })).body.code).toBe(
    'ACCESS.ROLE_REQUIRED',
  );
});

it('learns the same again when what events told it is emptied and read from the first event', async () => {
  const tables = evaluationService.projections ?? [];
  const stored = async () => {
    const all: Record<string, unknown> = {};
    for (const table of tables) {
      all[table] = await service.database.query(
        `SELECT to_jsonb(t) AS row FROM evaluation.${table} t ORDER BY to_jsonb(t)::text`,
      );
    }
    return all;
  };
  const before = await stored();
  await rebuild(service.database, 'evaluation', 'evaluation.events', async (tx) => {
    for (const table of tables) await tx.execute(`DELETE FROM evaluation.${table}`);
  });
  await service.settled();
  expect(await stored()).toEqual(before);
  expect(await service.database.query(`SELECT 1 FROM evaluation.decisions`)).toHaveLength(1);
});
