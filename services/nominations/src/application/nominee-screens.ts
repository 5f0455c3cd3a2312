import type { Language } from '@wsis/kernel';
import type { Picture } from '../domain/picture.js';
import type { Values } from '../domain/submission.js';
import type { Nominee, NomineeText } from './ports.js';
import type { ListPage, Place } from './screens.js';

/** A nominee as everybody sees it in a list: no account, no contact. */
export type NomineeLine = Omit<Nominee, 'editionId' | 'submissionId' | 'submitterAccountId' | 'organisationId'> & {
  readonly edition: string;
  readonly withdrawalReason: string | null;
};

/** A nominee on its own page. Each text says its language, and whether its author, a machine or a checked translator wrote it. */
export type NomineeView = Omit<NomineeLine, 'texts'> & {
  readonly texts: readonly (NomineeText & { readonly answers: Values })[];
  readonly answers: Values;
  readonly pictures: readonly Picture[];
};

export interface NomineeListState {
  readonly frozen: boolean;
  /** Whether everybody may see the list: it is embargoed until promotion releases it. */
  readonly released: boolean;
  readonly listVersion: number;
  readonly listHash: string | null;
  readonly nomineeCount: number;
}

/** Which nominees are asked for; what is absent does not narrow the list. */
export interface NomineeFilter {
  readonly editionId: string;
  readonly category?: string;
  readonly country?: string;
  readonly region?: string;
  readonly sdg?: number;
  readonly stakeholderType?: string;
  /** What somebody typed, in any script. */
  readonly query?: string;
}

/** How the nominees found are shown. */
export interface NomineeArrangement {
  /** One of the random orders; by number where it is absent. */
  readonly order?: number;
  /** Only the text in this language, and the original; all texts where it is absent. */
  readonly language?: Language;
}

/** A page, with the version of the list that it was read from. */
export interface NomineePage extends ListPage<NomineeLine> {
  readonly listVersion: number;
}

/** How many nominees each value of a filter would leave, the other filters kept as they are. */
export interface NomineeCounts {
  readonly listVersion: number;
  readonly counts: Readonly<
    Record<'category' | 'country' | 'region' | 'sdg' | 'stakeholderType', Readonly<Record<string, number>>>
  >;
}

/** Whose list a picture is on, and whether everybody may see that list. */
export interface PictureOwner {
  readonly edition: string;
  readonly released: boolean;
}

/** What everybody may see of the list of nominees. */
export abstract class NomineeScreens {
  abstract list(editionId: string): Promise<NomineeListState | undefined>;
  abstract nominees(
    filter: NomineeFilter,
    arrangement: NomineeArrangement,
    after: Place | undefined,
    limit: number,
  ): Promise<NomineePage>;
  abstract counts(filter: NomineeFilter): Promise<NomineeCounts>;
  /** One nominee, with the version of the list that it was read from. */
  abstract nominee(id: string): Promise<{ readonly nominee: NomineeView; readonly listVersion: number } | undefined>;
  /** Undefined where the nominee does not show this file on its page. */
  abstract picture(nomineeId: string, file: string): Promise<PictureOwner | undefined>;
}
