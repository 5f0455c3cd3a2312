/** What the services know of an edition before one of its phases opens; a part is absent where its service is away. */
export interface EditionFacts {
  readonly rulesVersion: number | undefined;
  /** Whether these very rules were rehearsed and every check held; undefined where nothing can be rehearsed. */
  readonly rehearsed: boolean | undefined;
  readonly calendar: readonly PhaseFacts[] | undefined;
  readonly rules: RuleFacts | undefined;
  /** People who have signed in and set up a second factor, of all who hold the role. */
  readonly people: ReadonlyMap<string, { readonly all: number; readonly able: number }> | undefined;
  /** Codes and invitations of the last two days. */
  readonly mails: { readonly sent: number; readonly failed: number } | undefined;
  readonly submissions:
    readonly { readonly category: string; readonly state: string; readonly count: number }[] | undefined;
  /** Nominated entries that the language gate still keeps from the list. */
  readonly heldByGate: number | undefined;
  readonly list: { readonly frozen: boolean; readonly released: boolean } | undefined;
  /** Services whose limits are not counted for all processes together, or that do not answer. */
  readonly limitsAway: readonly string[] | undefined;
  readonly paused: readonly string[] | undefined;
  readonly parked: number | undefined;
  readonly vote: { readonly closed: boolean; readonly certified: boolean } | undefined;
  readonly panels: readonly PanelFacts[] | undefined;
  readonly championsReleased: boolean | undefined;
}

export interface PhaseFacts {
  readonly phase: string;
  readonly state: 'unplanned' | 'planned' | 'open' | 'closed';
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
}

export interface RuleFacts {
  readonly categories: readonly string[];
  readonly screenedBy: 'screeners' | 'secretariat';
  readonly panelSize: number;
}

export interface PanelFacts {
  readonly category: string;
  readonly members: number;
  readonly chaired: boolean;
  readonly decided: boolean;
}

export const READINESS_PHASES = ['submission', 'screening', 'voting', 'evaluation', 'announcement'] as const;
export type ReadinessPhase = (typeof READINESS_PHASES)[number];

export type CheckState = 'done' | 'open' | 'unknown';
/** How far it is: so many of all, so many left, or what became of mails. */
export type Figures = Readonly<Partial<Record<'done' | 'all' | 'left' | 'sent' | 'failed', number>>>;
/** Whether it is so, with its figures; undefined where nobody could be asked. */
type Verdict = readonly [holds: boolean, figures: Figures] | undefined;

/** Who can mend it: a role, or the people who run the machines. */
export type Mender = 'secretariat' | 'screener' | 'translator' | 'panel-chair' | 'operators';

interface CheckRule {
  readonly phases: readonly ReadinessPhase[];
  readonly mender: Mender;
  /** The page of the desk where it is mended. */
  readonly place: string;
  readonly look: (facts: EditionFacts, phase: ReadinessPhase) => Verdict;
}

const APPROVERS_NEEDED = 2;
const EVERY: readonly ReadinessPhase[] = READINESS_PHASES;

