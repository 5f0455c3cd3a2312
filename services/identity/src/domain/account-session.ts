/** How long a signed token is good for without asking identity again. */
export const TOKEN_LIFETIME_MS = 60 * 60_000;
/** How long one sign-in lasts, however often its token is renewed. */
export const SIGN_IN_LIFETIME_MS = 12 * 60 * 60_000;

/** When a token issued now ends: after an hour, and never after the sign-in it belongs to. */
export function tokenEnd(signedInAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + TOKEN_LIFETIME_MS, signedInAt.getTime() + SIGN_IN_LIFETIME_MS));
}
