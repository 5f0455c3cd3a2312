import type { Language } from '@wsis/kernel';
import { direction, withoutBidiControls } from './bidi.js';
import { formatInstant } from './formatting.js';
import { Markup, markup } from './markup.js';
import { hasMessage, translate, translateLoosely, type LooseParams } from './translate.js';

/** What each kind of mail needs. Instants come with the edition's time zone; categories and roles by their code. */
export interface MailParams {
  readonly signInCode: { readonly code: string; readonly minutes: number };
  readonly invitation: { readonly edition: string; readonly role: string; readonly link: string };
  readonly organisationInvitation: { readonly name: string; readonly link: string };
  readonly secondFactorReset: { readonly link: string };
  readonly submissionReceived: Project & { readonly category: string; readonly link: string };
  readonly submissionNominated: Project & { readonly category: string; readonly link: string };
  readonly submissionDeclined: Project & { readonly reason: string };
  readonly submissionReturned: Project & { readonly reason: string; readonly link: string };
  readonly voteOpened: {
    readonly edition: string;
    readonly closesAt: Date;
    readonly timeZone: string;
    readonly link: string;
    readonly stopLink?: string;
  };
  readonly ballotReminder: {
    readonly edition: string;
    readonly closesAt: Date;
    readonly timeZone: string;
    readonly link: string;
    readonly stopLink?: string;
  };
  readonly voteExtended: {
    readonly edition: string;
    readonly beforeAt: Date;
    readonly closesAt: Date;
    readonly timeZone: string;
    readonly reason: string;
    readonly link: string;
  };
  readonly ballotSaved: {
    readonly edition: string;
    readonly version: number;
    readonly savedAt: Date;
    readonly timeZone: string;
    readonly link: string;
  };
  readonly champion: Project & { readonly category: string; readonly link: string };
  readonly winnersReleased: { readonly edition: string; readonly link: string; readonly stopLink?: string };
  readonly panelAssignment: {
    readonly edition: string;
    readonly category: string;
    readonly closesAt: Date;
    readonly timeZone: string;
    readonly link: string;
  };
  readonly approvalWaiting: {
    readonly summary: string;
    readonly expiresAt: Date;
    readonly timeZone: string;
    readonly link: string;
  };
}

interface Project {
  readonly project: string;
  readonly edition: string;
}

export type MailKind = keyof MailParams;

/** Every kind of mail, for the tests that try each in each language. */
export const MAIL_KINDS: readonly MailKind[] = [
  'signInCode',
  'invitation',
  'organisationInvitation',
  'secondFactorReset',
  'submissionReceived',
  'submissionNominated',
  'submissionDeclined',
  'submissionReturned',
  'voteOpened',
  'ballotReminder',
  'voteExtended',
  'ballotSaved',
  'champion',
  'winnersReleased',
  'panelAssignment',
  'approvalWaiting',
];

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  /** A whole HTML page with `lang` and `dir`; every inserted text is escaped. */
  readonly html: string;
}

const LONGEST_SUBJECT = 180;

/**
 * Writes one mail in one language, as plain text and as HTML.
 * Codes and links stand alone on their lines and are never wrapped in direction marks, so that they can be copied.
 * A link that is not http or https throws.
 */
export function renderMail<K extends MailKind>(language: Language, kind: K, params: MailParams[K]): RenderedMail {
  const given = params as Readonly<Record<string, string | number | Date>>;
  const words = wordsOf(language, given);
  const subject = oneLine(translateLoosely(language, `mail.${kind}.subject`, words));
  const paragraphs = translateLoosely(language, `mail.${kind}.body`, words).split('\n\n');
  const after = hasMessage(`mail.${kind}.after`) ? [translateLoosely(language, `mail.${kind}.after`, words)] : [];
  const code = typeof given.code === 'string' ? given.code : undefined;
  const reason = typeof given.reason === 'string' ? withoutBidiControls(given.reason) : undefined;
  const link = typeof given.link === 'string' ? webAddress(given.link) : undefined;
  const label = link === undefined ? '' : translateLoosely(language, `mail.${kind}.link`, words);
  const stopLink = typeof given.stopLink === 'string' ? webAddress(given.stopLink) : undefined;
  const stopLabel = stopLink === undefined ? '' : translate(language, 'mail.stop');
  const reasonLabel = translate(language, 'mail.reason');
  const footer = translate(language, 'mail.footer');

  const text = [
    ...paragraphs,
    ...(code === undefined ? [] : [code]),
    ...(reason === undefined ? [] : [`${reasonLabel}\n${reason}`]),
    ...(link === undefined ? [] : [`${label}\n${link}`]),
    ...after,
    ...(stopLink === undefined ? [] : [`${stopLabel}\n${stopLink}`]),
    `-- \n${footer}`,
  ].join('\n\n');

  const blocks: Markup[] = [
    ...paragraphs.map((paragraph) => markup`<p>${paragraph}</p>\n`),
    ...(code === undefined
      ? []
      : [markup`<p dir="ltr" style="font:bold 1.6em monospace;letter-spacing:.15em;text-align:center">${code}</p>\n`]),
    ...(reason === undefined
      ? []
      : [markup`<p>${reasonLabel}</p>\n<blockquote dir="auto" style="white-space:pre-wrap">${reason}</blockquote>\n`]),
    ...(link === undefined ? [] : [markup`<p><a href="${link}">${label}</a><br><bdi dir="ltr">${link}</bdi></p>\n`]),
    ...after.map((paragraph) => markup`<p>${paragraph}</p>\n`),
    ...(stopLink === undefined ? [] : [markup`<p><small><a href="${stopLink}">${stopLabel}</a></small></p>\n`]),
    markup`<hr>\n<p><small>${footer}</small></p>\n`,
  ];
  const html = markup`<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="font-family:sans-serif;line-height:1.5;max-inline-size:40em;margin:1em auto;padding:0 1em">
${blocks}</body>
</html>
`;
  return { subject, text: `${text}\n`, html: html.text };
}

/** Turns instants and codes into words of the language; everything else stays. */
function wordsOf(language: Language, given: Readonly<Record<string, string | number | Date>>): LooseParams {
  const words: Record<string, string | number> = {};
  const timeZone = typeof given.timeZone === 'string' ? given.timeZone : 'UTC';
  for (const [name, value] of Object.entries(given)) {
    if (value instanceof Date) {
      const bare = name.replace(/At$/, '');
      words[bare] = formatInstant(language, value, timeZone);
      words[`${bare}Utc`] = formatInstant(language, value, 'UTC');
    } else {
      words[name] = typeof value === 'string' ? oneLine(value) : value;
    }
  }
  for (const kind of ['category', 'role']) {
    const key = `${kind}.${String(given[kind])}`;
    if (hasMessage(key)) words[kind] = translateLoosely(language, key);
  }
  return words;
}

function oneLine(text: string): string {
  // A header may hold no line break, and nothing invisible.
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return flat.length > LONGEST_SUBJECT ? `${Array.from(flat).slice(0, LONGEST_SUBJECT).join('')}…` : flat;
}

function webAddress(link: string): string {
  const { protocol, href } = new URL(link);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('A mail links to http and https only');
  return href;
}
