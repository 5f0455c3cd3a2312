import { readFileSync } from 'node:fs';
import type { Migration } from '@wsis/persistence';

const PARAMETERS = 20;
const given = Array.from({ length: PARAMETERS }, (_, index) => `$${index + 1}`).join(', ');

/** Ballots with a ticket from before the close. A process of the version before goes on calling without tickets. */
export const saveBallotsInGraceMigration: Migration = {
  name: '0004-save-ballots-in-grace',
  up: [
    readFileSync(new URL('./0004-save-ballots-in-grace.sql', import.meta.url), 'utf8'),
    `DO $do$
     DECLARE
       v_before REGPROCEDURE := (SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = 'voting' AND p.proname = 'save_ballots' AND p.pronargs = ${PARAMETERS});
     BEGIN
       EXECUTE format('CREATE OR REPLACE FUNCTION voting.save_ballots(%s) RETURNS %s LANGUAGE sql VOLATILE AS $f$ %s $f$',
         pg_get_function_arguments(v_before), pg_get_function_result(v_before),
         'SELECT * FROM voting.save_ballots(${given}, NULL::BIGINT[])');
     END $do$`,
  ],
};
