/** How long a signed token is good for without asking identity again. */
export const TOKEN_LIFETIME_MS = 60 * 60_000;
/** How long one sign-in lasts, however often its token is renewed. */
export const SIGN_IN_LIFETIME_MS = 12 * 60 * 60_000;

/** A use is noted when the last one noted is older than this: reads stay reads, and "last seen" is right to within it. */
const USE_NOTED_EVERY_MS = 5 * 60_000;

/** Whether a session used now has not been noted as used for a while. */
export function isUseDue(lastSeenAt: Date, now: Date): boolean {
  return lastSeenAt.getTime() < now.getTime() - USE_NOTED_EVERY_MS;
}

/** When a token issued now ends: after an hour, and never after the sign-in it belongs to. */
export function tokenEnd(signedInAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + TOKEN_LIFETIME_MS, signedInAt.getTime() + SIGN_IN_LIFETIME_MS));
}
