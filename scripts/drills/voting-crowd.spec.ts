import { HttpClient, type Answer, type Call, type OpenVote, type Voter } from '@wsis/rehearsal';
import { VotingCrowd } from './voting-crowd.js';

const hash = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32);
const voter = { token: 'voter' } as Voter;
const nullifier = hash(9);
const ballot = (number: number, version: number, supersedes: number | null) => ({
  number,
  kind: 'ballot',
  version,
  leafHash: hash(number),
  nullifier,
  supersedes,
});
const rules = { ...ballot(0, 0, null), kind: 'rules', nullifier: null };
const kept = (ledgerNumber: number, version: number) => ({
  voter,
  version,
  choices: {},
  receipt: { ledgerNumber, leafHash: hash(ledgerNumber), nullifier },
});

/** A crowd that kept these receipts, in front of a platform that publishes this ledger. */
function crowd(rows: readonly object[], receipts: readonly ReturnType<typeof kept>[]) {
  class Published extends HttpClient {
    override async send({ path }: Call): Promise<Answer> {
      const body = path.includes('/ledger') ? { rows, next: null } : {};
      return { status: 200, headers: {}, body, raw: Buffer.alloc(0) };
    }
  }
  const vote = { editionId: 'e', http: new Published('http://localhost'), nominees: [], voters: [voter] };
  const made = new VotingCrowd(vote as unknown as OpenVote, () => undefined);
  made.kept.push(...receipts);
  return made;
}

describe('the check of a drill', () => {
  // The last step needs a key and signatures: whoever gets there has passed the comparison of receipts and ledger.
  const PASSED = /The "key" argument/;
  const sound = [rules, ballot(1, 1, null), ballot(2, 2, 1)];

  it('passes a ledger that has what was kept, and nothing else', async () => {
    await expect(crowd(sound, [kept(1, 1), kept(2, 2)]).checkLedger()).rejects.toThrow(PASSED);
  });

  it.each([
    ['a receipt that is not in the ledger', sound.slice(0, 2), [kept(1, 1), kept(2, 2)]],
    ['a row that nobody was told of', sound, [kept(1, 1)]],
    ['a number that is missing', [rules, ballot(2, 1, null)], [kept(2, 1)]],
    ['one number told twice', sound, [kept(1, 1), kept(2, 2), kept(2, 2)]],
    [
      'a ballot saved twice from one version',
      [rules, ballot(1, 1, null), ballot(2, 1, null)],
      [kept(1, 1), kept(2, 1)],
    ],
    ['a version that supersedes none', [rules, ballot(1, 1, null), ballot(2, 2, null)], [kept(1, 1), kept(2, 2)]],
    ['another leaf than the receipt says', [rules, { ...ballot(1, 1, null), leafHash: hash(7) }], [kept(1, 1)]],
  ])('finds %s', async (_, rows, receipts) => {
    await expect(crowd(rows, receipts).checkLedger()).rejects.toThrow(/toEqual|toBe/);
  });

  it('finds a row that was changed after it was published', async () => {
    const rows: object[] = [rules];
    const watcher = crowd(rows, []);
    await expect(watcher.checkLedger()).rejects.toThrow(PASSED);
    rows[0] = { ...rules, leafHash: hash(8) };
    await expect(watcher.checkLedger()).rejects.toThrow(/toEqual/);
  });
});
