import type { FastifyReply } from 'fastify';

/**
 * The cookies of the pages. `__Host-` binds each to this very host, to TLS and to the whole site (RFC 6265bis);
 * browsers take http://localhost for safe enough.
 */
export const COOKIES = {
  /** The session of an account. */
  account: '__Host-wsis-account',
  /** The session that opens one ballot and nothing else. */
  ballot: '__Host-wsis-ballot',
  /** The address that a code was mailed to, until the code is typed in. */
  address: '__Host-wsis-address',
  /** The request for that code, so that its page can say how far the mail is. */
  codeRequest: '__Host-wsis-code',
  /** A confirmation that the next page shows once. */
  said: '__Host-wsis-said',
} as const;

export type CookieName = keyof typeof COOKIES;

/** The cookies that a browser sent; where a name came twice, the first. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !found.has(name)) found.set(name, decoded(pair.slice(equals + 1).trim()));
  }
  return found;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Gives the browser a cookie that scripts cannot read. */
export function setCookie(reply: FastifyReply, name: CookieName, value: string, seconds: number): void {
  const age = Math.max(0, Math.floor(seconds));
  const cookie = `${COOKIES[name]}=${encodeURIComponent(value)}; Path=/; Max-Age=${age}; Secure; HttpOnly; SameSite=Lax`;
  const before = [reply.getHeader('set-cookie') ?? []].flat().map(String);
  reply.removeHeader('set-cookie');
  reply.header('set-cookie', [...before.filter((other) => !other.startsWith(`${COOKIES[name]}=`)), cookie]);
}

/** Takes a cookie away. */
export function clearCookie(reply: FastifyReply, name: CookieName): void {
  setCookie(reply, name, '', 0);
}
