import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { StopLinks } from '../../application/ports.js';
import { readStopLink, stopLinkText, type StopLink } from '../../domain/stop-link.js';

const MAC_BYTES = 16;

/**
 * Words that stop one kind of notice for one account, without a sign-in (RFC 8058). HMAC-SHA-256 under a key of their own,
 * derived (RFC 5869) from the one that services share. They never end: a mail of last year must still be stoppable.
 */
export class SignedStopLinks implements StopLinks {
  private readonly key: Buffer;

  constructor(internalKey: string) {
    this.key = Buffer.from(hkdfSync('sha256', Buffer.from(internalKey, 'hex'), '', 'notifications:stop-links', 32));
  }

  tokenFor(link: StopLink): string {
    const text = stopLinkText(link);
    return Buffer.concat([this.mac(text), Buffer.from(text)]).toString('base64url');
  }

  read(token: string): StopLink | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length <= MAC_BYTES) return undefined;
    const text = bytes.subarray(MAC_BYTES).toString('latin1');
    return timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.mac(text)) ? readStopLink(text) : undefined;
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest().subarray(0, MAC_BYTES);
  }
}
