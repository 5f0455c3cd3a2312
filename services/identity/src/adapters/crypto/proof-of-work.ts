import { createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { createChallenge, verifySolution, type Challenge, type Solution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Clock } from '@wsis/kernel';
import {
  PROOF_GOOD_FOR_SECONDS,
  type CheckedProof,
  type ProofDemand,
  type ProofOfWork,
  type Wait,
} from '../../application/ports.js';

/**
 * What is asked of a device by how great the pressure is. A try is 1,000 rounds of PBKDF2-SHA-256, and a cheap phone (four
 * small ARM cores, a browser's Web Crypto in one worker) is assumed to do 200,000 rounds a second: so 0.5 s, 1 s and 2 s
 * at the most, half of it on average. The assumption is not measured on phones; the number of tries is a hard bound, because
 * the counter that solves a challenge is drawn below it.
 */
const ROUNDS_A_TRY = 1_000;
const LEVELS = [
  { tries: 100, waitSeconds: 15 },
  { tries: 200, waitSeconds: 30 },
  { tries: 400, waitSeconds: 60 },
] as const;
/** From which part of the budget in use a level is asked. */
const LEVEL_FROM = [0, 0.5, 0.8] as const;

const WAIT_PREFIX = 'w1.';
const READY_BYTES = 6;
const NONCE_BYTES = 10;
const MAC_BYTES = 16;
const BODY_BYTES = READY_BYTES + NONCE_BYTES;

/**
 * Proofs of work by ALTCHA (its protocol, version 2), and a signed wait for whoever cannot or does not want to run a script.
 * Both are signed for one mailbox, expire, and have an id under which they count once.
 */
export class AltchaProofs implements ProofOfWork {
  readonly #key: Buffer;

  constructor(
    secret: Buffer,
    private readonly clock: Clock,
  ) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'wsis-proof-of-work', 32));
  }

  async demand(addressHash: string, pressure: number): Promise<ProofDemand> {
    const level = LEVEL_FROM.filter((from) => pressure >= from).length as 1 | 2 | 3;
    const { tries, waitSeconds } = LEVELS[level - 1] as (typeof LEVELS)[number];
    const challenge = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: ROUNDS_A_TRY,
      counter: randomInt(tries),
      expiresAt: new Date(this.#now() + PROOF_GOOD_FOR_SECONDS * 1_000),
      deriveKey,
      ...this.#secrets(addressHash),
    });
    return { level, challenge, wait: this.#newWait(addressHash, waitSeconds) };
  }

  async check(proof: string, addressHash: string): Promise<CheckedProof> {
    return proof.startsWith(WAIT_PREFIX) ? this.#checkWait(proof, addressHash) : this.#checkWork(proof, addressHash);
  }

  #newWait(addressHash: string, seconds: number): Wait {
    const body = Buffer.allocUnsafe(BODY_BYTES);
    body.writeUIntBE(this.#now() + seconds * 1_000, 0, READY_BYTES);
    randomBytes(NONCE_BYTES).copy(body, READY_BYTES);
    const ticket = WAIT_PREFIX + Buffer.concat([body, this.#mac(body, addressHash)]).toString('base64url');
    return { ticket, seconds };
  }

  #checkWait(ticket: string, addressHash: string): CheckedProof {
    const bytes = Buffer.from(ticket.slice(WAIT_PREFIX.length), 'base64url');
    const body = bytes.subarray(0, BODY_BYTES);
    if (bytes.length !== BODY_BYTES + MAC_BYTES) return { ok: false, reason: 'wrong' };
    if (!timingSafeEqual(bytes.subarray(BODY_BYTES), this.#mac(body, addressHash)))
      return { ok: false, reason: 'wrong' };
    const leftMs = body.readUIntBE(0, READY_BYTES) - this.#now();
    if (leftMs > 0) return { ok: false, reason: 'early', wait: { ticket, seconds: Math.ceil(leftMs / 1_000) } };
    if (leftMs < -PROOF_GOOD_FOR_SECONDS * 1_000) return { ok: false, reason: 'expired' };
    return { ok: true, kind: 'wait', id: body.toString('base64url', READY_BYTES) };
  }

  async #checkWork(text: string, addressHash: string): Promise<CheckedProof> {
    const payload = payloadOf(text);
    if (!payload) return { ok: false, reason: 'wrong' };
    const { challenge, solution } = payload;
    // Signed, so an expiry or a nonce that is believed below is ours.
    const checked = await verifySolution({ challenge, solution, deriveKey, ...this.#secrets(addressHash) }).catch(
      () => undefined,
    );
    if (checked?.expired) return { ok: false, reason: 'expired' };
    if (!checked?.verified) return { ok: false, reason: 'wrong' };
    if ((challenge.parameters.expiresAt ?? 0) * 1_000 < this.#now()) return { ok: false, reason: 'expired' };
    return { ok: true, kind: 'work', id: challenge.parameters.nonce };
  }

  /** Signed under the mailbox as well: work for one is worth nothing for another. */
  #secrets(addressHash: string) {
    const secret = `${this.#key.toString('hex')}:${addressHash}`;
    return { hmacSignatureSecret: secret, hmacKeySignatureSecret: `${secret}:key` };
  }

  #mac(body: Buffer, addressHash: string): Buffer {
    return createHmac('sha256', this.#key)
      .update(WAIT_PREFIX)
      .update(body)
      .update(addressHash)
      .digest()
      .subarray(0, MAC_BYTES);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

/** What the ALTCHA widget sends: base64 of JSON. */
function payloadOf(text: string): { challenge: Challenge; solution: Solution } | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(text, 'base64').toString()) as {
      challenge?: Challenge;
      solution?: Solution;
    };
    const whole =
      typeof challenge?.parameters === 'object' && challenge.parameters !== null && typeof solution === 'object';
    return whole && solution !== null ? { challenge, solution } : undefined;
  } catch {
    return undefined;
  }
}
