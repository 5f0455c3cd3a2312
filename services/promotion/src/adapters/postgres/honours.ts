import type { Honour } from '../../domain/honour.js';

/**
 * Nominee ids that hold an honour in edition `$1` and are still in the contest, as a column `nominee_id`.
 * In: `$1` the edition. Reads only.
 */
export const HOLDERS: Readonly<Record<Honour, string>> = {
  nominee: inContest(`SELECT n.nominee_id FROM promotion.nominees n WHERE n.edition_id = $1`),
  champion: inContest(`SELECT c.nominee_id FROM promotion.champions c WHERE c.edition_id = $1`),
  winner: inContest(
    `SELECT d.winner_nominee_id AS nominee_id FROM promotion.decisions d WHERE d.edition_id = $1 AND d.outcome = 'winner'`,
  ),
  'special-recognition': inContest(
    `SELECT s.nominee_id FROM promotion.decisions d, unnest(d.special_recognition) AS s (nominee_id) WHERE d.edition_id = $1`,
  ),
};

function inContest(holders: string): string {
  return `SELECT h.nominee_id FROM (${holders}) AS h
    WHERE NOT EXISTS (SELECT 1 FROM promotion.withdrawals w WHERE w.nominee_id = h.nominee_id)`;
}
