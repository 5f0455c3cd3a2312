import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../../application/ports.js';

export interface IdentityKeys {
  readonly addressKey?: string;
  readonly codeKey?: string;
  readonly secondFactorKey?: string;
}

const NONCE_BYTES = 12; // AES-GCM, NIST SP 800-38D, 8.2.1
const TAG_BYTES = 16;

/** Keyed hashes (HMAC-SHA-256) and sealed secrets (AES-256-GCM). Throws when a key is missing. */
export class SecretKeyring implements Keyring {
  private readonly addressKey: Buffer;
  private readonly codeKey: Buffer;
  private readonly secondFactorKey: Buffer;

  constructor(keys: IdentityKeys) {
    this.addressKey = keyOf('addressKey', keys.addressKey);
    this.codeKey = keyOf('codeKey', keys.codeKey);
    this.secondFactorKey = keyOf('secondFactorKey', keys.secondFactorKey);
  }

  addressHash(canonicalAddress: string): string {
    return createHmac('sha256', this.addressKey).update('wsis-address\0').update(canonicalAddress).digest('hex');
  }

  codeHash(addressHash: string, code: string): string {
    return createHmac('sha256', this.codeKey)
      .update('wsis-code\0')
      .update(addressHash)
      .update('\0')
      .update(code)
      .digest('hex');
  }

  same(one: string, other: string): boolean {
    const [a, b] = [Buffer.from(one), Buffer.from(other)];
    return a.length === b.length && timingSafeEqual(a, b);
  }

  seal(secret: string, accountId: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.secondFactorKey, nonce).setAAD(Buffer.from(accountId));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  open(sealed: Buffer, accountId: string): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.secondFactorKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(accountId)).setAuthTag(tag);
    const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }

  randomBytes(count: number): Uint8Array {
    return randomBytes(count);
  }

  randomVoterId(): string {
    return randomUUID();
  }
}

function keyOf(name: string, hex: string | undefined): Buffer {
  const key = Buffer.from(hex ?? '', 'hex');
  if (key.length !== 32) throw new Error(`SECRETS_FILE: ${name} must be 32 bytes in hex`);
  return key;
}
