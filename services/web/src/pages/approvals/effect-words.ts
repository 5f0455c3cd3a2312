import { formatInstant, formatList, hasMessage, languageName, translate, translateLoosely } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import type { Effect } from '../../application/approvals/ports.js';
import type { Edition } from '../../application/ports.js';

/** Parameters that hold a code, and the messages that name it. */
const NAMES: Readonly<Record<string, string>> = {
  phase: 'phase',
  role: 'role',
  kind: 'web.release',
  release: 'web.release',
  category: 'category',
};
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What a proposal would do, in the reader's words: codes become names, instants are those of the edition's zone. */
export function effectInWords(language: Language, { key, params }: Effect, editions: readonly Edition[]): string {
  const edition = editions.find(({ id }) => id === params['edition']);
  const named = (of: string, code: string) => (hasMessage(of) ? translateLoosely(language, of) : code);
  const inWords = (name: string, value: string | number): string | number => {
    if (typeof value === 'number') return value;
    if (name === 'edition') {
      return value === '*' ? translate(language, 'web.approvals.allEditions') : (edition?.name ?? value);
    }
    if (name === 'level') return value.replaceAll('-', '_');
    if (name === 'categories' && value === 'all') return value;
    if (name === 'languages')
      return listed(language, value, (code) => (isLanguage(code) ? languageName(language, code) : code));
    if (name === 'categories') return listed(language, value, (code) => named(`category.${code}`, code));
    if (INSTANT.test(value)) return formatInstant(language, new Date(value), edition?.timeZone ?? 'UTC');
    return named(`${NAMES[name] ?? ''}.${value}`, value);
  };
  const told = Object.entries(params).map(([name, value]) => [name, inWords(name, value)] as const);
  return hasMessage(key) ? translateLoosely(language, key, Object.fromEntries(told)) : key.replace(/^approval\./, '');
}

/** Codes with a comma between them. */
function listed(language: Language, codes: string, nameOf: (code: string) => string): string {
  return formatList(language, codes.split(',').map(nameOf));
}
