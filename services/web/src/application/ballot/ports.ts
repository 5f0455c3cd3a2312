import type { Language, Result } from '@wsis/kernel';
import type { Choices } from '../../domain/choices.js';
import type { Nominee } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** One thing that the rules ask a voter for. */
export interface ProfileQuestion {
  readonly id: string;
  readonly type: 'text' | 'country' | 'stakeholder-type';
  readonly required: boolean;
  readonly label: string;
}

/** What an edition asks of its voters before they vote. */
export interface VoterRegistration {
  readonly questions: readonly ProfileQuestion[];
  readonly stakeholderTypes: readonly string[];
  /** When the link between mailbox and ballot is destroyed; unknown before the calendar is. */
  readonly linksDestroyedOn: string | undefined;
}

/** What a voter answers, once an edition. */
export interface VoterAnswers {
  readonly profile: Readonly<Record<string, string>>;
  readonly consent: boolean;
  /** Agreement to be reminded while the ballot is unfinished. */
  readonly reminders: boolean;
}

/** The session that opens one person's ballot of one edition. */
export interface BallotSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** A ballot as it stands; version 0 before the first save. */
export interface Ballot {
  readonly version: number;
  readonly choices: Choices;
  readonly ledgerNumber: number | undefined;
  readonly savedAt: Date | undefined;
  /** Categories whose chosen nominee has withdrawn meanwhile. */
  readonly lostCategories: readonly string[];
}

export type NotCounted = 'no-ballot' | 'incomplete' | 'under-review' | 'removed';

/** Whether a ballot counts as it stands, and what is lacking. */
export interface BallotVerdict {
  readonly counts: boolean;
  readonly why: NotCounted | undefined;
  readonly closed: boolean;
  readonly certified: boolean;
  readonly categoriesRequired: number;
  readonly categoriesToGo: number;
  /** The row of the public register that tells of a removal or review, and the rule behind it. */
  readonly decision: { readonly ledgerNumber: number; readonly rule: string } | undefined;
}

/** What the rules say about saving. */
export interface BallotRules {
  readonly mayChange: boolean;
  readonly categoriesRequired: number;
}

export interface BallotVersion {
  readonly version: number;
  readonly ledgerNumber: number;
  readonly savedAt: Date;
  readonly categories: number;
}

/** A place in the queue: send the same again then. */
export interface QueuePlace {
  readonly ticket: string | undefined;
  readonly retryAfterSeconds: number;
}

export interface SaveBallot {
  readonly choices: Choices;
  readonly orderNumber: number;
  readonly base: number;
  /** The name of the attempt. */
  readonly key: string;
  /** The place in the queue that an earlier attempt was given. */
  readonly ticket: string | undefined;
}

/** What a voter does, done through identity and voting. */
export abstract class BallotBox {
  abstract registration(editionId: string, language: Language): Promise<VoterRegistration | undefined>;
  /** Opens the ballot; the answers and the consent are needed the first time only. */
  abstract open(visitor: Visitor, editionId: string, answers?: VoterAnswers): Promise<Result<BallotSession, Refused>>;
  abstract rules(editionId: string): Promise<BallotRules>;
  /** The nominees of one category in one of the random orders, withdrawn ones included. */
  abstract nominees(
    editionId: string,
    category: string,
    order: number,
    language: Language,
  ): Promise<readonly Nominee[]>;
  abstract ballot(visitor: Visitor, editionId: string): Promise<Ballot>;
  /** The ballot and the verdict on it, of one moment. */
  abstract standing(
    visitor: Visitor,
    editionId: string,
  ): Promise<{ readonly ballot: Ballot; readonly verdict: BallotVerdict }>;
  abstract save(visitor: Visitor, editionId: string, save: SaveBallot): Promise<Result<{ version: number }, Refused>>;
  /** The versions of a ballot, the newest first, and the receipt of the newest as the platform signs it. */
  abstract versions(
    visitor: Visitor,
    editionId: string,
  ): Promise<{ readonly versions: readonly BallotVersion[]; readonly receipt: unknown }>;
  /** The receipt of one version as the platform signs it; undefined where there is no such version. */
  abstract receipt(visitor: Visitor, editionId: string, version: number): Promise<unknown>;
}

/** Codes of refusals after which the very same attempt makes sense again. */
const PASSING = new Set(['VOTING.BUSY', 'VOTING.UNAVAILABLE', 'VOTING.UNKNOWN_OUTCOME', 'HTTP.UNAVAILABLE']);

/** Where a save has to wait, when to send it again; undefined where waiting would not help. */
export function queuePlaceOf(refused: Refused): QueuePlace | undefined {
  if (!PASSING.has(refused.code)) return undefined;
  const queue = refused.more['queue'] as
    { readonly ticket?: unknown; readonly retryAfterSeconds?: unknown } | undefined;
  const seconds = typeof queue?.retryAfterSeconds === 'number' ? queue.retryAfterSeconds : refused.retryAfterSeconds;
  return {
    ticket: typeof queue?.ticket === 'string' ? queue.ticket : undefined,
    retryAfterSeconds: Math.min(300, Math.max(1, Math.ceil(seconds ?? 3))),
  };
}
