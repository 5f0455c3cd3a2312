/** Processor time and memory of processes, as Linux tells them (proc(5), 100 ticks a second); elsewhere 0. */
import { readFileSync, readdirSync } from 'node:fs';

function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function childrenOf(parent) {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.filter((pid) => Number(statOf(pid)[1]) === parent);
  } catch {
    return [];
  }
}

/** Own time in user and kernel mode, then that of children that have ended. */
const OWN = [11, 12];
const OF_ENDED_CHILDREN = [13, 14];

/** Processor seconds so far; `andChildren` for a server of many processes, some of which end. */
export function cpuSeconds(pid, { andChildren = false } = {}) {
  const pids = andChildren ? [pid, ...childrenOf(pid)] : [pid];
  const fields = andChildren ? [...OWN, ...OF_ENDED_CHILDREN] : OWN;
  const ticks = pids.flatMap((one) => fields.map((field) => Number(statOf(one)[field] ?? 0)));
  return ticks.reduce((sum, value) => sum + value, 0) / 100;
}

/** Resident memory and the largest that it ever was, in MiB. */
export function memoryOf(pid) {
  let status = '';
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // Not Linux.
  }
  const mib = (field) => Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
  return { residentMib: mib('VmRSS'), largestMib: mib('VmHWM') };
}
