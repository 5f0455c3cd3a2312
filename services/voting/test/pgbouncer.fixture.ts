import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, pgBouncer } from '@wsis/testing';

/** The user that everything may be run as that must not be root. */
const NOBODY = 65_534;

/** A PgBouncer of our own in transaction mode before a database, with few server connections; gives the address through it. */
export async function startPgBouncer(databaseUrl: string, serverConnections: number) {
  const target = new URL(databaseUrl);
  const dir = mkdtempSync(join(tmpdir(), 'wsis-pgbouncer-'));
  chmodSync(dir, 0o755);
  const port = await freePort();
  const secret = target.password === '' ? '' : ` password='${decodeURIComponent(target.password)}'`;
  writeFileSync(
    join(dir, 'pgbouncer.ini'),
    `[databases]
* = host=${target.hostname} port=${target.port} user=${target.username}${secret}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 200
`,
  );
  const isRoot = process.getuid?.() === 0;
  const child = spawn(pgBouncer(), [join(dir, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGKILL')) await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
