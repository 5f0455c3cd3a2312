import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const { freePorts } = (await import(join(import.meta.dirname, '../commands/processes.mjs'))) as {
  freePorts(count: number): Promise<number[]>;
};

/** Runs a program of this tree with Node, and gives what it printed. Throws what it said when it fails. */
export function run(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...words], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(out) : fail(new Error(`${words.join(' ')}: ${err}`))));
  });
}
