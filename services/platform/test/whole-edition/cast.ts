import type { Browser } from 'playwright-core';
import type { WholePlatform } from '../whole-platform.js';
import { Person, type Traits } from './person.js';

export const LAST_YEAR = { id: 'essai-2098', name: 'Prix d’essai 2098', year: '2098' };
export const EDITION = { id: 'essai-2099', name: 'Prix d’essai 2099', year: '2099' };
export const ORGANISATION = 'École ouverte de Dakar';
/** What the submissions of the play are called; nobody else has any. */
export const PROJECTS = {
  classes: 'Classes du fleuve',
  library: 'Bibliothèque sans murs',
  villages: 'شبكة القرى',
  archive: 'مكتبة مفتوحة',
  radio: 'Radio des rives',
} as const;

/** Everybody of the play, each with a session and a browser of their own; half of them without scripts. */
export function castOf(platform: WholePlatform, browser: Browser) {
  const [first, second] = platform.secretariat;
  if (first === undefined || second === undefined) throw new Error('The secretariat is missing');
  const person = (traits: Traits) => new Person(platform, browser, traits);
  return {
    secretary: person({ ...first, language: 'fr' }),
    colleague: person({ ...second, language: 'ar', scripts: true }),
    simone: person({ email: 'simone@ecole.example', name: 'Simone Diop', language: 'fr', scripts: true }),
    tarek: person({ email: 'tarek@ecole.example', name: 'طارق منصور', language: 'ar' }),
    farida: person({ email: 'farida@jury.example', name: 'Farida Benali', language: 'fr' }),
    hadi: person({ email: 'hadi@jury.example', name: 'هادي سالم', language: 'ar', scripts: true }),
    nour: person({ email: 'nour@langues.example', name: 'نور حداد', language: 'ar', scripts: true }),
    karim: person({ email: 'karim@jury.example', name: 'كريم عبد الله', language: 'ar', phone: true }),
    lucie: person({ email: 'lucie@jury.example', name: 'Lucie Martin', language: 'fr', scripts: true }),
    odile: person({ email: 'odile@audit.example', name: 'Odile Petit', language: 'fr' }),
    maha: person({ email: 'maha@public.example', language: 'ar', phone: true }),
    paul: person({ email: 'paul@public.example', language: 'fr', scripts: true, phone: true }),
  };
}

export type Cast = ReturnType<typeof castOf>;

/** The second person reads what waits, and agrees to it: nothing of weight happens by one person alone. */
export async function agree({ colleague }: Cast, about: RegExp): Promise<void> {
  await colleague.desk('الموافقات', about);
  await colleague.follow('الموافقة والتنفيذ');
  await colleague.press('الموافقة والتنفيذ');
  await colleague.sees('تمت الموافقة والتنفيذ');
}
