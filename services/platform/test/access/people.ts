import * as who from './cast.js';

export const AUTHORS = [who.SUBMITTER, who.COLLEAGUE, who.SCREENER_OF_ORGANISATION];
export const MADE_FROM_AN_OLD_VERSION = { headers: { 'if-match': '"99"' } };
export const SECRETARIATS = [
  who.SECRETARIAT,
  who.SECOND_SECRETARIAT,
  who.JUDGING_SECRETARIAT,
  'secretariat with an old second factor',
];
export const REVIEWERS = [...SECRETARIATS, who.SCREENER, who.SCREENER_STEPPED_BACK, who.AUDITOR];
export const JUDGES = [
  who.CHAIR,
  who.OTHER_CHAIR,
  'panel-chair with an old second factor',
  who.EXPERT,
  who.CONFLICTED_EXPERT,
  who.OTHER_EXPERT,
  who.FREE_EXPERT,
];
