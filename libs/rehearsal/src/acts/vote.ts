import { voterCountries } from '../entries.js';
import { byTwo } from '../people/staff.js';
import { Voter, type Choices } from '../people/voter.js';
import { crowd } from '../progress.js';
import { check, checkRefusal, until, type Nominee, type Stage } from '../stage.js';
import { address } from './nominate.js';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const AT_ONCE = 24;
/** Among so many voters somebody does each of the things that few people do. */
const ENOUGH_FOR_EVERY_HABIT = 200;

/** Made-up people register through mailed codes, as the public does. */
export async function registerVoters(stage: Stage): Promise<void> {
  const { options, http, mail, editionId, chance, progress } = stage;
  progress.scene(`${options.voters} voters register through mailed codes`);
  const voters = Array.from(
    { length: options.voters },
    (_, index) =>
      new Voter(
        http,
        mail,
        editionId,
        `voter-${index + 1}@mail${index % 40}.rehearsal.example`,
        profileOf(stage, index),
        chance.pick(LANGUAGES),
        address(20 + Math.floor(index / 60_000), index),
      ),
  );
  const started = performance.now();
  stage.voters = await crowd(
    voters,
    AT_ONCE,
    (voter) => voter.register(),
    (done, of) => progress.show(done, of),
  );
  stage.figures['registrationsPerSecond'] = rate(voters.length, started);
}

function profileOf(stage: Stage, index: number): Readonly<Record<string, string>> {
  const { chance, ruleBook } = stage;
  return Object.fromEntries(
    ruleBook.vote.profile
      .filter((field) => field.required)
      .map((field) => {
        if (field.type === 'country') return [field.id, chance.pick(voterCountries)];
        if (field.type === 'stakeholder-type') return [field.id, chance.pick(ruleBook.submission.stakeholderTypes)];
        return [field.id, `Rehearsal ${field.id} ${index + 1}`];
      }),
  );
}

/** A ballot with a taste: some nominees are far more popular than others, so places and ties come out by themselves. */
export function wish(stage: Stage, categories: readonly string[]): Choices {
  const choices: Record<string, number> = {};
  for (const category of categories) {
    const list = nomineesOf(stage, category);
    const skewed = Math.floor(list.length * stage.chance.next() ** 2);
    const chosen = list[Math.min(skewed, list.length - 1)];
    if (chosen) choices[category] = chosen.number;
  }
  return choices;
}

const byCategory = new WeakMap<Nominee[], Map<string, Nominee[]>>();

function nomineesOf(stage: Stage, category: string): readonly Nominee[] {
  let lists = byCategory.get(stage.nominees);
  if (!lists) {
    lists = new Map();
    for (const nominee of stage.nominees)
      lists.set(nominee.category, [...(lists.get(nominee.category) ?? []), nominee]);
    byCategory.set(stage.nominees, lists);
  }
  return lists.get(category) ?? [];
}

/** The vote: whole ballots, partial ones, changes, cut connections, stale tabs. */
export async function castBallots(stage: Stage): Promise<void> {
  const { voters, chance, progress, ruleBook } = stage;
  const codes = ruleBook.categories.map((category) => category.code);
  const half = Math.ceil(codes.length / 2);
  const mayChange = ruleBook.vote.mayChange;
  progress.scene('They vote: whole and partial ballots, changes, cut connections, stale tabs');
  const started = performance.now();
  let stale = 0;
  let staleRefused = 0;
  let changeRefused = 0;
  let changeTried = 0;
  const plans = voters.map(() => ({
    style: chance.next(),
    change: chance.happens(0.12),
    cut: chance.happens(0.05),
    stale: chance.happens(0.03),
  }));
  await crowd(
    voters,
    AT_ONCE,
    async (voter, index) => {
      const plan = plans[index];
      if (!plan || index === 0 || plan.style < 0.02) return; // Registers and never votes.
      const some = chance.shuffled(codes).slice(0, 1 + chance.below(codes.length - 1));
      const first =
        plan.style < 0.2
          ? wish(stage, some)
          : plan.style < 0.4
            ? wish(stage, codes.slice(0, half))
            : wish(stage, codes);
      const saved = plan.cut ? await voter.saveOverCutConnection(first) : await voter.save(first);
      if (saved.status !== 200)
        throw new Error(`A sound ballot was refused: ${saved.status} ${saved.raw.toString('utf8').slice(0, 400)}`);
      if (plan.style >= 0.2 && plan.style < 0.36) {
        // Comes back another day and fills the rest.
        const rest = wish(stage, codes.slice(half));
        await must(voter.save({ ...voter.choices, ...rest }));
      }
      if (plan.change) {
        changeTried += 1;
        const other = changed(stage, voter.choices);
        const answer = await voter.save(other);
        if (mayChange) {
          if (answer.status !== 200)
            throw new Error(`A change was refused: ${answer.status} ${String(answer.body?.code)}`);
        } else if (answer.body?.code === 'VOTING.CHANGE_NOT_ALLOWED') changeRefused += 1;
      }
      if (plan.stale && voter.version > 0) {
        stale += 1;
        const answer = await voter.save(wish(stage, codes.slice(0, 3)), { base: voter.version - 1 });
        if (answer.status === 409 && answer.body?.code === 'VOTING.STALE_BALLOT') staleRefused += 1;
      }
    },
    (done, of) => progress.show(done, of),
  );
  stage.figures['ballotVersionsPerSecond'] = rate(
    voters.reduce((sum, voter) => sum + voter.receipts.length, 0),
    started,
  );
  check(
    stage,
    'Every save from a stale tab is refused with the current ballot',
    stale === staleRefused && (stale > 0 || voters.length < ENOUGH_FOR_EVERY_HABIT),
    `${staleRefused} of ${stale}`,
  );
  if (!mayChange) {
    check(
      stage,
      'Where the rules allow no change, every change is refused',
      changeTried === changeRefused && changeTried > 0,
      `${changeRefused} of ${changeTried}`,
    );
  }
}

