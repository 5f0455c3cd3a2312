/** Processes that outlive the command that started them: each has a pid file and a log in one folder. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A mistake or an obstacle that a person can remove: printed as one line, without a stack. */
export class Refusal extends Error {}

/** Runs a command's main function; a Refusal ends it with one line and exit code 1. */
export async function runCommand(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal) && error?.name !== 'EmbeddedPostgresError') throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** What tells a process from a later one with the same number: the instant it started. Undefined if it does not live. */
export function identityOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' ? undefined : rest[18];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

const pidFile = (dir, name) => join(dir, 'pids', name);

/** The living process of that name, or undefined. */
export function pidOf(dir, name) {
  try {
    const { pid, identity } = JSON.parse(readFileSync(pidFile(dir, name), 'utf8'));
    return identityOf(pid) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The names of all processes that were started in a folder. */
export function namesIn(dir) {
  try {
    return readdirSync(join(dir, 'pids')).sort();
  } catch {
    return [];
  }
}

/** Starts a process in a session of its own, so that Ctrl-C in the terminal is not meant for it. */
export function launch(dir, name, command, args, options = {}) {
  const running = pidOf(dir, name);
  if (running) return running;
  mkdirSync(join(dir, 'pids'), { recursive: true });
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const out = openSync(join(dir, 'logs', `${name}.log`), 'a');
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', out, out] });
  closeSync(out);
  child.on('error', () => undefined);
  child.unref();
  if (child.pid === undefined) throw new Refusal(`${command} could not be started: is it installed?`);
  adopt(dir, name, child.pid);
  return child.pid;
}

/** Writes down a process that started itself in the background. */
export function adopt(dir, name, pid) {
  mkdirSync(join(dir, 'pids'), { recursive: true });
  writeFileSync(pidFile(dir, name), JSON.stringify({ pid, identity: identityOf(pid) }));
}

/** Ends a process: asks with `signal`, and forces it after `patienceMs`. */
export async function end(dir, name, { signal = 'SIGTERM', patienceMs = 20_000 } = {}) {
  const pid = pidOf(dir, name);
  if (pid !== undefined) {
    process.kill(pid, signal);
    const giveUpAt = Date.now() + patienceMs;
    while (pidOf(dir, name) === pid) {
      if (Date.now() > giveUpAt) process.kill(pid, 'SIGKILL');
      await pause(25);
    }
  }
  rmSync(pidFile(dir, name), { force: true });
}

/** The last lines of a process's log, for a message about its end. */
export function lastLines(dir, name, count = 8) {
  try {
    return readFileSync(join(dir, 'logs', `${name}.log`), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-count)
      .join('\n');
  } catch {
    return '';
  }
}

/** Looks every `everyMs` until `look` gives something true; undefined after `patienceMs`. */
export async function until(look, { patienceMs = 60_000, everyMs = 100 } = {}) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > giveUpAt) return undefined;
    await pause(everyMs);
  }
}

/** Whether something listens on a port of 127.0.0.1. */
export function listensOn(port) {
  return new Promise((answer) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const say = (value) => {
      socket.destroy();
      answer(value);
    };
    socket.once('connect', () => say(true));
    socket.once('error', () => say(false));
  });
}

/** Whether a port of 127.0.0.1 can be had. */
export function isFree(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => answer(true)));
  });
}

/** Where it is written down which ports somebody was given, by a file each. */
const GIVEN = join(tmpdir(), `wsis-ports-${userInfo().uid}`);
/** For so long nobody else is given a port: it may be used late, or again after its process was killed. */
const GIVEN_FOR_MS = 3_600_000;

/**
 * Free ports between 20000 and 29999: below those that systems hand to outgoing connections. Whoever else of this user
 * asks, in whatever process, is given others.
 */
export async function freePorts(count) {
  mkdirSync(GIVEN, { recursive: true });
  const found = new Set();
  for (let attempt = 0; found.size < count && attempt < count * 50; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await isFree(port)) && isOurs(port)) found.add(port);
  }
  if (found.size < count) throw new Refusal('There are not enough free ports between 20000 and 29999 on 127.0.0.1');
  return [...found];
}

/** Takes a port for the caller; false if somebody was given it a short while ago. */
function isOurs(port) {
  const file = join(GIVEN, String(port));
  if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > Date.now() - GIVEN_FOR_MS) return false;
  rmSync(file, { force: true });
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Splits `--name value`, `--flag` and plain words; refuses what `known` does not list. */
export function parseArguments(words, known) {
  const options = {};
  const plain = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word.startsWith('--')) {
      plain.push(word);
      continue;
    }
    const [name, inline] = word.slice(2).split(/=(.*)/s);
    if (!(name in known))
      throw new Refusal(
        `Unknown option --${name}; there are: ${Object.keys(known)
          .map((key) => `--${key}`)
          .join(' ')}`,
      );
    if (known[name] === 'flag') {
      options[name] = true;
    } else {
      const value = inline ?? words[(index += 1)];
      if (value === undefined) throw new Refusal(`--${name} needs a value`);
      options[name] = value;
    }
  }
  return { options, plain };
}

/** A whole number within bounds, or a Refusal that names the option. */
export function wholeNumber(text, name, min, max) {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Refusal(`--${name} is a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}
