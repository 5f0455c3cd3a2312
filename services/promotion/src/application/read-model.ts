import type { Language } from '@wsis/kernel';
import type { Honour } from '../domain/honour.js';
import type { ReleaseKind } from '../domain/release.js';
import type { SharedNominee } from '../domain/share-picture.js';

export interface PublicRelease {
  readonly kind: ReleaseKind;
  readonly publishedAt: Date;
}

/** A release as the secretariat sees it, staged or published. */
export interface StaffRelease {
  readonly releaseId: string;
  readonly kind: ReleaseKind;
  readonly state: 'staged' | 'published';
  readonly publishAt: Date;
  readonly publishedAt: Date | null;
}

export interface PublicNominee {
  readonly nomineeId: string;
  readonly number: number;
  readonly category: string;
  readonly organisationName: string;
  readonly country: string;
  readonly region: string;
  readonly stakeholderType: string;
  readonly sdgs: readonly number[];
  readonly texts: Readonly<
    Record<string, { readonly title: string; readonly shortDescription: string; readonly state: string }>
  >;
  readonly website: string;
  readonly generated: boolean;
}

/** An honoured project; `withdrawn` when it left the contest after it was honoured. */
export interface HonouredNominee extends PublicNominee {
  readonly withdrawn: boolean;
}

export interface ChampionsOfCategory {
  readonly category: string;
  readonly entries: readonly (HonouredNominee & { readonly rank: number; readonly tieRule: string })[];
}

export interface ResultOfCategory {
  readonly category: string;
  readonly outcome: 'winner' | 'no-winner';
  readonly winner: HonouredNominee | null;
  readonly specialRecognition: readonly HonouredNominee[];
  readonly statement: string;
}

export interface NomineeQuery {
  readonly category: string | undefined;
  /** The number of the last nominee of the page before. */
  readonly after: number;
  readonly limit: number;
}

/** What of an edition is public at this instant; what is not released is not in it, not even as an empty list. */
export interface PublicResults {
  readonly edition: { readonly id: string; readonly name: string; readonly year: number };
  readonly released: readonly PublicRelease[];
  readonly nominees?: { readonly items: readonly PublicNominee[]; readonly nextAfter: number | null };
  readonly champions?: readonly ChampionsOfCategory[];
  readonly winners?: readonly ResultOfCategory[];
}

export interface PublicCertificate {
  readonly certificateId: string;
  readonly edition: string;
  readonly nomineeId: string;
  readonly honour: Honour;
  readonly language: Language;
  readonly title: string;
  readonly organisationName: string;
  readonly documentHash: string;
  readonly issuedAt: Date;
}

/** How many hold an honour that is public, and how many of their certificates are issued, by language. */
export interface CertificateFigures {
  readonly honour: Honour;
  readonly holders: number;
  readonly issued: Readonly<Partial<Record<Language, number>>>;
}

export interface PromotionScreens {
  /** Undefined when there is no such edition. */
  released(editionId: string): Promise<readonly PublicRelease[] | undefined>;
  staged(editionId: string): Promise<readonly StaffRelease[]>;
  /** What is public; with `preview`, as if that release had been published too. */
  results(editionId: string, query: NomineeQuery, preview?: ReleaseKind): Promise<PublicResults | undefined>;
  /** Undefined before the nominees are released, and once this one is withdrawn. */
  shared(nomineeId: string, language: Language): Promise<SharedNominee | undefined>;
  certificate(certificateId: string): Promise<PublicCertificate | undefined>;
  document(certificateId: string): Promise<{ readonly document: Buffer; readonly documentHash: string } | undefined>;
  certificateFigures(editionId: string): Promise<readonly CertificateFigures[]>;
  /** Certificates of one honour and language, by the number of the nominee. */
  documents(
    editionId: string,
    wanted: {
      readonly honour: Honour;
      readonly language: Language;
      readonly skip: number;
      readonly limit: number;
    },
  ): Promise<readonly { readonly number: number; readonly document: Buffer }[]>;
  certificates(
    editionId: string,
    query: { readonly after: string | undefined; readonly limit: number },
  ): Promise<readonly PublicCertificate[]>;
}