/** Every condition, in the order in which it is shown. */
export const CHECKS = {
  rules: {
    phases: ['submission'],
    mender: 'secretariat',
    place: '/desk/editions/:edition/rules',
    look: ({ rulesVersion }) => [rulesVersion !== undefined, {}],
  },
  rehearsed: {
    phases: ['submission'],
    mender: 'secretariat',
    place: '/desk/editions/:edition/rehearsals',
    look: ({ rehearsed }) => (rehearsed === undefined ? undefined : [rehearsed, {}]),
  },
  dates: {
    phases: EVERY,
    mender: 'secretariat',
    place: '/desk/editions/:edition/calendar',
    look: ({ calendar }, phase) => {
      const dates = calendar?.find((each) => each.phase === phase);
      return calendar && [dates?.opensAt !== undefined && dates.closesAt !== undefined, {}];
    },
  },
  approvers: {
    phases: EVERY,
    mender: 'secretariat',
    place: '/desk/people?edition=:edition&role=secretariat',
    look: ({ people }) => {
      const able = people?.get('secretariat')?.able ?? 0;
      return people && [able >= APPROVERS_NEEDED, { done: able, all: APPROVERS_NEEDED }];
    },
  },
  mail: {
    phases: ['submission', 'voting', 'announcement'],
    mender: 'operators',
    place: '/desk/watch',
    look: ({ mails }) => mails && [mails.sent > mails.failed, mails],
  },
  screeners: {
    phases: ['screening'],
    mender: 'secretariat',
    place: '/desk/people?edition=:edition&role=screener',
    look: ({ people, rules }) => {
      if (people === undefined || rules === undefined) return undefined;
      const { all = 0, able = 0 } = people.get('screener') ?? {};
      return [rules.screenedBy === 'secretariat' || able > 0, { done: able, all }];
    },
  },
  entries: {
    phases: ['screening'],
    mender: 'secretariat',
    // More come in where handing in goes on for longer.
    place: '/desk/editions/:edition/calendar',
    look: (facts) => inCategories(facts, (state) => state !== 'draft' && state !== 'withdrawn'),
  },
  screened: {
    phases: ['voting'],
    mender: 'screener',
    place: '/desk/screening/:edition',
    look: ({ submissions }) => {
      const waiting = submissions && sum(submissions.filter(({ state }) => state === 'submitted'));
      return waiting === undefined ? undefined : [waiting === 0, { left: waiting }];
    },
  },
  nominees: {
    phases: ['voting'],
    mender: 'screener',
    place: '/desk/screening/:edition',
    look: (facts) => inCategories(facts, (state) => state === 'nominated'),
  },
  languages: {
    phases: ['voting'],
    mender: 'translator',
    place: '/desk/translations',
    look: ({ heldByGate: held }) => (held === undefined ? undefined : [held === 0, { left: held }]),
  },
  frozen: {
    phases: ['voting'],
    mender: 'secretariat',
    place: '/desk/screening/:edition/list',
    look: ({ list }) => list && [list.frozen, {}],
  },
  released: {
    phases: ['voting'],
    mender: 'secretariat',
    place: '/desk/editions/:edition/outcome/releases/nominees',
    look: ({ list }) => list && [list.released, {}],
  },
  limits: {
    phases: ['voting'],
    mender: 'operators',
    place: '/desk/watch',
    look: ({ limitsAway: away }) => away && [away.length === 0, {}],
  },
  running: {
    phases: ['voting'],
    mender: 'secretariat',
    place: '/desk/watch',
    look: ({ paused }) => paused && [paused.length === 0, { left: paused.length }],
  },
  events: {
    phases: ['voting', 'evaluation', 'announcement'],
    mender: 'operators',
    place: '/desk/watch/events',
    look: ({ parked }) => (parked === undefined ? undefined : [parked === 0, { left: parked }]),
  },
  certified: {
    phases: ['evaluation'],
    mender: 'secretariat',
    place: '/desk/editions/:edition/outcome',
    look: ({ vote }) => vote && [vote.closed && vote.certified, {}],
  },
  panels: {
    phases: ['evaluation'],
    mender: 'secretariat',
    place: '/desk/panels',
    look: ({ panels, rules }) => {
      if (panels === undefined || rules === undefined) return undefined;
      const whole = panels.filter(({ members, chaired }) => chaired && members >= rules.panelSize).length;
      return [whole >= rules.categories.length, { done: whole, all: rules.categories.length }];
    },
  },
  experts: {
    phases: ['evaluation'],
    mender: 'secretariat',
    place: '/desk/people?edition=:edition&role=expert',
    look: ({ people }) => {
      const { all = 0, able = 0 } = people?.get('expert') ?? {};
      return people && [all > 0 && able === all, { done: able, all }];
    },
  },
  decided: {
    phases: ['announcement'],
    mender: 'panel-chair',
    place: '/desk/panels',
    look: ({ panels }) => {
      if (panels === undefined || panels.length === 0) return panels && [false, {}];
      const decided = panels.filter((panel) => panel.decided).length;
      return [decided === panels.length, { done: decided, all: panels.length }];
    },
  },
  champions: {
    phases: ['announcement'],
    mender: 'secretariat',
    place: '/desk/editions/:edition/outcome/releases/champions',
    look: ({ championsReleased: released }) => (released === undefined ? undefined : [released, {}]),
  },
} as const satisfies Readonly<Record<string, CheckRule>>;
export type CheckName = keyof typeof CHECKS;

export interface Check {
  readonly name: CheckName;
  readonly state: CheckState;
  readonly figures: Figures;
  readonly mender: Mender;
  readonly place: string;
}

export interface PhaseReadiness {
  readonly phase: ReadinessPhase;
  readonly state: PhaseFacts['state'] | undefined;
  readonly opensAt: Date | undefined;
  readonly checks: readonly Check[];
}

/** What must be true before each phase opens, and whether it is. */
export function readinessOf(facts: EditionFacts): readonly PhaseReadiness[] {
  return READINESS_PHASES.map((phase) => {
    const dates = facts.calendar?.find((each) => each.phase === phase);
    return { phase, state: dates?.state, opensAt: dates?.opensAt, checks: checksOf(facts, phase) };
  });
}

function checksOf(facts: EditionFacts, phase: ReadinessPhase): readonly Check[] {
  return (Object.entries(CHECKS) as [CheckName, CheckRule][])
    .filter(([, { phases }]) => phases.includes(phase))
    .map(([name, { mender, place, look }]) => {
      const verdict = look(facts, phase);
      const state = verdict === undefined ? 'unknown' : verdict[0] ? 'done' : 'open';
      return { name, state, figures: verdict?.[1] ?? {}, mender, place };
    });
}

/** In how many of the categories something is in one of the states. */
function inCategories({ rules, submissions }: EditionFacts, counts: (state: string) => boolean): Verdict {
  if (rules === undefined || submissions === undefined) return undefined;
  const found = new Set(
    submissions.filter(({ state, count }) => count > 0 && counts(state)).map(({ category }) => category),
  );
  const filled = rules.categories.filter((code) => found.has(code)).length;
  return [filled > 0 && filled === rules.categories.length, { done: filled, all: rules.categories.length }];
}

function sum(lines: readonly { readonly count: number }[]): number {
  return lines.reduce((total, { count }) => total + count, 0);
}