async function must(answer: Promise<{ status: number; raw: Buffer }>): Promise<void> {
  const { status, raw } = await answer;
  if (status !== 200) throw new Error(`A sound ballot was refused: ${status} ${raw.toString('utf8').slice(0, 400)}`);
}

/** Another choice in one category that is already filled. */
function changed(stage: Stage, choices: Choices): Choices {
  const [category, number] = stage.chance.pick(Object.entries(choices));
  const others = nomineesOf(stage, category).filter((nominee) => nominee.number !== number);
  return { ...choices, [category]: stage.chance.pick(others).number };
}

/** People who try what they may not. Each is refused by name, and none leaves a trace in the count. */
export async function tryWhatIsForbidden(stage: Stage): Promise<void> {
  const { http, voters, editionId, progress, ruleBook, mail } = stage;
  progress.scene('Some try what they may not');
  const voter = voters.find((one) => one.version > 0);
  const fresh = voters.find((one) => one.version === 0);
  const [categoryA, categoryB] = ruleBook.categories.map((category) => category.code) as [string, string];
  if (!voter || !fresh) throw new Error('The crowd is too small to misbehave');
  const inB = nomineesOf(stage, categoryB)[0]?.number ?? 0;
  const refused = async (name: string, choices: Choices, status: number, code: string, who = fresh) =>
    checkRefusal(stage, name, await who.save(choices), status, code);

  await refused('A nominee that does not exist is refused', { [categoryA]: 999_999 }, 422, 'VOTING.NOMINEE_UNKNOWN');
  await refused('A nominee of another category is refused', { [categoryA]: inB }, 422, 'VOTING.NOMINEE_OTHER_CATEGORY');
  await refused('A category that does not exist is refused', { C99: inB }, 422, 'VOTING.CATEGORY_UNKNOWN');
  await refused('An empty first ballot is refused', {}, 422, 'VOTING.EMPTY_BALLOT');

  const key = voter.nextKey();
  const again = voter.receipts.at(-1);
  if (again) {
    const path = `/api/voting/editions/${editionId}/ballot`;
    const call = (choices: Choices, base: number) => ({
      method: 'PUT' as const,
      path,
      token: voter.token,
      body: { choices },
      headers: { 'if-match': `"${base}"`, 'idempotency-key': key },
    });
    const open = ruleBook.categories.map((one) => one.code).find((code) => voter.choices[code] === undefined);
    const next = ruleBook.vote.mayChange
      ? changed(stage, voter.choices)
      : open
        ? { ...voter.choices, ...wish(stage, [open]) }
        : undefined;
    if (next) {
      const saved = await voter.save(next, { key });
      const repeated = await http.send(call(next, again.version));
      check(
        stage,
        'The same attempt again gives the same receipt',
        saved.status === 200 && repeated.status === 200 && receiptNumber(saved.body) === receiptNumber(repeated.body),
        `${receiptNumber(saved.body)} and ${receiptNumber(repeated.body)}`,
      );
      checkRefusal(
        stage,
        'The same key with another body is refused',
        await http.send(call({ [categoryB]: inB }, again.version)),
        422,
        'VOTING.KEY_REUSED',
      );
    }
  }

  const path = `/api/voting/editions/${editionId}/ballot`;
  const headers = { 'if-match': '"0"', 'idempotency-key': fresh.nextKey() };
  const put = (token: string | undefined, body: unknown = { choices: { [categoryB]: inB } }) =>
    http.send({ method: 'PUT', path, token, body, headers });
  checkRefusal(stage, 'A ballot without a session is refused', await put(undefined), 401, 'SESSION.MISSING');
  checkRefusal(
    stage,
    'A forged ballot session is refused',
    await put(`${fresh.token.slice(0, -4)}AAAA`),
    401,
    'SESSION.FORGED',
  );
  checkRefusal(stage, 'An account session opens no ballot', await put(fresh.accountToken), 403, 'SESSION.WRONG_KIND');
  checkRefusal(
    stage,
    'A field that the ballot does not have is refused',
    await put(fresh.token, { choices: { [categoryB]: inB }, weight: 2 }),
    422,
    'HTTP.VALIDATION_FAILED',
  );
  checkRefusal(
    stage,
    'A ballot session opens no staff route',
    await http.send({
      method: 'POST',
      path: `/api/voting/editions/${editionId}/removals`,
      token: fresh.token,
      body: {},
    }),
    403,
    'SESSION.WRONG_KIND',
  );

  const spelling = voter.email.replace('@', '+again@').toUpperCase();
  const alias = new Voter(http, mail, editionId, spelling, voter.profile, 'en', address(19, 1), voter.email);
  await alias.register();
  checkRefusal(
    stage,
    'The same mailbox in another spelling has no second ballot',
    await alias.save({ [categoryB]: inB }, { base: 0 }),
    409,
    'VOTING.STALE_BALLOT',
  );

  const nominator = stage.nominators.find((one) => one.entries.length > 0);
  const own = stage.nominees.find((nominee) =>
    nominator?.entries.some((entry) => entry.title === nominee.title && entry.category === nominee.category),
  );
  if (nominator && own && !ruleBook.vote.ownProjectAllowed) {
    const self = new Voter(http, mail, editionId, nominator.email, profileOf(stage, 0), 'en', address(19, 2));
    self.accountToken = nominator.token;
    await self.openBallot();
    checkRefusal(
      stage,
      'Nobody votes for an own project',
      await self.save({ [own.category]: own.number }),
      422,
      'VOTING.OWN_PROJECT',
    );
  }
}

