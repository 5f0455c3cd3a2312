import { createHmac, createPrivateKey, createPublicKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';
import { isLanguage, KeyedHash, SHA256_BYTES, type Language, type Role } from '@wsis/kernel';

export interface HeldRole {
  readonly role: Role;
  /** Edition id, or `*` for all. */
  readonly edition: string;
  readonly category?: string;
}

/** Who a signed-in account is, as its session states it. */
export interface AccountClaims {
  readonly accountId: string;
  readonly sessionId: string;
  readonly roles: readonly HeldRole[];
  readonly language: Language;
  /** When the second factor was last verified. */
  readonly secondFactorAt?: Date;
  readonly expiresAt: Date;
}

export type SessionFailure = 'forged' | 'expired';

/** How many sessions that were found good are remembered, so that a signature is checked once and not at each call. */
const REMEMBERED_AT_MOST = 10_000;

/** Account sessions: JSON Web Tokens signed with Ed25519 (RFC 7519, RFC 8037). Only identity holds the signing key. */
export class AccountSessions {
  private readonly publicKey: KeyObject;
  private readonly signingKey: KeyObject | undefined;
  private readonly verified = new Map<string, AccountClaims>();

  constructor(keys: { readonly publicKeyPem: string; readonly signingKeyPem?: string }) {
    this.publicKey = createPublicKey(keys.publicKeyPem);
    this.signingKey = keys.signingKeyPem === undefined ? undefined : createPrivateKey(keys.signingKeyPem);
  }

  /** Signs a session. Throws where the signing key is not at hand. */
  async issue(claims: AccountClaims): Promise<string> {
    if (!this.signingKey) throw new Error('Only identity signs account sessions');
    return new SignJWT({
      sid: claims.sessionId,
      roles: claims.roles,
      lang: claims.language,
      ...(claims.secondFactorAt ? { sfa: Math.floor(claims.secondFactorAt.getTime() / 1000) } : {}),
    })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setSubject(claims.accountId)
      .setIssuer('wsis-identity')
      .setExpirationTime(Math.floor(claims.expiresAt.getTime() / 1000))
      .sign(this.signingKey);
  }

  /** Reads a session, or tells why it is not one. Whether it was revoked meanwhile is another question. */
  async verify(token: string): Promise<AccountClaims | SessionFailure> {
    const before = this.verified.get(token);
    if (before) {
      if (before.expiresAt.getTime() > Date.now()) return before;
      this.verified.delete(token);
      return 'expired';
    }
    const read = await this.read(token);
    if (typeof read === 'string') return read;
    const [oldest] = this.verified.size < REMEMBERED_AT_MOST ? [] : this.verified.keys();
    if (oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(token, read);
    return read;
  }

  private async read(token: string): Promise<AccountClaims | SessionFailure> {
    try {
      const { payload } = await jwtVerify(token, this.publicKey, { issuer: 'wsis-identity', algorithms: ['EdDSA'] });
      const { sub, sid, exp, roles, lang, sfa } = payload;
      if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return 'forged';
      return {
        accountId: sub,
        sessionId: sid,
        roles: Array.isArray(roles) ? (roles as HeldRole[]) : [],
        language: isLanguage(lang) ? lang : 'en',
        expiresAt: new Date(exp * 1000),
        ...(typeof sfa === 'number' ? { secondFactorAt: new Date(sfa * 1000) } : {}),
      };
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'expired' : 'forged';
    }
  }
}

/** What a ballot session states; it holds no account and no address. */
export interface VoterClaims {
  readonly editionId: string;
  readonly voterId: string;
  readonly sessionId: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly stakeholderType: string;
  /** Numbers of the nominees that this voter may not choose. */
  readonly barred: readonly number[];
  readonly expiresAt: Date;
}

const PREFIX = 'wv1.';

/** A signature as 43 characters of base64url. */
const SIGNATURE_LENGTH = 43;

/** Ballot sessions: HMAC-SHA-256 under a key that only identity and voting hold, and that opens nothing but ballots. */
export class VoterSessions {
  private readonly key: KeyedHash;

  constructor(keyHex: string) {
    const key = Buffer.from(keyHex, 'hex');
    if (key.length !== 32) throw new Error('voterSessionKey must be 32 bytes in hex');
    this.key = new KeyedHash(key);
  }

  issue(claims: VoterClaims): string {
    const body = Buffer.from(
      JSON.stringify([
        claims.editionId,
        claims.voterId,
        claims.sessionId,
        claims.country,
        claims.stakeholderType,
        claims.barred,
        Math.floor(claims.expiresAt.getTime() / 1000),
      ]),
    ).toString('base64url');
    return `${PREFIX}${body}.${this.key.of(PREFIX + body).toString('base64url')}`;
  }

  /** Reads a ballot session without any query. `now` is milliseconds since 1970. */
  verify(token: string, now: number): VoterClaims | SessionFailure {
    const dot = token.length - SIGNATURE_LENGTH - 1;
    if (!token.startsWith(PREFIX) || dot <= PREFIX.length || token[dot] !== '.') return 'forged';
    const given = Buffer.from(token.slice(dot + 1), 'base64url');
    if (given.length !== SHA256_BYTES || !timingSafeEqual(given, this.key.of(token.slice(0, dot)))) return 'forged';
    const [editionId, voterId, sessionId, country, stakeholderType, barred, exp] = JSON.parse(
      Buffer.from(token.slice(PREFIX.length, dot), 'base64url').toString(),
    ) as [string, string, string, string, string, number[], number];
    if (exp * 1000 <= now) return 'expired';
    return { editionId, voterId, sessionId, country, stakeholderType, barred, expiresAt: new Date(exp * 1000) };
  }
}

/** Tokens between services: short-lived, HMAC under a key that only services hold. */
export class InternalTokens {
  private readonly key: Buffer;
  /** The latest signature: a caller's token is the same for a second. */
  private latest: { readonly body: string; readonly signature: Buffer } | undefined;

  constructor(keyHex: string) {
    this.key = Buffer.from(keyHex, 'hex');
    if (this.key.length !== 32) throw new Error('internalKey must be 32 bytes in hex');
  }

  /** A token for one caller, good for a minute. */
  issue(caller: string, now: number): string {
    const body = `${caller}.${Math.floor(now / 1000)}`;
    return `${body}.${this.sign(body).toString('base64url')}`;
  }

  verify(token: string, now: number): boolean {
    const dot = token.lastIndexOf('.');
    if (dot < 0) return false;
    const body = token.slice(0, dot);
    const given = Buffer.from(token.slice(dot + 1), 'base64url');
    const expected = this.sign(body);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
    const issuedAt = Number(body.slice(body.lastIndexOf('.') + 1)) * 1000;
    return Math.abs(now - issuedAt) <= 60_000;
  }

  private sign(body: string): Buffer {
    if (this.latest?.body !== body) {
      const signature = createHmac('sha256', this.key).update('wsis-internal.').update(body).digest();
      this.latest = { body, signature };
    }
    return this.latest.signature;
  }
}
