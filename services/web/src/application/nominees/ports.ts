import type { Language } from '@wsis/kernel';
import type { NomineeFilterName, NomineeSearch } from '../../domain/nominee-search.js';
import type { Nominee, Page } from '../ports.js';

/** How many nominees each value of a filter would leave, the other filters kept as they are. */
export type NomineeCounts = Readonly<Record<NomineeFilterName, ReadonlyMap<string, number>>>;

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
}
