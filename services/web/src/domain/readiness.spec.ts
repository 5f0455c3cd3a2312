import { readinessOf, type CheckName, type EditionFacts, type ReadinessPhase } from './readiness.js';

const OPENS = new Date('2026-05-01T08:00:00.000Z');
const READY: EditionFacts = {
  rulesVersion: 3,
  rehearsed: true,
  calendar: (['submission', 'screening', 'voting', 'evaluation', 'announcement'] as const).map((phase) => ({
    phase,
    state: 'planned',
    opensAt: OPENS,
    closesAt: OPENS,
  })),
  rules: { categories: ['C1', 'C2'], screenedBy: 'screeners', panelSize: 2 },
  people: new Map([
    ['secretariat', { all: 3, able: 2 }],
    ['screener', { all: 2, able: 1 }],
    ['expert', { all: 4, able: 4 }],
  ]),
  mails: { sent: 20, failed: 1 },
  submissions: [
    { category: 'C1', state: 'nominated', count: 2 },
    { category: 'C2', state: 'nominated', count: 1 },
    { category: 'C2', state: 'declined', count: 7 },
  ],
  heldByGate: 0,
  list: { frozen: true, released: true },
  limitsAway: [],
  paused: [],
  parked: 0,
  vote: { closed: true, certified: true },
  panels: ['C1', 'C2'].map((category) => ({ category, members: 2, chaired: true, decided: true })),
  championsReleased: true,
};

/** The checks of a phase that are in a state. */
const checks = (facts: EditionFacts, phase: ReadinessPhase, state: string): readonly CheckName[] =>
  (readinessOf(facts).find((each) => each.phase === phase)?.checks ?? [])
    .filter((check) => check.state === state)
    .map(({ name }) => name);
const open = (more: Partial<EditionFacts>, phase: ReadinessPhase) => checks({ ...READY, ...more }, phase, 'open');

test('an edition for which everything is prepared is ready for each phase', () => {
  const all = readinessOf(READY).flatMap((phase) => phase.checks);
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter(({ state }) => state !== 'done')).toEqual([]);
});

test('each condition leads to the page where it is mended', () => {
  const places = new Map(readinessOf(READY).flatMap(({ checks: all }) => all.map((each) => [each.name, each.place])));
  expect(places.get('frozen')).toBe('/desk/screening/:edition/list');
  expect(places.get('entries')).toBe('/desk/editions/:edition/calendar');
  for (const place of places.values()) expect(place).toMatch(/^\/desk\//);
});

test('each phase says when it opens and in which state it is', () => {
  expect(readinessOf(READY)[2]).toMatchObject({ phase: 'voting', state: 'planned', opensAt: OPENS });
});

describe('what is lacking', () => {
  const submissions = [
    { category: 'C1', state: 'nominated', count: 2 },
    { category: 'C1', state: 'submitted', count: 4 },
    { category: 'C2', state: 'draft', count: 9 },
  ];
  const panel = { category: 'C1', members: 2, chaired: true, decided: true };
  it.each<[string, Partial<EditionFacts>, ReadinessPhase, CheckName[]]>([
    ['no rules', { rulesVersion: undefined }, 'submission', ['rules']],
    ['one approver', { people: new Map([['secretariat', { all: 5, able: 1 }]]) }, 'submission', ['approvers']],
    ['mails that only fail', { mails: { sent: 2, failed: 2 } }, 'submission', ['mail']],
    ['no mail at all', { mails: { sent: 0, failed: 0 } }, 'announcement', ['mail']],
    ['dates of the phase', { calendar: [] }, 'evaluation', ['dates']],
    ['screeners', { people: new Map([['secretariat', { all: 2, able: 2 }]]) }, 'screening', ['screeners']],
    ['entries in a category', { submissions }, 'screening', ['entries']],
    ['screening and nominees', { submissions }, 'voting', ['screened', 'nominees']],
    ['translations', { heldByGate: 2 }, 'voting', ['languages']],
    ['the list', { list: { frozen: false, released: false } }, 'voting', ['frozen', 'released']],
    ['limits', { limitsAway: ['voting'] }, 'voting', ['limits']],
    ['what is paused', { paused: ['identity/codes'] }, 'voting', ['running']],
    ['events', { parked: 1 }, 'voting', ['events']],
    ['the certificate', { vote: { closed: true, certified: false } }, 'evaluation', ['certified']],
    ['a panel', { panels: [panel] }, 'evaluation', ['panels']],
    ['a chair', { panels: [panel, { ...panel, chaired: false }] }, 'evaluation', ['panels']],
    ['a member', { panels: [panel, { ...panel, members: 1 }] }, 'evaluation', ['panels']],
    ['a decision', { panels: [panel, { ...panel, decided: false }] }, 'announcement', ['decided']],
    ['any panel', { panels: [] }, 'announcement', ['decided']],
    ['the Champions', { championsReleased: false }, 'announcement', ['champions']],
  ])('is named: %s', (_, more, phase, names) => {
    expect(open(more, phase)).toEqual(names);
  });

  it('is no screener where the secretariat screens', () => {
    const rules = { categories: ['C1', 'C2'], screenedBy: 'secretariat', panelSize: 2 } as const;
    expect(open({ rules, people: new Map([['secretariat', { all: 2, able: 2 }]]) }, 'screening')).toEqual([]);
  });

  it('is an expert who never came, among those who did', () => {
    const people = new Map([...(READY.people ?? []), ['expert', { all: 4, able: 3 }] as const]);
    const [evaluation] = readinessOf({ ...READY, people }).filter(({ phase }) => phase === 'evaluation');
    expect(evaluation?.checks.find(({ name }) => name === 'experts')).toMatchObject({
      state: 'open',
      figures: { done: 3, all: 4 },
    });
  });
});

test('what nobody could be asked about is neither done nor lacking', () => {
  const nothing = Object.fromEntries(Object.keys(READY).map((name) => [name, undefined])) as unknown as EditionFacts;
  expect(checks(nothing, 'voting', 'unknown')).toEqual(checks(READY, 'voting', 'done'));
});
