import type { ReleaseKind } from './release.js';

export const HONOURS = ['nominee', 'champion', 'winner', 'special-recognition'] as const;
export type Honour = (typeof HONOURS)[number];

/** Which release makes an honour public. */
export const RELEASE_OF_HONOUR = {
  nominee: 'nominees',
  champion: 'champions',
  winner: 'winners',
  'special-recognition': 'winners',
} as const satisfies Record<Honour, ReleaseKind>;
