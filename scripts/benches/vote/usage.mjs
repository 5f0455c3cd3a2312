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

/** Processor seconds so far; `andChildren` for a server of many processes. */
export function cpuSeconds(pid, { andChildren = false } = {}) {
  const pids = andChildren ? [pid, ...childrenOf(pid)] : [pid];
  return pids.reduce((sum, one) => sum + Number(statOf(one)[11] ?? 0) + Number(statOf(one)[12] ?? 0), 0) / 100;
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
