import { isLanguage } from '@wsis/kernel';

const LONGEST = 500;

/**
 * The page to go back to after a detour, if it is one of ours: a path that begins with a language.
 * Anything else, above all an address of another site, is none.
 */
export function returnPath(wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted.length > LONGEST || !/^\/[a-z]{2}(?:[/?]|$)/.test(wanted)) return undefined;
  // Browsers read a backslash as a slash, and drop line breaks and tabs.
  if (/[\\\p{Cc}]/u.test(wanted) || wanted.includes('//')) return undefined;
  return isLanguage(wanted.slice(1, 3)) ? wanted : undefined;
}
