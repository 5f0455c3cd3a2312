import { Secret, TOTP } from 'otpauth';
import type { TimeCodes } from '../../application/ports.js';

const STEP_SECONDS = 30;
const SECRET_BYTES = 20; // RFC 4226, R6
const ISSUER = 'WSIS Prizes';

/** Six digits every thirty seconds (RFC 6238), as every authenticator app knows them. */
export class AuthenticatorTimeCodes implements TimeCodes {
  newSecret(): string {
    return new Secret({ size: SECRET_BYTES }).base32;
  }

  uri(secret: string, label: string): string {
    return this.totp(secret, label).toString();
  }

  stepOf(secret: string, code: string, now: Date): number | undefined {
    const digits = code.normalize('NFKC').replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) return undefined;
    const delta = this.totp(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 });
    return delta === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
  }

  codeAt(secret: string, at: Date): string {
    return this.totp(secret).generate({ timestamp: at.getTime() });
  }

  private totp(secret: string, label = ''): TOTP {
    return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: STEP_SECONDS, digits: 6 });
  }
}
