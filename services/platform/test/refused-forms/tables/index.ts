import type { BadInput } from '../row.js';
import { ANYBODY } from './anybody.js';
import { NOMINATOR } from './nominator.js';
import { READERS } from './readers.js';
import { DECIDING, PEOPLE, PREPARING } from './secretariat.js';

/** Every bad input of the contest, form by form. */
export const BAD_INPUTS: readonly BadInput[] = [
  ...NOMINATOR,
  ...ANYBODY,
  ...PREPARING,
  ...PEOPLE,
  ...DECIDING,
  ...READERS,
];
