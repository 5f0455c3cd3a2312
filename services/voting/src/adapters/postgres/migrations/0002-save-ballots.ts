import { readFileSync } from 'node:fs';
import type { Migration } from '@wsis/persistence';

export const saveBallotsMigration: Migration = {
  name: '0002-save-ballots',
  up: [
    // A protobuf varint of always five bytes (35 bits), so that lengths around it are known beforehand.
    `CREATE FUNCTION voting.padded_varint(n BIGINT) RETURNS BYTEA LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
       SELECT set_byte(set_byte(set_byte(set_byte(set_byte('\\x0000000000'::BYTEA,
         0, ((n & 127) | 128)::INTEGER), 1, ((n >> 7 & 127) | 128)::INTEGER), 2, ((n >> 14 & 127) | 128)::INTEGER),
         3, ((n >> 21 & 127) | 128)::INTEGER), 4, (n >> 28 & 127)::INTEGER) $$`,
    readFileSync(new URL('./0002-save-ballots.sql', import.meta.url), 'utf8'),
  ],
};
