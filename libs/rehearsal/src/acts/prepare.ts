import { createHash } from 'node:crypto';
import { edition2015, demonstration2026, listAssumptions, type RuleBook } from '@wsis/rule-book';
import { byTwo, StaffMember } from '../people/staff.js';
import { crowd } from '../progress.js';
import { check, checkRefusal, until, type PlayOptions, type Stage } from '../stage.js';

const FAR_MS = 30 * 24 * 3_600_000;

/** The rules of the play: the edition's own, with the waiting times taken out, and cut down where the play is a small one. */
export function rulesOf({ edition, rules, small }: Pick<PlayOptions, 'edition' | 'rules' | 'small'>): {
  ruleBook: RuleBook;
  changes: readonly string[];
} {
  const original = rules ?? (edition === '2015' ? edition2015 : demonstration2026);
  const withoutWaiting: RuleBook = { ...original, count: { ...original.count, objectionWindowHours: 0 } };
  const waiting = 'count.objectionWindowHours: 0, because a rehearsal does not wait three days';
  const gateShut = Object.values(original.languages.gate).some((level) => level !== 'any' && level !== 'original');
  const ruleBook: RuleBook = gateShut
    ? {
        ...withoutWaiting,
        languages: { ...original.languages, gate: { categoryNames: 'any', nomineeTexts: 'original' } },
      }
    : withoutWaiting;
  const changes = gateShut ? [waiting, 'languages.gate: open, because nobody translates in a rehearsal'] : [waiting];
  if (!small) return { ruleBook, changes };
  return {
    ruleBook: {
      ...ruleBook,
      categories: ruleBook.categories.slice(0, small.categories),
      screening: { ...ruleBook.screening, shortlistSize: small.nominees },
      count: { ...ruleBook.count, topN: Math.min(ruleBook.count.topN, small.nominees) },
      vote: { ...ruleBook.vote, categoriesRequired: Math.min(ruleBook.vote.categoriesRequired, small.categories) },
    },
    changes: [
      ...changes,
      `${small.categories} categories with ${small.nominees} nominees each, because the play is a small one`,
    ],
  };
}

/** The two first persons sign in, create the edition and adopt its rules. */
export async function adoptRules(stage: Stage): Promise<void> {
  stage.progress.scene('Two persons of the secretariat adopt the rules');
  const { options, http, mail, editionId } = stage;
  stage.first = await new StaffMember(http, mail, options.secretariat[0].email, options.secretariat[0].secret).signIn();
  stage.second = await new StaffMember(
    http,
    mail,
    options.secretariat[1].email,
    options.secretariat[1].secret,
  ).signIn();
  const { ruleBook, changes } = rulesOf(options);
  stage.ruleBook = ruleBook;
  stage.assumptions.push(...changes, ...listAssumptions(ruleBook).map((one) => `${one.rule}: ${one.note}`));
  await stage.first.expect(201, {
    method: 'POST',
    path: '/api/competition/editions',
    body: { id: editionId, year: ruleBook.year, name: ruleBook.name, timeZone: 'Europe/Zurich' },
  });
  const draft = `/api/competition/editions/${editionId}/rule-book/draft`;
  const wrong = await stage.first.send({
    method: 'PUT',
    path: draft,
    headers: { 'if-match': '"0"' },
    body: { ...ruleBook, evaluation: { ...ruleBook.evaluation, quorum: -1 } },
  });
  check(
    stage,
    'A rule book with a negative quorum is refused, and the field is named',
    wrong.status === 422 && JSON.stringify(wrong.body?.errors ?? '').includes('evaluation.quorum'),
    `answered ${wrong.status} ${String(wrong.body?.code)}`,
  );
  const saved = await stage.first.expect(200, {
    method: 'PUT',
    path: draft,
    headers: { 'if-match': '"0"' },
    body: ruleBook,
  });
  const proposed = await stage.first.expect(202, {
    method: 'POST',
    path: `/api/competition/editions/${editionId}/rule-book/adoption`,
    body: { draftVersion: saved.body.version, ruleBookHash: saved.body.hash },
  });
  const shown = await stage.first.expect(200, { path: `/api/competition/approvals/${proposed.body.approvalId}` });
  const alone = await stage.first.send({
    method: 'POST',
    path: `/api/competition/approvals/${proposed.body.approvalId}/approval`,
    body: { payloadHash: shown.body.payloadHash },
  });
  checkRefusal(stage, 'The proposer of the rules cannot approve them', alone, 403, 'APPROVAL.SAME_PERSON');
  await stage.second.approve('competition', proposed.body.approvalId as string);
  const canonical = await http.expect(200, { path: `/api/competition/editions/${editionId}/rule-book/canonical` });
  const adopted = await http.expect(200, { path: `/api/competition/editions/${editionId}/rule-book` });
  stage.ruleBookHash = adopted.body.hash as string;
  const own = createHash('sha256').update(canonical.raw).digest('hex');
  check(stage, 'The published hash is the hash of the published rules', own === stage.ruleBookHash, own);
}

