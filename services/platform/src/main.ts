import { mkdirSync } from 'node:fs';
import { EmbeddedPostgresError } from '@wsis/embedded';
import { KeptMail } from '@wsis/rehearsal';
import { readArguments } from './arguments.js';
import { SettingsError } from '@wsis/service';
import { loadDemonstration } from './demonstration.js';
import { portIsFree } from './mail-catcher.js';
import { startPlatform } from './platform.js';

const HOST = process.env['HOST'] ?? '127.0.0.1';

/** Ends with one plain line instead of a stack. */
function refuse(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

const wanted = readArguments(process.argv.slice(2));
if (typeof wanted === 'string') refuse(wanted);
if (!(await portIsFree(wanted.port, HOST)))
  refuse(`Port ${wanted.port} is taken. Choose another one with --port NUMBER.`);
try {
  mkdirSync(wanted.dataDir, { recursive: true });
} catch (error) {
  refuse(`The data folder ${wanted.dataDir} cannot be made: ${(error as Error).message}`);
}

const mail = new KeptMail();
const started = performance.now();
const starting = startPlatform({
  dataDir: wanted.dataDir,
  host: HOST,
  port: wanted.port,
  environment: process.env,
  mailCaught: (to, raw) => mail.keep(to, raw),
});

let stopping = false;
/** Whatever has been started ends in order; what is being started is waited for, so that nothing is left behind. */
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  process.stdout.write('\nStopping …\n');
  starting
    .then((platform) => platform.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => refuse(`Could not stop in order: ${(error as Error).message}`),
    );
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

const platform = await starting.catch((error: unknown) => {
  if (error instanceof EmbeddedPostgresError || error instanceof SettingsError) refuse(error.message);
  if ((error as { code?: string }).code === 'ENOSPC') refuse(`The disk is full: ${wanted.dataDir}`);
  throw error;
});
// The stop ends the process.
if (stopping) await new Promise<never>(() => undefined);

process.stdout.write(
  `WSIS Prizes is ready at ${platform.url} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`,
);
if (!wanted.empty) {
  const signIns = await loadDemonstration(platform, wanted.dataDir, mail).catch((error: unknown) => {
    if (!stopping) throw error;
    // Cut off by the stop, which ends the process; the next start begins the edition anew.
    return new Promise<never>(() => undefined);
  });
  if (signIns.length > 0)
    process.stdout.write(
      `${['', 'Staff sign-ins (codes by mail; second factor: ./scripts/admin totp ADDRESS)', ...signIns].join('\n  ')}\n`,
    );
}
process.stdout.write(
  `Mail of this installation: ${platform.url}/mailbox\nProgramming interfaces:    ${platform.url}/api\n`,
);
