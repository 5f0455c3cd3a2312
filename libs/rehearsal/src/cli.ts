import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseRuleBook, type RuleBook } from '@wsis/rule-book';
import { CROWD_ENVIRONMENT } from './crowd-environment.js';
import { MailSink } from './mail-sink.js';
import { play, type Report } from './play.js';
import { Progress, type Step } from './progress.js';
import type { EditionName } from './stage.js';
import type { StaffAccess } from './people/staff.js';

const HELP = `./scripts/rehearsal [options]
  --edition demonstration|2015   which rules and entries (demonstration)
  --rules FILE.json              other rules: a rule book as an edition's draft or adopted rules hold it
  --nominees N                   so many nominees in a category instead of every place
  --voters N                     (5000)   --experts N (90)   --seed N (1)
  --report FILE.json             where the report goes
  --url URL --staff FILE --smtp-listen PORT
                                 play on a platform that runs elsewhere: FILE is what "admin bootstrap" wrote,
                                 and the platform's SMTP_URL leads to PORT on this machine
  --admin-environment FILE.json  the environment in which "admin" reaches that platform, to inspect its stored ledger
  --quiet                        no progress
  --steps                        tells each step as a line of JSON on standard output, and nothing else`;

const ADMIN = new URL('../../../services/platform/dist/admin.js', import.meta.url).pathname;

