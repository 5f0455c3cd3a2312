import { createPublicKey, type JsonWebKey } from 'node:crypto';

export const PUBLIC_KEYS = Symbol('identity:public-keys');

/** A JSON Web Key Set (RFC 7517). */
export interface PublicKeys {
  readonly keys: readonly (JsonWebKey & { readonly alg: string; readonly use: string })[];
}

/** The public part of the signing key, as a set of one. */
export function publicKeys(publicKeyPem: string): PublicKeys {
  return { keys: [{ ...createPublicKey(publicKeyPem).export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig' }] };
}
