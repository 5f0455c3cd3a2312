import { createHash } from 'node:crypto';
import type { Language } from '@wsis/kernel';

/** What somebody needs who tells others of a nominee: the words, and where they lead. */
export interface SharedNominee {
  readonly nomineeId: string;
  readonly edition: { readonly id: string; readonly name: string };
  readonly number: number;
  readonly category: { readonly code: string; readonly number: number; readonly name: string };
  readonly title: string;
  /** The language of the title, and whether its author wrote it: in the language asked for where there is one. */
  readonly titleLanguage: string;
  readonly titleState: string;
  readonly organisationName: string;
  readonly country: string;
  readonly generated: boolean;
}

/** Changes with every word of the picture: an address that holds it never shows another picture. */
export function shareVersion(shared: SharedNominee, language: Language): string {
  return createHash('sha256')
    .update(JSON.stringify([LAYOUT, language, shared]))
    .digest('hex')
    .slice(0, 16);
}

/** Which drawing the words are set in. */
const LAYOUT = 'share picture v1';
