import type { ApprovalActor, ProposalRefusal } from '@wsis/approval';
import type { Language, Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { CertificateFacts, Holder } from '../domain/certificate.js';
import type { Honour } from '../domain/honour.js';
import type { Progress, ReleaseKind } from '../domain/release.js';
import type { SharedNominee } from '../domain/share-picture.js';

/** One transaction around a command. */
export interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** An edition as certificates name it. */
export interface PromotedEdition {
  readonly editionId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly categories: readonly {
    readonly code: string;
    readonly number: number;
    readonly names: Readonly<Record<Language, { readonly text: string }>>;
  }[];
}

export interface EditionStore {
  find(tx: Tx, editionId: string): Promise<PromotedEdition | undefined>;
  progress(tx: Tx, editionId: string): Promise<Progress>;
  /** A nominee with the honour, if it holds it and is still in the contest. */
  holder(tx: Tx, editionId: string, honour: Honour, nomineeId: string): Promise<Holder | undefined>;
}

export interface PublishedRelease {
  readonly releaseId: string;
  readonly kind: ReleaseKind;
  readonly publishedAt: Date;
  /** First, second or third of its edition. */
  readonly version: number;
}

export interface ReleaseStore {
  isPublished(tx: Tx, editionId: string, kind: ReleaseKind): Promise<boolean>;
  /** Stages a release, or moves a staged one to another instant. False when it is published. */
  stage(
    tx: Tx,
    release: { releaseId: string; editionId: string; kind: ReleaseKind; publishAt: Date; approvalId: string },
  ): Promise<boolean>;
  /** Editions with a release whose instant has come, by the database's clock. */
  due(limit: number): Promise<readonly string[]>;
  /** Publishes what is due of one edition. A second worker waits for the lock and then finds nothing. */
  publishDue(tx: Tx, editionId: string): Promise<readonly PublishedRelease[]>;
}

export interface CertificateKey {
  readonly nomineeId: string;
  readonly honour: Honour;
  readonly language: Language;
}

/** A certificate to print. */
export interface CertificateOrder {
  readonly holder: Holder;
  readonly language: Language;
}

export interface IssuedCertificate extends CertificateKey {
  readonly certificateId: string;
  readonly editionId: string;
  readonly documentHash: string;
  readonly document: Uint8Array;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly facts: CertificateFacts;
}

export interface CertificateStore {
  now(tx: Tx): Promise<Date>;
  find(tx: Tx, key: CertificateKey): Promise<string | undefined>;
  /** The first certificates of all holders of an honour that nobody has issued yet, and how many there are in all. */
  missing(
    tx: Tx,
    wanted: {
      readonly editionId: string;
      readonly honour: Honour;
      readonly languages: readonly Language[];
      readonly limit: number;
    },
  ): Promise<{ readonly orders: readonly CertificateOrder[]; readonly total: number }>;
  /** Stores what nobody issued in the meantime and gives back their ids. */
  add(tx: Tx, certificates: readonly IssuedCertificate[]): Promise<ReadonlySet<string>>;
}

/** Sets a certificate as PDF. The same facts give the same bytes. */
export interface CertificatePress {
  print(facts: CertificateFacts): { readonly document: Uint8Array; readonly documentHash: string };
}

/** Where the facts of the promotion become events; called last in a transaction. */
export interface Announcements {
  released(tx: Tx, editionId: string, releases: readonly PublishedRelease[]): Promise<void>;
  certificatesIssued(tx: Tx, certificates: readonly IssuedCertificate[]): Promise<void>;
}

/** Begins long work that the worker does step by step. */
export interface LongWork {
  begin(
    tx: Tx,
    job: {
      readonly kind: string;
      readonly editionId: string;
      readonly params: unknown;
      readonly total: number;
      readonly startedBy: string;
    },
  ): Promise<string>;
}

/** Asks for a look at what is due, at an instant. */
export interface Alarm {
  at(due: Date): void;
}

/** Two persons for one command. */
export interface Proposals {
  propose(
    tx: Tx,
    proposal: {
      readonly kind: 'promotion.publish-release';
      readonly editionId: string;
      readonly payload: unknown;
      readonly proposedBy: ApprovalActor;
      readonly summary: unknown;
    },
  ): Promise<Result<string, ProposalRefusal>>;
}

export type { ApprovalActor as Proposer, ProposalRefusal };

/** Paints the picture that is shown where somebody shares a nominee's page. */
export abstract class SharePainter {
  /** A PNG of 1200 x 630; undefined when too many wait for theirs. */
  abstract paint(shared: SharedNominee, language: Language): Promise<Uint8Array | undefined>;
}
