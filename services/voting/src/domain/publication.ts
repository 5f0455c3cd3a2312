import type { TotalsPublication } from '@wsis/rule-book';
import { exhaustive } from '@wsis/kernel';

/** Tells whether the rule book makes the numbers of votes public, given what has been released. */
export function totalsArePublic(publication: TotalsPublication, released: readonly string[]): boolean {
  switch (publication) {
    case 'never':
      return false;
    case 'after-certification':
      return released.includes('champions');
    case 'after-winners':
      return released.includes('winners');
    default:
      return exhaustive(publication);
  }
}
