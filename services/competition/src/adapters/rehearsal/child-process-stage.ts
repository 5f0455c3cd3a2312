import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RuleBook } from '@wsis/rule-book';
import type { Environment } from '@wsis/service';
import type { RehearsalStage } from '../../application/dress-rehearsals.js';
import type { RehearsalReport, RehearsalScale, RehearsalStep } from '../../domain/dress-rehearsal.js';

/** The program of ./scripts/rehearsal, beside the services. */
const PROGRAM = fileURLToPath(new URL('../../../../../libs/rehearsal/dist/cli.js', import.meta.url));
const KILLED_AFTER_MS = 30_000;
const LOOK_AGAIN_MS = 200;

/**
 * Plays on a platform that the play starts for itself: its own database in a temporary folder, its own mail catcher, all
 * on the loopback interface. It runs at the lowest priority.
 */
export class ChildProcessStage implements RehearsalStage {
  readonly here: boolean;

  constructor(
    wanted: boolean,
    private readonly surroundings: Environment,
  ) {
    this.here = wanted && existsSync(PROGRAM);
  }

  async play(
    ruleBook: RuleBook,
    scale: RehearsalScale,
    moved: (step: RehearsalStep) => void,
    stopped: AbortSignal,
  ): Promise<RehearsalReport> {
    const folder = await mkdtemp(join(tmpdir(), 'wsis-dress-'));
    try {
      // The database in it runs as somebody else where we are root.
      await chmod(folder, 0o711);
      const [rules, report] = [join(folder, 'rules.json'), join(folder, 'report.json')];
      await writeFile(rules, JSON.stringify(ruleBook), { mode: 0o600 });
      await this.run(folder, ['--rules', rules, '--report', report, '--steps', ...scaleOptions(scale)], moved, stopped);
      if (stopped.aborted) throw new Error('The rehearsal was stopped');
      const found = await readFile(report, 'utf8').catch(() => undefined);
      if (found === undefined) throw new Error('The rehearsal ended without a report');
      return reportIn(found);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Ends with the program, however it went: what it found stands in its report. */
  private async run(
    folder: string,
    options: readonly string[],
    moved: (step: RehearsalStep) => void,
    stopped: AbortSignal,
  ): Promise<void> {
    if (stopped.aborted) return;
    // A group and a folder of its own: what it started and wrote goes with it, also when it was killed.
    const child = spawn(process.execPath, [PROGRAM, ...options], {
      env: { ...this.surroundings, TMPDIR: folder },
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    createInterface({ input: child.stdout }).on('line', (line) => moved(JSON.parse(line) as RehearsalStep));
    let killed: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill('SIGTERM');
      killed = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), KILLED_AFTER_MS);
    };
    stopped.addEventListener('abort', stop, { once: true });
    try {
      await ended;
    } finally {
      stopped.removeEventListener('abort', stop);
      clearTimeout(killed);
      await endGroup(child.pid);
    }
  }
}

/** Ends in order whoever is left of a program's group: a platform shuts its database down. */
async function endGroup(leader: number | undefined): Promise<void> {
  if (!signalGroup(leader, 'SIGTERM')) return;
  for (const until = Date.now() + KILLED_AFTER_MS; Date.now() < until; await pause(LOOK_AGAIN_MS)) {
    if (!signalGroup(leader, 0)) return;
  }
  signalGroup(leader, 'SIGKILL');
}

/** False where nobody of the group is left. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return leader !== undefined && process.kill(-leader, signal);
  } catch {
    return false;
  }
}

function scaleOptions({ voters, experts, nomineesPerCategory }: RehearsalScale): readonly string[] {
  return ['--voters', String(voters), '--experts', String(experts), '--nominees', String(nomineesPerCategory)];
}

function reportIn(text: string): RehearsalReport {
  const { ok, seconds, scale, winners, assumptions, checks, failure } = JSON.parse(text) as RehearsalReport & {
    readonly failure?: string;
  };
  if (failure !== undefined) throw new Error(failure);
  return { ok, seconds, scale, winners, assumptions, checks };
}