interface OwnPlatform {
  readonly url: string;
  readonly staff: readonly StaffAccess[];
  /** In which "admin" reaches it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly stop: () => Promise<void>;
}

const { values } = parseArgs({
  options: {
    edition: { type: 'string', default: 'demonstration' },
    voters: { type: 'string', default: '5000' },
    experts: { type: 'string', default: '90' },
    seed: { type: 'string', default: '1' },
    report: { type: 'string' },
    url: { type: 'string' },
    staff: { type: 'string' },
    'smtp-listen': { type: 'string', default: '0' },
    'admin-environment': { type: 'string' },
    'edition-id': { type: 'string' },
    rules: { type: 'string' },
    nominees: { type: 'string' },
    steps: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const edition = values.edition as EditionName;
if (edition !== 'demonstration' && edition !== '2015')
  refuse(`--edition takes demonstration or 2015, not "${values.edition}"`);
const voters = whole('voters', values.voters, 40, 1_000_000);
const experts = whole('experts', values.experts, 5, 1_000);
const seed = whole('seed', values.seed, 0, 4_294_967_295);
const rules = values.rules === undefined ? undefined : readRules(values.rules);
const nominees = values.nominees === undefined ? undefined : whole('nominees', values.nominees, 2, 200);
if (values.url !== undefined && values.staff === undefined) refuse('--url needs --staff FILE');

const sink = new MailSink();
const smtpUrl = await sink.start(whole('smtp-listen', values['smtp-listen'], 0, 65_535));
let lastStep = '';
let stopOwn: () => Promise<void> = () => Promise.resolve();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void stopOwn().finally(() => process.exit(130));
  });
}
// Whoever listened to the steps is gone: nobody waits for the end.
process.stdout.once('error', () => {
  void stopOwn().finally(() => process.exit(1));
});
let own: OwnPlatform | undefined;
let report: Report | undefined;
let failure: Error | undefined;
try {
  own = values.url === undefined ? await startOwnPlatform(smtpUrl) : undefined;
  const staff = own?.staff ?? readStaff(values.staff ?? '');
  const environment = own?.environment ?? readEnvironment(values['admin-environment']);
  const [first, second] = staff;
  if (!first || !second) throw new Error('Two staff accounts are needed');
  report = await play({
    url: own?.url ?? values.url ?? '',
    secretariat: [first, second],
    mail: sink,
    edition,
    editionId: values['edition-id'] ?? (edition === '2015' ? 'rehearsal-2015' : 'rehearsal-2026'),
    voters,
    experts,
    seed,
    progress: values.steps ? new Progress(true, tellStep) : new Progress(values.quiet),
    ...(rules ? { rules } : {}),
    ...(nominees === undefined ? {} : { nomineesPerCategory: nominees }),
    ...(environment ? { inspectLedger: (receipts) => inspectLedger(environment, receipts) } : {}),
  });
} catch (error) {
  failure = error as Error;
} finally {
  await own?.stop();
  await sink.stop();
}
if (report) {
  if (!values.steps) print(report);
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`);
}
if (failure) {
  process.stderr.write(`\nThe rehearsal stopped: ${failure.message}\n${failure.stack ?? ''}\n`);
  if (values.report !== undefined)
    writeFileSync(values.report, `${JSON.stringify({ ok: false, failure: failure.message })}\n`);
}
process.exit(report?.ok === true ? 0 : 1);

function print(result: Report): void {
  const lines = [
    `${result.edition} (${result.scale.nominees} nominees, ${result.scale.voters} voters, ${result.scale.experts} experts, seed ${result.scale.seed}), ${result.seconds} s`,
    '',
    ...result.winners.map(({ category, winner }) => `  ${category.padEnd(10)} ${winner}`),
    '',
    ...result.checks.filter((one) => !one.holds).map((one) => `  FAILS  ${one.name}: ${one.detail}`),
    ...Object.entries(result.figures).map(([name, value]) => `  ${name}: ${value}`),
    `  assumptions of these rules: ${result.assumptions.length} (listed in the report)`,
    `${result.checks.filter((one) => one.holds).length} checks hold, ${result.checks.filter((one) => !one.holds).length} fail`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function readRules(file: string): RuleBook {
  const read = parseRuleBook(JSON.parse(readFileSync(file, 'utf8')));
  if (read.ok) return read.value;
  return refuse(`--rules: ${read.error.map(({ field, rule }) => `${field} (${rule})`).join(', ')}`);
}

/** The same step is told once. */
function tellStep(step: Step): void {
  const line = JSON.stringify(step);
  if (line !== lastStep) process.stdout.write(`${line}\n`);
  lastStep = line;
}

function readEnvironment(file: string | undefined): NodeJS.ProcessEnv | undefined {
  if (file === undefined) return undefined;
  return { ...process.env, ...(JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv) };
}

/** A program that shares no state with the services reads the ledger as it is stored. */
async function inspectLedger(environment: NodeJS.ProcessEnv, receipts: readonly unknown[]) {
  const folder = mkdtempSync(join(tmpdir(), 'wsis-receipts-'));
  try {
    const file = join(folder, 'receipts.json');
    writeFileSync(file, JSON.stringify(receipts));
    const child = spawn(process.execPath, [ADMIN, 'invariants', '--receipts', file], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let detail = '';
    child.stdout.on('data', (chunk: Buffer) => {
      detail += chunk.toString('utf8');
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { holds: code === 0, detail: detail.trim().slice(0, 2_000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A platform of the rehearsal's own: real processes in a folder that is gone afterwards. */
async function startOwnPlatform(smtp: string): Promise<OwnPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'wsis-rehearsal-'));
  const main = new URL('../../../services/platform/dist/main.js', import.meta.url).pathname;
  const environment = { ...process.env, ...CROWD_ENVIRONMENT, SMTP_URL: smtp, DATA_DIR: folder };
  const child = spawn(process.execPath, [main, '--empty', '--port', '0', '--data', folder], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  stopOwn = stop;
  try {
    const url = await ready(child);
    const file = join(folder, 'staff.json');
    const bootstrap = spawn(process.execPath, [ADMIN, 'bootstrap', '--file', file], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const code = await new Promise<number | null>((resolve) => bootstrap.on('exit', resolve));
    if (code !== 0) throw new Error(`The first two accounts could not be made (exit code ${String(code)})`);
    return { url, staff: readStaff(file), environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the line that says where the platform is. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /ready at (http:\/\/\S+)/.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
    child.on('exit', (code) => reject(new Error(`The platform ended before it was ready (exit code ${String(code)})`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.on('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function readStaff(file: string): readonly StaffAccess[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as { staff?: StaffAccess[] } | StaffAccess[];
  return Array.isArray(content) ? content : (content.staff ?? []);
}

function whole(name: string, text: string | undefined, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    refuse(`--${name} takes a whole number from ${min} to ${max}, not "${text ?? ''}"`);
  return value;
}

function refuse(line: string): never {
  process.stderr.write(`${line}\n\n${HELP}\n`);
  process.exit(2);
}
