import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@wsis/embedded';
import { BootstrapRefused, bootstrapSecretariat, totpNow } from '@wsis/identity';
import { connectDatabase, type Database } from '@wsis/persistence';
import { parkedKeys, rebuild, replayDeadLetters } from '@wsis/messaging';
import type { Secrets, ServiceDefinition } from '@wsis/service';
import type { Receipt } from '@wsis/transparency-log';
import { PostgresRunningTallies, checkInvariants } from '@wsis/voting';
import { SERVICES } from './platform.js';

const HELP = `./scripts/admin bootstrap [--emails FIRST,SECOND] [--file FILE]
    makes the first two secretariat accounts of an empty installation, once; FILE takes addresses and second factors
./scripts/admin totp ADDRESS
    prints the code that a demonstration account's second factor shows now (embedded installations only)
./scripts/admin invariants [--receipts FILE]
    reads the stored ledger and tells everything that breaks a promise about it; FILE holds receipts that voters kept
./scripts/admin parked [SERVICE]
    lists the keys whose events could not be handled, with the reason
./scripts/admin replay SERVICE [KEY]
    has the running worker handle parked events again, in their order
./scripts/admin rebuild SERVICE
    empties what a service learned from events and has the running worker learn it again from the first event
./scripts/admin rebuild-tally [EDITION]
    empties the running tally and has the running worker add it up again from the ledger's first row`;

function refuse(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    emails: { type: 'string', default: 'secretariat-1@rehearsal.example,secretariat-2@rehearsal.example' },
    file: { type: 'string' },
    receipts: { type: 'string' },
    data: { type: 'string', default: process.env['DATA_DIR'] ?? '.data' },
  },
});
const dataDir = resolve(values.data);
const secretsFile = process.env['SECRETS_FILE'] || join(dataDir, 'secrets.json');
if (!existsSync(secretsFile)) refuse(`There is no installation in ${dataDir}: start the platform first.`);
const secrets = JSON.parse(readFileSync(secretsFile, 'utf8')) as Required<Secrets>;

switch (positionals[0]) {
  case 'bootstrap':
    await withDatabase(async (database) => {
      const [first, second] = values.emails.split(',').map((one) => one.trim());
      if (!first || !second) refuse('--emails takes two addresses with a comma between them');
      const staff = (await bootstrapSecretariat(database, secrets, [first, second])).map(({ email, secret, uri }) => ({
        email,
        secret,
        uri,
      }));
      if (values.file !== undefined) {
        writeFileSync(values.file, `${JSON.stringify({ staff }, null, 2)}\n`, { mode: 0o600 });
      }
      for (const one of staff) process.stdout.write(`${one.email}  ${one.uri}\n`);
    });
    break;
  case 'totp':
    await withDatabase(async (database) => {
      if (process.env['DATABASE_URL']) refuse('Codes of second factors are shown for embedded installations only.');
      const code = await totpNow(database, secrets, positionals[1] ?? '');
      if (code === undefined) refuse(`${positionals[1] ?? 'No address'}: no account with a second factor.`);
      process.stdout.write(`${code}\n`);
    });
    break;
  case 'invariants':
    await withDatabase(async (database) => {
      const receipts =
        values.receipts === undefined ? [] : (JSON.parse(readFileSync(values.receipts, 'utf8')) as Receipt[]);
      const key = createPublicKey(secrets.receiptSigningKey ?? '').export({ type: 'spki', format: 'pem' });
      const violations = await checkInvariants(database, { receipts, receiptKey: key.toString() });
      for (const one of violations) process.stdout.write(`${one.edition}: ${one.invariant}: ${one.detail}\n`);
      process.stdout.write(`${receipts.length} receipts checked, ${violations.length} violations\n`);
      if (violations.length > 0) process.exitCode = 1;
    });
    break;
  case 'parked':
    await withDatabase(async (database) => {
      const services =
        positionals[1] === undefined
          ? SERVICES.filter((one) => one.stateless !== true)
          : [knownService(positionals[1])];
      for (const { name } of services) {
        for (const one of await parkedKeys(database, name, consumerOf(name))) {
          process.stdout.write(
            `${name}  ${one.topic}  ${one.key}  ${one.letters} events since ${one.parkedAt.toISOString()}: ${one.reason}\n`,
          );
        }
      }
    });
    break;
  case 'replay':
    await withDatabase(async (database) => {
      const { name } = knownService(positionals[1]);
      const asked = await replayDeadLetters(database, name, consumerOf(name), positionals[2]);
      process.stdout.write(`${asked} keys will be handled again\n`);
    });
    break;
  case 'rebuild':
    await withDatabase(async (database) => {
      const { name, projections } = knownService(positionals[1]);
      if (!projections)
        refuse(`${name} keeps decisions of its own beside what events told it: there is nothing to empty.`);
      await rebuild(database, name, consumerOf(name), async (tx) => {
        for (const table of projections) await tx.execute(`DELETE FROM ${name}.${table}`);
      });
      process.stdout.write(`${name} learns again from the first event\n`);
    });
    break;
  case 'rebuild-tally':
    await withDatabase(async (database) => {
      await database.transaction((tx) => new PostgresRunningTallies(database).empty(tx, positionals[1]));
      process.stdout.write(`The running tally of ${positionals[1] ?? 'every edition'} is added up again\n`);
    });
    break;
  default:
    refuse(HELP);
}

/** A service that keeps state, by its name. */
function knownService(name: string | undefined): ServiceDefinition {
  const found = SERVICES.find((one) => one.name === name && one.stateless !== true);
  return found ?? refuse(`There is no service "${name ?? ''}" that keeps state.`);
}

function consumerOf(service: string): string {
  return `${service}.events`;
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const given = process.env['DATABASE_URL'] || undefined;
  const postgres = given ? undefined : await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  const database = await connectDatabase({
    url: given ?? postgres?.url() ?? '',
    applicationName: 'admin',
    poolSize: 1,
  });
  try {
    await work(database);
  } catch (error) {
    if (error instanceof BootstrapRefused) refuse(error.message);
    if ((error as { code?: string }).code === '42P01')
      refuse('The tables are not there yet: start the platform first.');
    throw error;
  } finally {
    await database.close();
    if (postgres && !postgres.attached) await postgres.stop();
  }
}
