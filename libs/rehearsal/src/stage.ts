import type { RuleBook } from '@wsis/rule-book';
import type { Chance } from './chance.js';
import type { HttpClient } from './http-client.js';
import type { KeptMail } from './mail-sink.js';
import type { Entry } from './entries.js';
import type { OwnPlace } from './own-count.js';
import type { StaffAccess, StaffMember } from './people/staff.js';
import type { Voter } from './people/voter.js';
import type { Progress } from './progress.js';

export type EditionName = 'demonstration' | '2015';

/** Where a play stands, each time between what was done and what comes next. */
export const MOMENTS = [
  'submission',
  'screening',
  'frozen',
  'voting',
  'closed',
  'certified',
  'judging',
  'judged',
  'decided',
  'announced',
] as const;
export type Moment = (typeof MOMENTS)[number];

export interface PlayOptions {
  readonly url: string;
  /** The first two persons of the installation. */
  readonly secretariat: readonly [StaffAccess, StaffAccess];
  readonly mail: KeptMail;
  readonly edition: EditionName;
  /** Rules to play by instead of those of `edition`: an edition's own, tried before anybody depends on them. */
  readonly rules?: RuleBook;
  /** So many nominees in each category, where a play need not fill every place that its rules have. */
  readonly nomineesPerCategory?: number;
  readonly editionId: string;
  readonly voters: number;
  readonly experts: number;
  /** Organisations that submit; they share the entries. */
  readonly nominators?: number;
  readonly screeners?: number;
  readonly auditors?: number;
  /** Where the invited staff have their addresses; nobody of them may have an account yet. */
  readonly staffDomain?: string;
  /** A smaller contest: its first so many categories, and so many nominees in each. */
  readonly small?: { readonly categories: number; readonly nominees: number };
  readonly seed: number;
  readonly progress: Pick<Progress, 'begin' | 'scene' | 'show' | 'end'>;
  /** Called at each moment of the play, which waits for it: for whoever looks on. */
  readonly meanwhile?: (moment: Moment, stage: Stage) => Promise<void>;
  /** Looks at what is stored, with the receipts that voters kept; where the play has no such access it is left out. */
  readonly inspectLedger?: (receipts: readonly unknown[]) => Promise<Pick<Check, 'holds' | 'detail'>>;
}

/** A nominee of the frozen list, as the public sees it. */
export interface Nominee {
  readonly id: string;
  readonly number: number;
  readonly category: string;
  readonly title: string;
}

/** One thing that must hold at the end, with what was found. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** Somebody who submits entries, and later votes like everybody. */
export interface Nominator {
  readonly email: string;
  readonly accountId: string;
  readonly token: string;
  readonly organisationId: string;
  readonly entries: (Entry & { readonly submissionId: string })[];
}

/** What the people of the play share: where they act, what they know, and what they keep for the checks. */
export interface Stage {
  readonly options: PlayOptions;
  readonly http: HttpClient;
  readonly mail: KeptMail;
  readonly chance: Chance;
  readonly progress: PlayOptions['progress'];
  readonly editionId: string;
  ruleBook: RuleBook;
  ruleBookHash: string;
  first: StaffMember;
  second: StaffMember;
  screeners: StaffMember[];
  auditors: StaffMember[];
  experts: StaffMember[];
  nominators: Nominator[];
  nominees: Nominee[];
  voters: Voter[];
  /** Numbers of the ledger that two persons removed, and that are under review at the end. */
  removed: Set<number>;
  underReview: Set<number>;
  champions: Map<string, readonly string[]>;
  /** The play's own count, by category. */
  readonly places: Map<string, readonly OwnPlace[]>;
  winners: Map<string, string | null>;
  readonly checks: Check[];
  readonly figures: Record<string, number>;
  readonly assumptions: string[];
}

/** Lets whoever looks on look at the play as it stands. */
export async function pauseAt(stage: Stage, moment: Moment): Promise<void> {
  await stage.options.meanwhile?.(moment, stage);
}

/** Notes that something holds, or does not. */
export function check(stage: Stage, name: string, holds: boolean, detail = ''): void {
  stage.checks.push({ name, holds, detail });
}

/** Notes that a refusal came as it must: this status and this code. */
export function checkRefusal(
  stage: Stage,
  name: string,
  answer: { readonly status: number; readonly body: any },
  status: number,
  code: string,
): void {
  const said = `${answer.status} ${String(answer.body?.code ?? '')}`;
  check(
    stage,
    name,
    answer.status === status && answer.body?.code === code,
    `answered ${said}, must be ${status} ${code}`,
  );
}

/** Waits until something that others bring about is there. Throws when it does not come. */
export async function until<T>(what: string, look: () => Promise<T | undefined>, timeoutMs = 60_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (let wait = 20; ; wait = Math.min(wait * 1.5, 500)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
