import { verifyReceipt } from '@wsis/transparency-log';
import { createPublicKey } from 'node:crypto';
import { ownCount, type OpenBallot } from '../own-count.js';
import { byTwo } from '../people/staff.js';
import { check, until, type Stage } from '../stage.js';

interface LedgerRow {
  readonly number: number;
  readonly kind: string;
  readonly leafHash: string;
}

interface Opening {
  readonly ledgerNumber: number;
  readonly version: number;
  readonly choices: Readonly<Record<string, number>>;
  readonly country: string;
  readonly stakeholderType: string;
  readonly standing: string;
}

/** Two persons certify the count; the play recounts from what auditors and the public can see. */
export async function certifyAndRecount(stage: Stage): Promise<void> {
  const { http, editionId, progress, first, second, ruleBook } = stage;
  progress.scene('Two persons certify the count');
  const base = `/api/voting/editions/${editionId}`;
  await byTwo(first, second, 'voting', { path: `${base}/certification`, body: {} });

  progress.scene('The play recounts from the ledger, the receipts and the auditors’ openings');
  const ledger = await readLedger(stage);
  const openings = await readOpenings(stage);
  const statement = (await http.expect(200, { path: `${base}/statement` })).body;
  checkReceipts(stage, ledger, openings, (await http.expect(200, { path: '/api/voting/receipt-key' })).body);

  const last = new Map<string, Opening>();
  const superseded = new Set<number>();
  const ballotNumbers = new Set(openings.map((opening) => opening.ledgerNumber));
  for (const voter of stage.voters) {
    const numbers = voter.receipts.map((one) => one.ledgerNumber);
    const newest = Math.max(...numbers, -1);
    for (const number of numbers) if (number !== newest) superseded.add(number);
    const opening = openings.find((one) => one.ledgerNumber === newest);
    if (opening) last.set(voter.email, opening);
  }
  const standing = [...last.values()];
  const required = ruleBook.vote.categoriesRequired;
  const removed = standing.filter((one) => stage.removed.has(one.ledgerNumber));
  const review = standing.filter((one) => stage.underReview.has(one.ledgerNumber));
  const rest = standing.filter((one) => !stage.removed.has(one.ledgerNumber) && !stage.underReview.has(one.ledgerNumber));
  const complete = rest.filter((one) => Object.keys(one.choices).length >= required);
  const own = {
    accepted: ballotNumbers.size,
    counted: complete.length,
    superseded: superseded.size,
    incomplete: rest.length - complete.length,
    removed: removed.length,
    underReview: review.length,
  };
  const balance = (statement.balance ?? statement) as Record<string, number>;
  for (const [part, mine] of Object.entries(own)) {
    check(stage, `The statement says the same as the play: ${part}`, Number(balance[part]) === mine, `${String(balance[part])} and ${mine}`);
  }
  check(
    stage,
    'Accepted = counted + superseded + incomplete + removed + under review',
    own.accepted === own.counted + own.superseded + own.incomplete + own.removed + own.underReview,
    JSON.stringify(own),
  );
  const accepted = stage.voters.reduce((sum, voter) => sum + voter.receipts.length, 0);
  check(stage, 'Everything accepted was told to its voter, and nothing else is in the ledger', accepted === own.accepted, `${accepted} receipts, ${own.accepted} rows`);
  check(stage, 'Nobody is counted twice', new Set(standing.map((one) => one.ledgerNumber)).size === standing.length, '');
  Object.assign(stage.figures, Object.fromEntries(Object.entries(own).map(([part, value]) => [`ballots.${part}`, value])));

  const tally = (await first.expect(200, { path: `${base}/tally` })).body;
  const announced = tallyByCategory(tally);
  const ballots: OpenBallot[] = complete;
  let agree = 0;
  let ties = 0;
  for (const category of ruleBook.categories) {
    const numbers = stage.nominees.filter((nominee) => nominee.category === category.code).map((nominee) => nominee.number);
    const places = ownCount(category.code, numbers, ballots, ruleBook.count);
    ties += places.length - new Set(places.map((place) => place.rank)).size;
    const champions = places.filter((place) => place.champion);
    const theirs = announced.get(category.code) ?? [];
    const same =
      champions.length === theirs.length &&
      champions.every((place) => theirs.some((one) => one.number === place.number && one.rank === place.rank));
    if (same) agree += 1;
    else check(stage, `Champions of ${category.code}`, false, `${JSON.stringify(theirs)} against ${JSON.stringify(champions)}`);
    stage.champions.set(
      category.code,
      champions.map((place) => stage.nominees.find((nominee) => nominee.number === place.number)?.id ?? ''),
    );
  }
  stage.figures['tiedPlaces'] = ties;
  check(stage, 'Champions and their places are those of the play’s own count, in every category', agree === ruleBook.categories.length, `${agree} of ${ruleBook.categories.length}, ${ties} tied places`);
}

function tallyByCategory(tally: any): ReadonlyMap<string, readonly { number: number; rank: number }[]> {
  const categories = (tally.categories ?? tally.items) as { category: string; placings?: any[]; champions?: any[] }[];
  return new Map(
    categories.map((one) => [
      one.category,
      (one.champions ?? one.placings ?? [])
        .filter((place) => place.champion !== false)
        .map((place) => ({ number: Number(place.number), rank: Number(place.rank) })),
    ]),
  );
}

async function readLedger(stage: Stage): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (;;) {
    const page = await stage.http.expect(200, { path: `/api/voting/editions/${stage.editionId}/ledger?from=${rows.length}&limit=200` });
    const items = (page.body.items ?? page.body.rows) as LedgerRow[];
    rows.push(...items);
    stage.progress.show(rows.length, rows.length + 1);
    if (items.length < 200) break;
  }
  check(stage, 'Ledger numbers have no gap', rows.every((row, index) => Number(row.number) === index), `${rows.length} rows`);
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
    body: { reason: 'The auditors recount the edition', readers: [auditor.accountId], minutes: 60 },
  });
  const id = String(done.body.result.exportId ?? done.body.result.id);
  const document = await until('the openings can be fetched', async () => {
    const answer = await auditor.send({ path: `${base}/openings/${id}` });
    return answer.status === 200 ? answer : undefined;
  });
  return document.raw
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Opening);
}

function checkReceipts(stage: Stage, ledger: readonly LedgerRow[], openings: readonly Opening[], key: { publicKey: string }): void {
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
