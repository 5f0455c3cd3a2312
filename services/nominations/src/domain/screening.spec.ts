import { demonstration2026 } from '@wsis/rule-book';
import type { Edition } from './edition.js';
import type { Author } from './author.js';
import {
  decideMove,
  decideScreening,
  decideScreeningOpen,
  decideStepBack,
  isRepeated,
  type Reviewer,
} from './screening.js';
import type { Submission, SubmissionState } from './submission.js';

const now = new Date('2026-02-20T12:00:00Z');
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const edition: Edition = {
  id: 'demo',
  ruleBook: demonstration2026,
  rulesVersion: 1,
  rulesHash: 'a'.repeat(64),
  phases: { screening: { opensAt: hours(-1), closesAt: hours(1) } },
  listVersion: 0,
  loweredGates: [],
};
const person = (role: string, editionId = 'demo'): Reviewer & Author => ({
  accountId: role,
  belongsTo: [],
  roles: [{ role, edition: editionId }],
});
const submission = (state: SubmissionState): Submission => ({
  id: 's1',
  editionId: 'demo',
  state,
  version: 2,
  submitterAccountId: 'author',
  organisationId: null,
  language: 'en',
  category: 'C1',
  values: {},
  generated: false,
  pastProject: null,
});
const decide = (
  state: SubmissionState,
  outcome: 'nominate' | 'decline' | 'return',
  who = person('screener'),
  nominated = 0,
  reason = 'why',
) => decideScreening(edition, submission(state), { outcome, reason }, who, nominated);

describe('screening', () => {
  it('is open between its two instants, the second not included', () => {
    const at = (when: Date) => decideScreeningOpen(edition, person('screener'), when).ok;
    expect([hours(-1), now, hours(1)].map(at)).toEqual([true, true, false]);
    expect(at(new Date(hours(-1).getTime() - 1))).toBe(false);
  });

  it('is for those whom the rules name, in this edition', () => {
    expect(decideScreeningOpen(edition, person('screener', 'other'), now)).toMatchObject({ ok: false });
    expect(decideScreeningOpen(edition, person('screener', '*'), now)).toMatchObject({ ok: true });
    const bySecretariat = {
      ...edition,
      ruleBook: {
        ...demonstration2026,
        screening: { ...demonstration2026.screening, screenedBy: 'secretariat' as const },
      },
    };
    expect(decideScreeningOpen(bySecretariat, person('screener'), now)).toMatchObject({
      error: { code: 'NOMINATIONS.SCREENER_REQUIRED' },
    });
    expect(decideScreeningOpen(bySecretariat, person('secretariat'), now)).toMatchObject({ ok: true });
  });

  it.each<[SubmissionState, boolean, boolean]>([
    ['draft', false, false],
    ['submitted', true, true],
    ['returned', false, false],
    ['nominated', false, true],
    ['declined', false, false],
    ['withdrawn', false, false],
  ])('of a submission that is %s: a screener may decline %s, the secretariat %s', (state, screener, secretariat) => {
    expect(decide(state, 'decline').ok).toBe(screener);
    expect(decide(state, 'decline', person('secretariat')).ok).toBe(secretariat);
  });

  it('needs a reason unless it nominates', () => {
    expect(decide('submitted', 'return', person('screener'), 0, ' ')).toMatchObject({
      error: { problems: [{ field: 'reason', rule: 'required' }] },
    });
    expect(decide('submitted', 'nominate', person('screener'), 0, '')).toEqual({ ok: true, value: 'nominated' });
  });

  it('stops at the size of the shortlist', () => {
    expect(decide('submitted', 'nominate', person('screener'), 19)).toMatchObject({ ok: true });
    expect(decide('submitted', 'nominate', person('screener'), 20)).toEqual({
      ok: false,
      error: { code: 'NOMINATIONS.SHORTLIST_FULL', category: 'C1', maximum: 20 },
    });
  });

  it('is never of one’s own submission', () => {
    const author = { ...person('secretariat', '*'), accountId: 'author' };
    expect(decide('submitted', 'nominate', author)).toMatchObject({ error: { code: 'NOMINATIONS.OWN_SUBMISSION' } });
  });

  it('is never of a submission of one’s own organisation', () => {
    const colleague = { ...person('secretariat', '*'), belongsTo: [{ organisationId: 'lab', administers: false }] };
    const ofTheLab = { ...submission('submitted'), organisationId: 'lab' };
    expect(decideScreening(edition, ofTheLab, { outcome: 'nominate', reason: '' }, colleague, 0)).toMatchObject({
      error: { code: 'NOMINATIONS.OWN_SUBMISSION' },
    });
  });
});