function receiptNumber(body: any): number {
  return Number(body?.ledgerNumber ?? body?.receipt?.ledgerNumber);
}

/** Two persons put ballots under review, restore some and remove others. */
export async function reviewBallots(stage: Stage): Promise<void> {
  const { editionId, voters, progress, first, second } = stage;
  progress.scene('Two persons review, restore and remove ballots');
  const numbers = voters
    .filter((voter) => voter.receipts.length > 0)
    .slice(10, 22)
    .map((voter) => voter.receipts.at(-1)?.ledgerNumber ?? -1)
    .filter((number) => number >= 0);
  const restored = numbers.slice(0, 4);
  const removed = numbers.slice(4, 10);
  const left = numbers.slice(10);
  const decide = (action: string, ledgerNumbers: readonly number[]) =>
    byTwo(first, second, 'voting', {
      path: `/api/voting/editions/${editionId}/${action}`,
      body: { ledgerNumbers, rule: 'one-mailbox-one-ballot', evidence: 'Made-up evidence of the rehearsal' },
    });
  await decide('reviews', numbers);
  await decide('restorations', restored);
  await decide('removals', removed);
  stage.removed = new Set(removed);
  stage.underReview = new Set(left);
}

/** Two persons close the vote; whoever comes later is told so, whatever they bring. */
export async function closeTheVote(stage: Stage): Promise<void> {
  const { http, editionId, voters, progress, ruleBook } = stage;
  progress.scene('The vote is closed; late ballots are refused');
  await until('the ledger is closed', async () => {
    const health = await http.expect(200, { path: `/api/voting/editions/${editionId}/health` });
    return health.body.finalLedgerNumber !== null ? true : undefined;
  });
  const voter = voters.find((one) => one.version > 0);
  const fresh = voters.find((one) => one.version === 0);
  const category = ruleBook.categories[0]?.code ?? '';
  if (!voter || !fresh) throw new Error('Nobody is left to be late');
  checkRefusal(
    stage,
    'A ballot after the close is refused',
    await fresh.save(wish(stage, [category])),
    409,
    'VOTING.CLOSED',
  );
  checkRefusal(
    stage,
    'A change after the close is refused',
    await voter.save({ ...voter.choices, ...wish(stage, [category]) }),
    409,
    'VOTING.CLOSED',
  );
  const health = await http.expect(200, { path: `/api/voting/editions/${editionId}/health` });
  const told = Object.keys(health.body as object);
  const allowed = new Set([
    'edition',
    'state',
    'opensAt',
    'closesAt',
    'databaseTime',
    'accepted',
    'size',
    'finalLedgerNumber',
    'rules',
    'waiting',
    'oldestWaitingMs',
    'lastBatch',
    'refusals',
  ]);
  check(
    stage,
    'Voting health tells nothing of who is ahead',
    told.every((name) => allowed.has(name)),
    told.join(' '),
  );
}

/** Things done a second, since an instant of `performance.now()`. */
export function rate(count: number, started: number): number {
  return Math.round((count / (performance.now() - started)) * 10_000) / 10;
}
