import type { ReleaseKind } from './release.js';
import type { Honour } from './honour.js';

/** Something that a release needs and that is not there. */
export type Lacking = 'nominee-list-frozen' | 'tally-certified' | 'decisions-certified';

/** Everything that promotion refuses, by code. */
export type PromotionError =
  | { readonly code: 'PROMOTION.EDITION_UNKNOWN'; readonly edition: string }
  | {
      readonly code: 'PROMOTION.NOT_READY';
      readonly kind: ReleaseKind;
      readonly lacking: Lacking;
      readonly categories: readonly string[];
    }
  | { readonly code: 'PROMOTION.ALREADY_RELEASED'; readonly kind: ReleaseKind }
  | { readonly code: 'PROMOTION.EMBARGOED'; readonly kind: ReleaseKind }
  | { readonly code: 'PROMOTION.HONOUR_NOT_HELD'; readonly honour: Honour; readonly nominee: string }
  | { readonly code: 'PROMOTION.NOT_SHARED' }
  | { readonly code: 'PROMOTION.PICTURES_BUSY' }
  | { readonly code: 'PROMOTION.CERTIFICATE_UNKNOWN' };
