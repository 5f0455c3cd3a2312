import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Secrets } from './settings.js';

/** Makes the keys of a new installation. */
export function makeSecrets(): Required<Secrets> {
  const identity = generateKeyPairSync('ed25519');
  const receipts = generateKeyPairSync('ed25519');
  const key = () => randomBytes(32).toString('hex');
  return {
    identitySigningKey: identity.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    identityPublicKey: identity.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    receiptSigningKey: receipts.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    voterSessionKey: key(),
    commitmentKey: key(),
    codeKey: key(),
    addressKey: key(),
    secondFactorKey: key(),
    internalKey: key(),
  };
}

/** Reads the keys of an installation, or makes them once; only the owner may read the file. */
export function secretsIn(file: string): Required<Secrets> {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(makeSecrets(), null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Required<Secrets>;
}
