import { actionLines, categories, contestName } from './seeds/categories.js';
import { countries } from './seeds/countries.js';
import { gdcObjectives } from './seeds/gdc-objectives.js';
import { regions, type RegionCode } from './seeds/regions.js';
import { sdgs } from './seeds/sdgs.js';
import { stakeholderTypes } from './seeds/stakeholder-types.js';
import { wsisSdgMatrix, wsisSdgMatrixToConfirm } from './seeds/wsis-sdg-matrix.js';

/** What a project of no single country answers for its country; also its region. */
export const INTERNATIONAL = 'INT';

/** Facts that do not belong to one edition. */
export const referenceData = {
  contestName,
  actionLines,
  categories,
  countries,
  regions,
  sdgs,
  stakeholderTypes,
  gdcObjectives,
  wsisSdgMatrix,
  wsisSdgMatrixToConfirm,
} as const;

const countryByCode = new Map(countries.map((each) => [each.code, each]));

/** Whether a text is an ISO 3166-1 alpha-2 code in upper case. */
export function isCountryCode(code: unknown): code is string {
  return typeof code === 'string' && countryByCode.has(code);
}

/** The ITU region of a country code; INT for `INT`; null for an unknown code or a territory without a region. */
export function regionOf(code: string): RegionCode | null {
  return code === INTERNATIONAL ? 'INT' : (countryByCode.get(code)?.region ?? null);
}
