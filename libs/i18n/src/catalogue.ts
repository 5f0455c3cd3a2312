import { readFileSync } from 'node:fs';
import type { Language } from '@wsis/kernel';

/** The files of a catalogue; each key lives in the file that its first word names. */
export const AREAS = ['problems', 'mails', 'web', 'certificates', 'terms'] as const;

export type Area = (typeof AREAS)[number];

export interface CheckMark {
  /** True once a native reader has read every message of the file. */
  readonly checked: boolean;
  /** SHA-256 of the file that was read: a later change makes the mark void. */
  readonly hash?: string;
  readonly by?: string;
  readonly on?: string;
}

export type Manifest = Readonly<Record<Language, Readonly<Record<Area, CheckMark>>>>;

const read = new Map<string, Readonly<Record<string, string>>>();
const loaded = new Map<Language, ReadonlyMap<string, string>>();

/** The text of one catalogue file, as it is stored. */
export function catalogueFile(language: Language, area: Area): string {
  return readFileSync(new URL(`./catalogues/${language}/${area}.json`, import.meta.url), 'utf8');
}

/** The messages of one catalogue file by key, in the order of the file; read once. */
export function messagesIn(language: Language, area: Area): Readonly<Record<string, string>> {
  const name = `${language}/${area}`;
  const before = read.get(name);
  if (before) return before;
  const messages = JSON.parse(catalogueFile(language, area)) as Record<string, string>;
  read.set(name, messages);
  return messages;
}

/** All messages of one language by key; read once. */
export function catalogueOf(language: Language): ReadonlyMap<string, string> {
  const before = loaded.get(language);
  if (before) return before;
  const messages = new Map<string, string>();
  for (const area of AREAS) {
    for (const [key, message] of Object.entries(messagesIn(language, area))) messages.set(key, message);
  }
  loaded.set(language, messages);
  return messages;
}

/** Which files a native reader has checked. */
export function manifest(): Manifest {
  return JSON.parse(readFileSync(new URL('./manifest.json', import.meta.url), 'utf8')) as Manifest;
}
