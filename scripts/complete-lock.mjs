#!/usr/bin/env node
/**
 * Completes package-lock.json after a change of dependencies: a registry that does not serve a package's builds for
 * other platforms leaves them out of the lock, and `npm ci` then calls the lock incomplete. Each missing optional
 * build is noted by name and version alone. Run after `npm install --package-lock-only`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

/** Whether a package would find another one, looking upwards as Node does. */
function found(from, name) {
  for (let base = from; ;) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
    base = base.includes('/node_modules/') ? base.slice(0, base.lastIndexOf('/node_modules/')) : '';
  }
}

const OS = /(darwin|linux|win32|android|freebsd|openharmony)/;
const CPU = /(arm64|aarch64|x64|ia32|armv7|arm|ppc64|s390x|riscv64|loong64|wasm32)/;
const CPU_NAMES = { aarch64: 'arm64', armv7: 'arm' };

let added = 0;
for (const [path, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (found(path, name) || !/^\d/.test(version)) continue;
    const os = OS.exec(name)?.[1];
    const cpu = CPU.exec(name.replace(new RegExp(`^.*?-${OS.source}-?`), ''))?.[1];
    packages[`node_modules/${name}`] = {
      version,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      ...(cpu ? { cpu: [CPU_NAMES[cpu] ?? cpu] } : {}),
      ...(os ? { os: [os] } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional builds noted`);
