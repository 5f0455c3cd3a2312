import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapSecretariat } from '@wsis/identity';
import { connectDatabase } from '@wsis/persistence';
import { Progress, playUntilVote, type KeptMail, type StaffAccess } from '@wsis/rehearsal';
import type { RunningPlatform } from './platform.js';

/** What the data folder remembers of the demonstration. */
interface Demonstration {
  readonly staff: readonly StaffAccess[];
  /** The edition that people can look at; empty while it is being loaded. */
  readonly editionId: string;
  readonly attempts: number;
}

const SECRETARIAT = ['secretariat-1@demo.example', 'secretariat-2@demo.example'] as const;

/**
 * Loads the demonstration edition into an empty installation, as its people would, up to the open vote.
 * Returns the staff sign-ins to print. A load that was cut off is begun anew as another edition.
 */
export async function loadDemonstration(
  platform: RunningPlatform,
  dataDir: string,
  mail: KeptMail,
): Promise<readonly string[]> {
  const file = join(dataDir, 'demonstration.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Demonstration) : undefined;
  if (known && known.editionId !== '') return signIns(staffDomain(known.attempts));
  if (!platform.catchesMail) return [];
  if (!known && (await hasEditions(platform))) return [];

  const staff = known?.staff ?? (await firstTwo(platform));
  const attempts = (known?.attempts ?? 0) + 1;
  const remember = (editionId: string) =>
    writeFileSync(file, `${JSON.stringify({ staff, editionId, attempts } satisfies Demonstration, null, 2)}\n`, {
      mode: 0o600,
    });
  remember('');
  const [first, second] = staff;
  if (!first || !second) throw new Error('The demonstration needs two people of the secretariat');
  const editionId = attempts === 1 ? 'demo-2026' : `demo-2026-${attempts}`;
  process.stdout.write('Loading the demonstration edition, as its people would …\n');
  await playUntilVote({
    url: platform.url,
    secretariat: [first, second],
    mail,
    edition: 'demonstration',
    editionId,
    voters: 0,
    experts: 10,
    staffDomain: staffDomain(attempts),
    nominators: 12,
    seed: 2026,
    progress: new Progress(),
  });
  remember(editionId);
  return signIns(staffDomain(attempts));
}

/** Whoever enrolled in an attempt that was cut off took the second factor along: each attempt invites other people. */
function staffDomain(attempt: number): string {
  return attempt === 1 ? 'staff.rehearsal.example' : `staff-${attempt}.rehearsal.example`;
}

function signIns(domain: string): readonly string[] {
  return [...SECRETARIAT, `screener-1@${domain}`, `expert-1@${domain}`, `auditor-1@${domain}`];
}

async function hasEditions(platform: RunningPlatform): Promise<boolean> {
  const answer = await platform.services.get('competition')?.fastify.inject({ url: '/api/competition/editions' });
  return ((answer?.json() as { items?: unknown[] } | undefined)?.items ?? []).length > 0;
}

async function firstTwo(platform: RunningPlatform): Promise<readonly StaffAccess[]> {
  const database = await connectDatabase({ url: platform.databaseUrl, applicationName: 'demonstration', poolSize: 1 });
  try {
    const made = await bootstrapSecretariat(database, platform.secrets, SECRETARIAT);
    return made.map(({ email, secret }) => ({ email, secret }));
  } finally {
    await database.close();
  }
}
