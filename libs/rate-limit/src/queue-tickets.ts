import { hkdfSync, randomInt, timingSafeEqual } from 'node:crypto';
import { KeyedHash } from '@wsis/kernel';

/** A place in the queue, as its signed text says. */
export interface QueueTicket {
  /** When it was drawn, milliseconds since 1970 by the database's clock and never earlier than that clock said. */
  readonly drawnAtMs: number;
  /** The same with a random place within its second: who clicks faster within a second gains nothing. */
  readonly orderMs: number;
}

export type TicketRefusal = 'forged' | 'expired';

const PREFIX = 'q1.';
const DRAWN_BYTES = 6;
const PLACE_BYTES = 2;
const MAC_BYTES = 16;
const LENGTH = PREFIX.length + Math.ceil(((DRAWN_BYTES + PLACE_BYTES + MAC_BYTES) * 4) / 3);
/** The end of time, for a process that does not know the database's clock yet: such a ticket is nobody's elder. */
const LATEST_MS = 2 ** (8 * DRAWN_BYTES) - 1;
/** Longer than any queue; a hoarded ticket is worth no more than that. */
const GOOD_FOR_MS = 15 * 60_000;

/**
 * Places in a queue that no server remembers: HMAC-SHA-256 over the time, the place and whom it is for, under a key that
 * all processes share. A ticket is for one session and one idempotency key, so it is worth one save: used again, it
 * finds that very save done.
 */
export class QueueTickets {
  readonly #key: KeyedHash;

  /** The key is derived from a secret of the service, so that neither can stand in for the other. */
  constructor(secret: Buffer) {
    this.#key = new KeyedHash(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'wsis-queue-ticket', 32)));
  }

  /** Draws a ticket. `nowMs` is the database's time, rather too late than too early. */
  draw(sessionId: string, idempotencyKey: string, nowMs: number): string {
    const payload = Buffer.allocUnsafe(DRAWN_BYTES + PLACE_BYTES + MAC_BYTES);
    payload.writeUIntBE(Math.min(LATEST_MS, Math.ceil(nowMs)), 0, DRAWN_BYTES);
    payload.writeUInt16BE(randomInt(0x10000), DRAWN_BYTES);
    this.#mac(payload, sessionId, idempotencyKey).copy(payload, DRAWN_BYTES + PLACE_BYTES, 0, MAC_BYTES);
    return PREFIX + payload.toString('base64url');
  }

  /** Reads a ticket that is presented for a session and key. One of another session, key or installation is forged. */
  read(text: string, sessionId: string, idempotencyKey: string, nowMs: number): QueueTicket | TicketRefusal {
    if (text.length !== LENGTH || !text.startsWith(PREFIX)) return 'forged';
    const payload = Buffer.from(text.slice(PREFIX.length), 'base64url');
    if (payload.length !== DRAWN_BYTES + PLACE_BYTES + MAC_BYTES) return 'forged';
    const mac = this.#mac(payload, sessionId, idempotencyKey).subarray(0, MAC_BYTES);
    if (!timingSafeEqual(mac, payload.subarray(DRAWN_BYTES + PLACE_BYTES))) return 'forged';
    const drawnAtMs = payload.readUIntBE(0, DRAWN_BYTES);
    if (nowMs - drawnAtMs > GOOD_FOR_MS) return 'expired';
    const place = payload.readUInt16BE(DRAWN_BYTES);
    return { drawnAtMs, orderMs: Math.floor(drawnAtMs / 1_000) * 1_000 + (place * 1_000) / 0x10000 };
  }

  #mac(payload: Buffer, sessionId: string, idempotencyKey: string): Buffer {
    return this.#key.of(`${payload.toString('latin1', 0, DRAWN_BYTES + PLACE_BYTES)}${sessionId}\n${idempotencyKey}`);
  }
}
