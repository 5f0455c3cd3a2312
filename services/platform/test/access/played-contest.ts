import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { play, Progress, type Moment, type Stage } from '@wsis/rehearsal';
import type { Secrets } from '@wsis/service';
import { testDatabase } from '@wsis/testing';
import { barePlatform } from '../bare-platform.js';

const ENOUGH = new Error('enough');

/** Plays a small edition from its rules to its winners on the built platform, and looks on at each moment of it, until that was enough. */
export async function playedContest(
  lookOn: (moment: Moment, stage: Stage, secrets: Required<Secrets>) => Promise<'enough' | void>,
  databaseUrl?: string,
): Promise<void> {
  const database = databaseUrl === undefined ? await testDatabase() : undefined;
  const platform = await barePlatform({ DATABASE_URL: databaseUrl ?? database?.url ?? '' });
  const secrets = JSON.parse(readFileSync(join(platform.data, 'secrets.json'), 'utf8')) as Required<Secrets>;
  try {
    await play({
      url: platform.url,
      secretariat: platform.staff,
      mail: platform.mail,
      edition: 'demonstration',
      editionId: 'access-2026',
      small: { categories: 2, nominees: 3 },
      voters: 26,
      experts: 11,
      screeners: 1,
      auditors: 1,
      nominators: 2,
      seed: 1,
      progress: new Progress(true),
      meanwhile: async (moment, stage) => {
        if ((await lookOn(moment, stage, secrets)) === 'enough') throw ENOUGH;
      },
    });
  } catch (error) {
    if (error !== ENOUGH) throw error;
  } finally {
    await platform.stop();
    await database?.drop();
  }
}
