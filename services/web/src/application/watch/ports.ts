import type { Result } from '@wsis/kernel';
import type { VotingHealth } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** The services that keep something and work on their own. */
export const WATCHED_SERVICES = [
  'competition',
  'nominations',
  'voting',
  'evaluation',
  'promotion',
  'identity',
  'notifications',
] as const;
export type WatchedService = (typeof WATCHED_SERVICES)[number];

/** What two persons may pause for the whole platform: the service that keeps the switch, and its name there. */
export const SWITCHES = [
  'nominations/lists',
  'identity/codes',
  'notifications/mails',
  'notifications/reminders',
] as const;
export const SWITCHING_SERVICES = ['nominations', 'identity', 'notifications'] as const;
export type SwitchingService = (typeof SWITCHING_SERVICES)[number];
export type SwitchName = (typeof SWITCHES)[number];

export interface ServiceState {
  readonly service: WatchedService;
  readonly state: 'ready' | 'not-ready' | 'away';
  /** Parts of it that are missing something or have something to say, in the words of the service. */
  readonly parts: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

export interface PauseSwitch {
  readonly name: SwitchName;
  readonly paused: boolean;
  /** Why it was last turned, and when; absent where it never was. */
  readonly reason: string | undefined;
  readonly changedAt: Date | undefined;
}

/** Events that a service could not handle. */
export interface ParkedFigures {
  readonly service: WatchedService;
  readonly keys: number;
  readonly letters: number;
  readonly oldestAt: Date | undefined;
}

export interface ParkedKey {
  readonly service: WatchedService;
  readonly topic: string;
  readonly key: string;
  readonly reason: string;
  readonly letters: number;
  readonly parkedAt: Date | undefined;
  readonly replayAskedAt: Date | undefined;
}

/** Mails of one kind by what became of them; never to whom. */
export interface MailsOfKind {
  readonly kind: string;
  readonly waiting: number;
  readonly sent: number;
  /** Refused, given up, or perhaps never arrived. */
  readonly failed: number;
  /** No longer needed when their turn came. */
  readonly dropped: number;
}

export interface MailFigures {
  readonly kinds: readonly MailsOfKind[];
  /** The last two days; hours in which nothing was are left out. */
  readonly hours: readonly { readonly hour: Date; readonly sent: number; readonly failed: number }[];
}

export interface Watched {
  readonly services: readonly ServiceState[];
  /** Only those that have put something aside. */
  readonly parked: readonly ParkedFigures[];
  /** Codes and invitations, of the last two days; absent where identity is away. */
  readonly mails: MailFigures | undefined;
}

/** How an edition's vote and its mails do: totals over all categories, and no standing. */
export interface EditionWatched {
  /** Absent until the vote is prepared. */
  readonly health: VotingHealth | undefined;
  /** The second, running count: how far it has read the ledger, and the ballots that came by the hour. */
  readonly tally:
    | {
        readonly rows: number;
        readonly read: number;
        readonly differs: boolean;
        readonly hours: readonly { readonly hour: Date; readonly accepted: number }[];
      }
    | undefined;
  readonly notices: MailFigures | undefined;
  /** Services that could not be asked. */
  readonly away: readonly WatchedService[];
}

export interface Turn {
  readonly paused: boolean;
  readonly reason: string;
}

export interface ParkedList {
  readonly items: readonly ParkedKey[];
  /** Services that could not be asked. */
  readonly away: readonly WatchedService[];
}

/** How the platform does as a whole, and what may be done about it. */
export abstract class Watch {
  abstract read(visitor: Visitor): Promise<Watched>;
  /** Those whose service could be asked. */
  abstract switches(visitor: Visitor): Promise<readonly PauseSwitch[]>;
  abstract parked(visitor: Visitor): Promise<ParkedList>;
  /** Of one key, or of all; gives how many keys were asked for. */
  abstract replay(visitor: Visitor, service: WatchedService, key: string | undefined): Promise<Result<number, Refused>>;
  /** Proposes that a second person turns a switch; gives the place of the approval. */
  abstract proposeTurn(visitor: Visitor, name: SwitchName, turn: Turn): Promise<Result<string, Refused>>;
}

/** The same for one edition. */
export abstract class EditionWatch {
  abstract read(visitor: Visitor, editionId: string): Promise<EditionWatched>;
  /** Proposes that a second person pauses the saving of ballots, or lets it go on; gives the place of the approval. */
  abstract proposeTurn(visitor: Visitor, editionId: string, turn: Turn): Promise<Result<string, Refused>>;
}
