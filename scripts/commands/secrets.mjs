/** Makes the keys of an installation once, and gives each service a folder with those it may know: node secrets.mjs DIR */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { secretsIn } from '../../libs/service/dist/index.js';
import { SERVICES, SHARED_KEYS } from './services.mjs';

/** The file of one service, below the folder of all keys. */
export const secretsFileOf = (folder, service) => join(folder, service, 'keys.json');

/** Gives the path of the file with all keys, which no service is given. */
export function writeSecrets(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'all.json');
  const all = secretsIn(file);
  for (const [service, { keys }] of Object.entries(SERVICES)) {
    mkdirSync(join(folder, service), { recursive: true, mode: 0o700 });
    const own = Object.fromEntries([...SHARED_KEYS, ...keys].map((key) => [key, all[key]]));
    writeFileSync(secretsFileOf(folder, service), `${JSON.stringify(own, undefined, 2)}\n`, { mode: 0o600 });
  }
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeSecrets(resolve(process.argv[2]));
