import { err, exhaustive, ok, type Result } from '@wsis/kernel';
import type { PromotionError } from './promotion-error.js';

export const RELEASE_KINDS = ['nominees', 'champions', 'winners'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** How far an edition is, as far as a release depends on it. */
export interface Progress {
  /** The list is frozen and every nominee of it is known here. */
  readonly listComplete: boolean;
  readonly tallyCertified: boolean;
  /** Categories that have at least one Champion who is still in the contest. */
  readonly categoriesWithChampions: readonly string[];
  readonly decidedCategories: readonly string[];
}

/** Tells whether there is anything certified behind a release; names what is lacking. */
export function readyFor(kind: ReleaseKind, progress: Progress): Result<void, PromotionError> {
  const lacks = (
    lacking: 'nominee-list-frozen' | 'tally-certified' | 'decisions-certified',
    categories: readonly string[],
  ) => err({ code: 'PROMOTION.NOT_READY', kind, lacking, categories } as const);
  switch (kind) {
    case 'nominees':
      return progress.listComplete ? ok(undefined) : lacks('nominee-list-frozen', []);
    case 'champions':
      return progress.tallyCertified ? ok(undefined) : lacks('tally-certified', []);
    case 'winners': {
      if (!progress.tallyCertified) return lacks('tally-certified', []);
      const decided = new Set(progress.decidedCategories);
      const open = progress.categoriesWithChampions.filter((category) => !decided.has(category));
      return open.length === 0 ? ok(undefined) : lacks('decisions-certified', [...open].sort());
    }
    default:
      return exhaustive(kind);
  }
}
