/**
 * Plays the rehearsal on the distributed form: brings up a cluster in a temporary folder, makes its first two accounts,
 * hands both to the rehearsal, and takes everything down. Options are the rehearsal's own; it needs none.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts, runCommand } from './processes.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

let current;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    current?.kill('SIGTERM');
  });
}

/** Runs a program of this tree to its end, and gives its exit code. */
function run(script, words, environment = {}) {
  if (interrupted) return Promise.resolve(1);
  return new Promise((done) => {
    current = spawn(process.execPath, [join(root, script), ...words], {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    current.on('exit', (code) => done(code ?? 1));
  });
}

await runCommand(async () => {
  const { startCluster, stopCluster } = await import('./local-cluster.mjs');
  const { CROWD_ENVIRONMENT } = await import('../../libs/rehearsal/dist/index.js');
  const dir = mkdtempSync(join(tmpdir(), 'wsis-cluster-'));
  const [port, smtpPort] = await freePorts(2);
  try {
    Object.assign(process.env, CROWD_ENVIRONMENT, { LOG_LEVEL: 'warn' });
    const { url } = await startCluster(dir, { port, smtp: `smtp://127.0.0.1:${smtpPort}` });
    const staff = join(dir, 'staff.json');
    const installation = JSON.parse(readFileSync(join(dir, 'environment.json'), 'utf8'));
    process.exitCode = await run('services/platform/dist/admin.js', ['bootstrap', '--file', staff], installation);
    if (process.exitCode !== 0) return;
    const words = [
      '--url',
      url,
      '--staff',
      staff,
      '--smtp-listen',
      String(smtpPort),
      '--admin-environment',
      join(dir, 'environment.json'),
      ...process.argv.slice(2),
    ];
    process.exitCode = await run('libs/rehearsal/dist/cli.js', words);
  } finally {
    await stopCluster(dir);
    rmSync(dir, { recursive: true, force: true });
  }
});