/** Plans all phases far away; each is opened by two persons when its time has come in the play. */
export async function planCalendar(stage: Stage): Promise<void> {
  stage.progress.scene('The calendar');
  const { editionId } = stage;
  const path = `/api/competition/editions/${editionId}/calendar`;
  const before = await stage.http.expect(200, { path });
  const far = Date.now() + FAR_MS;
  const day = 24 * 3_600_000;
  const phases = ['submission', 'screening', 'voting', 'evaluation', 'announcement'].map((phase, index) => ({
    phase,
    opensAt: new Date(far + index * 2 * day).toISOString(),
    closesAt: new Date(far + (index * 2 + 1) * day).toISOString(),
  }));
  const wrong = await stage.first.send({
    method: 'POST',
    path: `${path}/changes`,
    body: {
      fromVersion: before.body.version,
      reason: 'A phase that ends before it starts',
      phases: [{ ...phases[2], closesAt: new Date(far).toISOString() }],
    },
  });
  check(
    stage,
    'A phase that ends before it starts is refused',
    wrong.status === 422,
    `answered ${wrong.status} ${String(wrong.body?.code)}`,
  );
  await byTwo(stage.first, stage.second, 'competition', {
    path: `${path}/changes`,
    body: { fromVersion: before.body.version, phases, reason: 'First calendar of the edition' },
  });
}

/** Two persons open or close a phase now; the play goes on once the public calendar shows it. */
export async function movePhase(stage: Stage, phase: string, move: 'opening' | 'closing'): Promise<void> {
  const { editionId, http } = stage;
  if (move === 'opening') http.openingUntil = Date.now() + 15_000;
  await byTwo(stage.first, stage.second, 'competition', {
    path: `/api/competition/editions/${editionId}/phases/${phase}/${move}`,
    body: { reason: `The rehearsal has come to this: ${phase} ${move}` },
  });
  await until(`the calendar shows the ${move} of ${phase}`, async () => {
    const calendar = await http.expect(200, { path: `/api/competition/editions/${editionId}/calendar` });
    const found = (
      calendar.body.phases as { phase: string; openedAt?: string | null; closedAt?: string | null }[]
    ).find((one) => one.phase === phase);
    return (move === 'opening' ? found?.openedAt : found?.closedAt) ? true : undefined;
  });
}

/** Invites screeners, experts and auditors; each signs in by code and sets up a second factor. */
export async function inviteStaff(stage: Stage): Promise<void> {
  const { editionId, http, mail, progress } = stage;
  const names = (role: string, count: number) =>
    Array.from(
      { length: count },
      (_, index) => `${role}-${index + 1}@${stage.options.staffDomain ?? 'staff.rehearsal.example'}`,
    );
  const screeners = names('screener', stage.options.screeners ?? 4);
  const auditors = names('auditor', stage.options.auditors ?? 2);
  const experts = names('expert', stage.options.experts);
  progress.scene(`${screeners.length + auditors.length + experts.length} people are invited`);
  const invite = (emails: readonly string[], role: string) =>
    stage.first.expect([200, 201, 202, 207], {
      method: 'POST',
      path: '/api/identity/invitations',
      body: { invitations: emails.map((email) => ({ email, role, edition: editionId, language: 'en' })) },
    });
  await invite(screeners, 'screener');
  if (experts.length > 0) await invite(experts, 'expert');
  const granted = auditors.length > 0 ? await invite(auditors, 'auditor') : { body: [] };
  for (const approvalId of approvalsOf(granted.body)) await stage.second.approve('identity', approvalId);
  progress.scene('They sign in and set up their second factors');
  const everybody = [...screeners, ...auditors, ...experts];
  const members = await crowd(
    everybody,
    8,
    (email) => new StaffMember(http, mail, email).signIn(),
    (done, of) => progress.show(done, of),
  );
  stage.screeners = members.slice(0, screeners.length);
  stage.auditors = members.slice(screeners.length, screeners.length + auditors.length);
  stage.experts = members.slice(screeners.length + auditors.length);
}

function approvalsOf(body: unknown): readonly string[] {
  const found = JSON.stringify(body).matchAll(/"approvalId":"([0-9a-f-]{36})"/g);
  return [...new Set([...found].map((match) => match[1] as string))];
}
