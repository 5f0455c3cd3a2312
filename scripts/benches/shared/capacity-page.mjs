/** docs/capacity.md is written by two benches: that of the vote, and below its part that of the desks' pages. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/capacity.md', import.meta.url));
const DESKS = '\n## Pages of the desks\n';

/** What stands in the page now, in its two parts. */
function parts() {
  const text = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Capacity\n';
  const at = text.indexOf(DESKS);
  return at < 0 ? { vote: text, desks: '' } : { vote: text.slice(0, at), desks: text.slice(at) };
}

/** Rewrites the part of the vote, which begins the page. */
export function writeVote(text) {
  writeFileSync(PAGE, text + parts().desks);
}

/** Rewrites the part of the desks, which ends the page. */
export function writeDesks(text) {
  writeFileSync(PAGE, `${parts().vote}${DESKS}\n${text}`);
}

const LOAD_BEFORE = Math.round(loadavg()[0] * 10) / 10;

/** The machine that a bench runs on. */
export function machine() {
  return {
    cores: cpus().length,
    model: cpus()[0]?.model,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    /** Processes that wanted to run before the bench began. */
    loadBefore: LOAD_BEFORE,
  };
}

/** A table as Markdown has it. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Figures of a machine that had other work are kept, but not without saying so. */
export const busy = ({ loadBefore, cores }) =>
  loadBefore > cores / 4
    ? `**The machine had other work:** its load was ${loadBefore} before the bench began, so every rate and time below is worse than the machine's own, and ratios are rough.\n`
    : '';
