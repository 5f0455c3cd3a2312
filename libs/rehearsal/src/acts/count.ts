import { verifyReceipt } from '@wsis/transparency-log';
import { createHash, createPublicKey } from 'node:crypto';
import { ownCount, type OpenBallot } from '../own-count.js';
import { byTwo } from '../people/staff.js';
import { check, until, type Stage } from '../stage.js';

interface LedgerRow {
  readonly number: number;
  readonly kind: string;
  readonly leafHash: string;
}

/** One accepted ballot version, as auditors are shown it. */
interface Opening {
  readonly ledgerNumber: number;
  readonly nullifier: string;
  readonly version: number;
  readonly choices: Readonly<Record<string, number>>;
  readonly country: string;
  readonly stakeholderType: string;
}

interface OpeningLine extends Omit<Opening, 'ledgerNumber' | 'choices'> {
  readonly number: number;
  readonly choices: readonly (readonly [number, number])[];
}

/** Two persons certify the count; the play recounts from what auditors and the public can see. */
export async function certifyAndRecount(stage: Stage): Promise<void> {
  const { http, editionId, progress, first, second, ruleBook } = stage;
  progress.scene('Two persons certify the count');
  const base = `/api/voting/editions/${editionId}`;
  await byTwo(first, second, 'voting', { path: `${base}/certification` });

  progress.scene('The play recounts from the ledger, the receipts and the auditors’ openings');
  const ledger = await readLedger(stage);
  const openings = await readOpenings(stage);
  const statement = (await http.expect(200, { path: `${base}/statement` })).body;
  checkReceipts(stage, ledger, openings, (await http.expect(200, { path: '/api/voting/receipt-key' })).body);

  // The newest version of a nullifier is that voter's ballot; every other one is superseded.
  const ballotNumbers = new Set(openings.map((opening) => opening.ledgerNumber));
  const last = new Map<string, Opening>();
  for (const opening of openings) {
    const newest = last.get(opening.nullifier);
    if (!newest || newest.version < opening.version) last.set(opening.nullifier, opening);
  }
  const standing = [...last.values()];
  const required = ruleBook.vote.categoriesRequired;
  const removed = standing.filter((one) => stage.removed.has(one.ledgerNumber));
  const review = standing.filter((one) => stage.underReview.has(one.ledgerNumber));
  const rest = standing.filter(
    (one) => !stage.removed.has(one.ledgerNumber) && !stage.underReview.has(one.ledgerNumber),
  );
  const complete = rest.filter((one) => Object.keys(one.choices).length >= required);
  const own = {
    accepted: ballotNumbers.size,
    counted: complete.length,
    superseded: openings.length - standing.length,
    incomplete: rest.length - complete.length,
    removed: removed.length,
    underReview: review.length,
  };
  for (const [part, mine] of Object.entries(own)) {
    check(
      stage,
      `The statement says the same as the play: ${part}`,
      Number(statement[part]) === mine,
      `${String(statement[part])} and ${mine}`,
    );
  }
  check(
    stage,
    'Accepted = counted + superseded + incomplete + removed + under review',
    own.accepted === own.counted + own.superseded + own.incomplete + own.removed + own.underReview,
    JSON.stringify(own),
  );
  const accepted = stage.voters.reduce((sum, voter) => sum + voter.receipts.length, 0);
  check(
    stage,
    'Everything accepted was told to its voter, and nothing else is in the ledger',
    accepted === own.accepted,
    `${accepted} receipts, ${own.accepted} rows`,
  );
  check(
    stage,
    'Nobody is counted twice',
    new Set(standing.map((one) => one.ledgerNumber)).size === standing.length,
    '',
  );
  Object.assign(
    stage.figures,
    Object.fromEntries(Object.entries(own).map(([part, value]) => [`ballots.${part}`, value])),
  );

  const tally = (await first.expect(200, { path: `${base}/tally` })).body;
  const announced = new Map(
    (tally.champions as { category: string; numbers: number[] }[]).map((one) => [one.category, one.numbers]),
  );
  const ballots: OpenBallot[] = complete;
  let agree = 0;
  let ties = 0;
  for (const category of ruleBook.categories) {
    const numbers = stage.nominees
      .filter((nominee) => nominee.category === category.code)
      .map((nominee) => nominee.number);
    const places = ownCount(category.code, numbers, ballots, ruleBook.count);
    ties += places.length - new Set(places.map((place) => place.rank)).size;
    const champions = places.filter((place) => place.champion);
    const theirs = announced.get(category.code) ?? [];
    const same = champions.length === theirs.length && champions.every((place) => theirs.includes(place.number));
    stage.places.set(category.code, places);
    if (same) agree += 1;
    else
      check(
        stage,
        `Champions of ${category.code}`,
        false,
        `${JSON.stringify(theirs)} against ${JSON.stringify(champions)}`,
      );
    stage.champions.set(
      category.code,
      champions.map((place) => stage.nominees.find((nominee) => nominee.number === place.number)?.id ?? ''),
    );
  }
  stage.figures['tiedPlaces'] = ties;
  check(
    stage,
    'Champions are those of the play’s own count, in every category',
    agree === ruleBook.categories.length,
    `${agree} of ${ruleBook.categories.length}, ${ties} tied places`,
  );
}

