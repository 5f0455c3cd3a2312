import { byTwo, type StaffMember } from '../people/staff.js';
import { crowd } from '../progress.js';
import { check, checkRefusal, pauseAt, until, type Stage } from '../stage.js';

interface Scored {
  readonly nomineeId: string;
  readonly expert: string;
  readonly scores: Readonly<Record<string, number>>;
}

/** Panels of experts score the Champions of their category, seal their sheets, and two persons certify what they decided. */
export async function judgeChampions(stage: Stage): Promise<void> {
  const { editionId, progress, ruleBook, chance, experts, first, second } = stage;
  const base = `/api/evaluation/editions/${editionId}`;
  const categories = [...stage.champions.keys()].filter((category) => (stage.champions.get(category) ?? []).length > 0);
  // One more where every sheet is needed: an expert of the play declares a conflict.
  const { panelSize, quorum } = ruleBook.evaluation;
  const size = Math.min(quorum < panelSize ? panelSize : panelSize + 1, experts.length);
  progress.scene(`${categories.length} panels are formed`);
  const panels = new Map<string, StaffMember[]>(
    categories.map((category, index) => [
      category,
      Array.from({ length: size }, (_, seat) => experts[(index * size + seat) % experts.length] as StaffMember),
    ]),
  );
  let last = '';
  await until('evaluation knows the experts', async () => {
    const sample = panels.get(categories.at(-1) ?? '')?.[0];
    const shown = await first.send({
      method: 'POST',
      path: `${base}/panels`,
      body: { panels: [panelOf(categories.at(-1) ?? '', panels)] },
    });
    if (shown.status === 202) return true;
    if (shown.status !== 422 && shown.status !== 404)
      throw new Error(`A panel was refused: ${shown.raw.toString('utf8')}`);
    last = `${shown.status} ${String(shown.body?.code)} ${String(sample?.email)}`;
    return undefined;
  }).catch((error: Error) => {
    throw new Error(`${error.message} (${last})`);
  });
  await byTwo(first, second, 'evaluation', {
    path: `${base}/panels`,
    body: { panels: categories.map((category) => panelOf(category, panels)) },
  });

  progress.scene('Experts score and seal');
  const work = [...panels].flatMap(([category, members]) =>
    members.flatMap((expert) =>
      (stage.champions.get(category) ?? []).map((nomineeId) => ({ category, expert, nomineeId })),
    ),
  );
  const { minimum, maximum } = ruleBook.evaluation.scale;
  const taste = new Map(
    [...stage.champions.values()].flat().map((id) => [id, minimum + chance.below(maximum - minimum + 1)]),
  );
  const scored: Scored[] = [];
  let conflicted = 0;
  // The second expert of the first panel declares a conflict; whoever looks on does so when these two have sealed.
  const perExpert = (stage.champions.get(categories[0] ?? '') ?? []).length;
  const declares = work[perExpert];
  const score = async (one: (typeof work)[number]) => {
    const { expert, nomineeId } = one;
    const path = `${base}/sheets/${nomineeId}`;
    if (one === declares) {
      await expert.expect(204, {
        method: 'POST',
        path: `${base}/conflicts`,
        body: { nomineeId, reason: 'I advised this project.' },
      });
      const barred = await expert.send({ method: 'PUT', path, headers: { 'if-match': '"0"' }, body: { scores: {} } });
      checkRefusal(stage, 'An expert with a conflict cannot score', barred, 403, 'EVALUATION.CONFLICTED');
      conflicted += 1;
      return;
    }
    const scores = Object.fromEntries(
      ruleBook.evaluation.criteria.map((criterion) => {
        const around = (taste.get(nomineeId) ?? minimum) + chance.below(3) - 1;
        return [criterion.id, Math.max(minimum, Math.min(maximum, around))];
      }),
    );
    await expert.expect(200, {
      method: 'PUT',
      path,
      headers: { 'if-match': '"0"' },
      body: { scores, comment: commentOf(expert) },
    });
    await expert.expect(204, { method: 'POST', path: `${path}/seal`, headers: { 'if-match': '"1"' } });
    scored.push({ nomineeId, expert: expert.accountId, scores });
  };
  const tell = (done: number, of: number) => progress.show(done, of);
  await crowd(work.slice(0, 2 * perExpert), 8, score, tell);
  await pauseAt(stage, 'judging');
  await crowd(work.slice(2 * perExpert), 8, score, tell);
  await pauseAt(stage, 'judged');
  stage.figures['sheets'] = scored.length;
  check(
    stage,
    'Every sheet but the conflicted one was sealed',
    scored.length === work.length - conflicted,
    `${scored.length}`,
  );

  progress.scene('Two persons certify the decisions');
  const decisions = [];
  for (const category of categories) {
    const own = ownLeaders(stage, category, scored);
    const ranking = await first.expect(200, { path: `${base}/panels/${category}/ranking` });
    const leaders = ranking.body.leaders as string[];
    check(
      stage,
      `The ranking of ${category} agrees with the sheets as its experts kept them`,
      leaders.length > 0 && leaders.every((id) => own.includes(id)),
      `${leaders.join(' ')} of ${own.join(' ')}`,
    );
    decisions.push({
      category,
      outcome: 'winner',
      winnerNomineeId: leaders[0],
      statement:
        ranking.body.sure === true
          ? ''
          : 'The panel met, saw the other readings of the scores, and confirms its choice.',
    });
    stage.winners.set(category, leaders[0] ?? null);
  }
  await byTwo(first, second, 'evaluation', { path: `${base}/decisions`, body: { decisions } });
}

/** What an expert writes on every sheet: words by which anybody who should not have read them would be known. */
export function commentOf(expert: { readonly accountId: string }): string {
  return `Remarks of ${expert.accountId}`;
}

function panelOf(category: string, panels: ReadonlyMap<string, readonly StaffMember[]>) {
  const members = (panels.get(category) ?? []).map((member) => member.accountId);
  return { category, members, chair: members[0] };
}

/** The entries with the greatest plain weighted mean, in whole numbers: weights on a common denominator. */
function ownLeaders(stage: Stage, category: string, scored: readonly Scored[]): readonly string[] {
  const weights = stage.ruleBook.evaluation.criteria.map((criterion) => {
    const [over, under = '1'] = criterion.weight.split('/');
    return { id: criterion.id, over: BigInt(over ?? '0'), under: BigInt(under) };
  });
  const common = weights.reduce((product, weight) => product * weight.under, 1n);
  const means = (stage.champions.get(category) ?? []).map((nomineeId) => {
    const sheets = scored.filter((sheet) => sheet.nomineeId === nomineeId);
    const total = sheets.reduce(
      (sum, sheet) =>
        sum +
        weights.reduce(
          (of, weight) => of + (weight.over * common * BigInt(sheet.scores[weight.id] ?? 0)) / weight.under,
          0n,
        ),
      0n,
    );
    return { nomineeId, total, count: BigInt(Math.max(sheets.length, 1)) };
  });
  const best = means.reduce((a, b) => (b.total * a.count > a.total * b.count ? b : a));
  return means.filter((one) => one.total * best.count === best.total * one.count).map((one) => one.nomineeId);
}
