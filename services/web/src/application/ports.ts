import type { Language } from '@wsis/kernel';
import type { PhaseOnClock } from '../domain/contest-clock.js';
import type { ProjectText } from '../domain/shown-text.js';

export interface Edition {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly timeZone: string;
}

export interface Calendar {
  readonly timeZone: string;
  /** The database's clock, which decides. */
  readonly now: Date;
  readonly phases: readonly PhaseOnClock[];
}

export interface Category {
  readonly code: string;
  readonly number: number;
  /** The action line of the Geneva Plan of Action that it stands for, as C7; several categories share C7. */
  readonly actionLine: string;
  readonly names: Readonly<Partial<Record<Language, string>>>;
}

/** One size of a picture, stored under the hash of its bytes. */
export interface PictureVariant {
  readonly file: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** A picture with its descriptions, for those who cannot see it. */
export interface Picture {
  readonly descriptions: readonly (readonly [Language, string])[];
  /** From the narrowest to the widest; at least one. */
  readonly variants: readonly PictureVariant[];
}

export interface Nominee {
  readonly id: string;
  readonly editionId: string;
  readonly number: number;
  readonly category: string;
  readonly organisation: string;
  /** ISO 3166-1 alpha-2, or INT for a project of no single country. */
  readonly country: string;
  readonly stakeholderType: string;
  readonly sdgs: readonly number[];
  readonly texts: readonly ProjectText[];
  readonly website: string | undefined;
  /** A made-up entry of a demonstration. */
  readonly generated: boolean;
  readonly withdrawn: boolean;
  /** In the words and the language of who withdrew it. */
  readonly withdrawalReason: string | undefined;
  /** None where it is one of a list. */
  readonly pictures: readonly Picture[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | undefined;
}

export interface HonouredProject {
  readonly nomineeId: string;
  /** On the ballot. */
  readonly number: number;
  readonly organisation: string;
  readonly country: string;
  readonly texts: readonly ProjectText[];
  readonly generated: boolean;
  readonly withdrawn: boolean;
}

export interface ChampionsOfCategory {
  readonly category: string;
  readonly projects: readonly HonouredProject[];
}

export interface DecisionOfCategory {
  readonly category: string;
  /** Absent where the panel chose none. */
  readonly winner: HonouredProject | undefined;
  readonly specialRecognition: readonly HonouredProject[];
  /** The panel's own words; may be empty. */
  readonly statement: string;
}

/** What is public of an edition's results; a part that is not released is absent. */
export interface Results {
  readonly champions: { readonly publishedAt: Date; readonly categories: readonly ChampionsOfCategory[] } | undefined;
  readonly winners: { readonly publishedAt: Date; readonly categories: readonly DecisionOfCategory[] } | undefined;
}

/** The certified votes of a category: all together, and by the number of each nominee. */
export interface VotesOfCategory {
  readonly together: number;
  readonly byNumber: ReadonlyMap<number, number>;
}

/** The public figures of a vote: counts of ballots, never of choices. */
export interface VotingHealth {
  readonly state: 'not-open' | 'open' | 'paused' | 'closed';
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
  /** Ballots saved so far, each version of a ballot counted. */
  readonly accepted: number | undefined;
  /** Rows of the ledger so far: ballots and everything else that is written down. */
  readonly ledgerRows: number | undefined;
  /** What the process that answered sees at its own door: how long saves wait, and why some were refused. */
  readonly door: {
    readonly waiting: number;
    readonly oldestWaitingMs: number;
    readonly lastBatch: { readonly size: number; readonly milliseconds: number };
    /** By the code of the refusal. */
    readonly refusals: readonly (readonly [code: string, count: number])[];
  };
  /** The balance of ballots in rows; known after the close. */
  readonly balance:
    | {
        readonly accepted: number;
        readonly counted: number;
        readonly superseded: number;
        readonly incomplete: number;
        readonly removed: number;
        readonly underReview: number;
      }
    | undefined;
}

/** A part of the platform could not be asked: the reader may try again. */
export class PartAway extends Error {
  constructor(
    readonly part: string,
    /** Why, as the part told it itself. */
    readonly code = 'HTTP.UNAVAILABLE',
  ) {
    super(`${part} could not be reached: ${code}`);
  }
}

/** What the pages read of the contest. A thing that does not exist is undefined; a part that is away throws `PartAway`. */
export abstract class ContestReads {
  abstract editions(): Promise<readonly Edition[]>;
  abstract edition(editionId: string): Promise<Edition | undefined>;
  abstract calendar(editionId: string): Promise<Calendar | undefined>;
  abstract categories(editionId: string): Promise<readonly Category[]>;
  abstract results(editionId: string): Promise<Results>;
  /** By category, where they are released and the rules publish them; none while voting is away. */
  abstract votes(editionId: string): Promise<ReadonlyMap<string, VotesOfCategory>>;
  abstract health(editionId: string): Promise<VotingHealth | undefined>;
}