describe('a decision on a version', () => {
  const onVersion = (version: number) =>
    decideScreening(
      edition,
      submission('submitted'),
      { outcome: 'nominate', reason: '', version },
      person('screener'),
      0,
    );

  it('is of the one that stands', () => {
    expect(onVersion(2)).toMatchObject({ ok: true });
    expect(onVersion(1)).toMatchObject({ error: { code: 'NOMINATIONS.READ_EARLIER_VERSION', version: 2 } });
  });

  const decision = { outcome: 'decline', reason: 'why', version: 1 } as const;
  const last = { what: 'screened', actor: 'screener', reason: 'why' };
  it.each([
    ['the very same', decision, last, 'declined', true],
    ['of another outcome', { ...decision, outcome: 'nominate' as const }, last, 'declined', false],
    ['for another reason', { ...decision, reason: 'because' }, last, 'declined', false],
    ['of a later version', { ...decision, version: 2 }, last, 'declined', false],
    ['without a version', { ...decision, version: undefined }, last, 'declined', false],
    ['of somebody else', decision, { ...last, actor: 'other' }, 'declined', false],
    ['before a later step', decision, { ...last, what: 'moved' }, 'declined', false],
    ['that was corrected', decision, last, 'nominated', false],
  ] as const)('knows itself again: %s', (_what, again, step, state, repeated) => {
    expect(isRepeated(submission(state), again, person('screener'), step)).toBe(repeated);
  });
});

describe('stepping back', () => {
  it.each([
    ['submitted', undefined],
    ['returned', undefined],
    ['draft', 'NOMINATIONS.SUBMISSION_UNKNOWN'],
    ['nominated', 'NOMINATIONS.NOT_SCREENABLE'],
    ['withdrawn', 'NOMINATIONS.NOT_SCREENABLE'],
  ] as const)('from one that is %s', (state, code) => {
    const decided = decideStepBack(edition, submission(state), person('screener'));
    expect(decided.ok ? undefined : decided.error.code).toBe(code);
  });

  it('is for those whom the rules name, also before they may decide', () => {
    const notYet = { ...edition, phases: {} };
    expect(decideStepBack(notYet, submission('submitted'), person('screener'))).toMatchObject({ ok: true });
    expect(decideStepBack(edition, submission('submitted'), person('expert'))).toMatchObject({ ok: false });
  });

  it('bars from deciding', () => {
    const barred = { ...person('screener'), steppedBackFrom: new Set(['s1']) };
    expect(decide('submitted', 'nominate', barred)).toMatchObject({ error: { code: 'NOMINATIONS.STEPPED_BACK' } });
  });
});

describe('a move', () => {
  it('of a nominee needs room in the other category', () => {
    expect(decideMove(edition, submission('nominated'), 'C2', 20)).toMatchObject({
      error: { code: 'NOMINATIONS.SHORTLIST_FULL', category: 'C2' },
    });
    expect(decideMove(edition, submission('submitted'), 'C2', 20)).toEqual({ ok: true, value: 'submitted' });
  });

  it('is of the version that was read, or changes nothing', () => {
    const read = submission('submitted');
    expect(decideMove(edition, read, 'C2', 0, read.version)).toMatchObject({ ok: true });
    expect(decideMove(edition, read, 'C2', 0, read.version + 1)).toMatchObject({
      error: { code: 'NOMINATIONS.READ_EARLIER_VERSION', version: read.version },
    });
    expect(decideMove(edition, read, read.category ?? '', 0, read.version + 1)).toMatchObject({ ok: true });
  });
});
