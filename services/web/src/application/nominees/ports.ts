import type { Language, Result } from '@wsis/kernel';
import type { NomineeFilterName, NomineeSearch } from '../../domain/nominee-search.js';
import type { Nominee, Page } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** How many nominees each value of a filter would leave, the other filters kept as they are. */
export type NomineeCounts = Readonly<Record<NomineeFilterName, ReadonlyMap<string, number>>>;

/** The picture that goes along when a nominee's address is shared. */
export interface SharePicture {
  /** Begins with a slash: our own. */
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

/** What a nominee's page may break, in the words of the service that takes the reports. */
export const BREACH_REASONS = [
  'votes-bought',
  'votes-by-others',
  'untrue-statements',
  'not-the-owner',
  'offensive-content',
  'personal-data',
  'other',
] as const;
export const BREACH_REPORT_CHARACTERS = 2_000;

export interface BreachReport {
  readonly reason: string;
  readonly words: string;
  readonly language: Language;
}

/** What everybody may read of the nominees. Before their release there is no list: undefined. */
export abstract class NomineeReads {
  /** One page of the list; undefined too where the cursor names no place in it. */
  abstract list(
    editionId: string,
    search: NomineeSearch,
    language: Language,
    cursor: string | undefined,
  ): Promise<Page<Nominee> | undefined>;
  abstract counts(editionId: string, search: NomineeSearch): Promise<NomineeCounts | undefined>;
  abstract nominee(nomineeId: string): Promise<Nominee | undefined>;
  /** Undefined too while pictures cannot be had: a page does without one. */
  abstract sharePicture(nomineeId: string, language: Language): Promise<SharePicture | undefined>;
  abstract report(visitor: Visitor, nomineeId: string, report: BreachReport): Promise<Result<unknown, Refused>>;
}
