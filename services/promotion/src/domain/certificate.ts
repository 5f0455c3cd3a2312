import type { Language } from '@wsis/kernel';
import type { Honour } from './honour.js';

/** A project's title in one language, and where the text comes from. */
export interface TitleText {
  readonly language: string;
  readonly title: string;
  readonly state: string;
}

/** A project with the honour that a certificate states. */
export interface Holder {
  readonly nomineeId: string;
  readonly category: string;
  readonly organisationName: string;
  readonly country: string;
  readonly generated: boolean;
  readonly titles: readonly TitleText[];
}

/** Everything that is set on one certificate. */
export interface CertificateFacts {
  readonly certificateId: string;
  readonly language: Language;
  readonly honour: Honour;
  readonly editionName: string;
  readonly timeZone: string;
  readonly category: { readonly number: number; readonly code: string; readonly name: string };
  readonly title: string;
  readonly organisationName: string;
  readonly country: string;
  readonly generated: boolean;
  readonly issuedAt: Date;
  /** Where anybody can see that it is genuine. */
  readonly address: string;
}

/** The title that a certificate shows: in its language where a person wrote or checked it, else as the project was submitted. */
export function titleFor(titles: readonly TitleText[], language: Language): string {
  const own = titles.find((text) => text.language === language && text.state !== 'machine-draft' && text.title !== '');
  const original = titles.find((text) => text.state === 'original' && text.title !== '');
  const any = titles.find((text) => text.title !== '');
  return (own ?? original ?? any)?.title ?? '';
}
