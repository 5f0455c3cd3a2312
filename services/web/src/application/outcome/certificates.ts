import type { Language, Result } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export const HONOURS = ['nominee', 'champion', 'winner', 'special-recognition'] as const;
export type Honour = (typeof HONOURS)[number];

/** How many hold an honour that is public, and how many of their certificates are issued. */
export interface CertificateFigures {
  readonly honour: Honour;
  readonly holders: number;
  readonly issued: ReadonlyMap<Language, number>;
}

/** The certificates of an edition. */
export abstract class Certificates {
  /** With how many documents stand in one file at most. */
  abstract figures(
    visitor: Visitor,
    editionId: string,
  ): Promise<{ readonly items: readonly CertificateFigures[]; readonly aFile: number }>;
  /** Begins the job that issues what is missing; gives its id. */
  abstract begin(
    visitor: Visitor,
    editionId: string,
    wanted: { readonly honour: string; readonly languages: readonly string[] },
  ): Promise<Result<string, Refused>>;
  /** So many documents of one honour and language in one file, from part 1 on. */
  abstract file(
    visitor: Visitor,
    editionId: string,
    wanted: { readonly honour: Honour; readonly language: Language; readonly part: number },
  ): Promise<{ readonly type: string; readonly bytes: Buffer } | undefined>;
}