async function readLedger(stage: Stage): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (;;) {
    const page = await stage.http.expect(200, {
      path: `/api/voting/editions/${stage.editionId}/ledger?from=${rows.length}&limit=200`,
    });
    const items = page.body.rows as LedgerRow[];
    rows.push(...items);
    stage.progress.show(rows.length, rows.length + 1);
    if (items.length < 200) break;
  }
  check(
    stage,
    'Ledger numbers have no gap',
    rows.every((row, index) => Number(row.number) === index),
    `${rows.length} rows`,
  );
  return rows;
}

/** Two persons allow the auditors to see the openings; an auditor fetches them. */
async function readOpenings(stage: Stage): Promise<readonly Opening[]> {
  const { first, second, editionId, auditors } = stage;
  const auditor = auditors[0];
  if (!auditor) throw new Error('There is no auditor');
  const base = `/api/voting/editions/${editionId}`;
  const done = await byTwo(first, second, 'voting', {
    path: `${base}/openings-export`,
    body: { reason: 'The auditors recount the edition' },
  });
  const id = String(done.body.result.exportId);
  const codes = new Map(stage.ruleBook.categories.map((category) => [category.number, category.code]));
  const document = await until('the openings can be fetched', async () => {
    const answer = await auditor.send({ path: `${base}/openings/${id}` });
    return answer.status === 200 ? answer : undefined;
  });
  return document.raw
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { number, choices, ...rest } = JSON.parse(line) as OpeningLine;
      const byCode = choices.map(([category, nominee]) => [codes.get(category) ?? '', nominee]);
      return { ...rest, ledgerNumber: number, choices: Object.fromEntries(byCode) as Record<string, number> };
    });
}

function checkReceipts(
  stage: Stage,
  ledger: readonly LedgerRow[],
  openings: readonly Opening[],
  key: { publicKey: string },
): void {
  const publicKey = createPublicKey(key.publicKey);
  const byNumber = new Map(openings.map((opening) => [opening.ledgerNumber, opening]));
  let missing = 0;
  let unsound = 0;
  let other = 0;
  for (const voter of stage.voters) {
    for (const kept of voter.receipts) {
      const row = ledger[kept.ledgerNumber];
      if (row?.kind !== 'ballot' || row.leafHash !== kept.receipt.leafHash) missing += 1;
      if (!verifyReceipt(kept.receipt, publicKey).ok) unsound += 1;
      const opening = byNumber.get(kept.ledgerNumber);
      if (!opening || !sameChoices(opening.choices, kept.choices)) other += 1;
    }
  }
  check(stage, 'Every receipt is in the public ledger', missing === 0, `${missing} missing`);
  check(stage, 'Every receipt is signed, and proves its place', unsound === 0, `${unsound} unsound`);
  check(stage, 'Every opening is what its voter chose', other === 0, `${other} differ`);
}

function sameChoices(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Once the rule book makes totals public: the certified document has the published hash, and every vote in it is the play's own. */
export async function compareTotals(stage: Stage): Promise<void> {
  const { http, editionId } = stage;
  const tally = await until('the totals are public', async () => {
    const answer = await http.send({ path: `/api/voting/editions/${editionId}/tally` });
    return answer.status === 200 && typeof answer.body.result === 'string' ? answer.body : undefined;
  });
  const hash = createHash('sha256')
    .update(tally.result as string)
    .digest('hex');
  check(stage, 'The certified result has the hash that was announced', hash === tally.resultHash, hash);
  const document = JSON.parse(tally.result as string) as {
    categories: { code: string; placings: { number: number; votes: number; rank: number; champion: boolean }[] }[];
  };
  let differ = 0;
  for (const { code, placings } of document.categories) {
    for (const place of stage.places.get(code) ?? []) {
      const theirs = placings.find((one) => one.number === place.number);
      if (theirs?.votes !== place.votes || theirs.rank !== place.rank || theirs.champion !== place.champion)
        differ += 1;
    }
  }
  check(
    stage,
    'Every vote and every place is that of the play’s own count',
    differ === 0 && document.categories.length === stage.places.size,
    `${differ} differ`,
  );
}
