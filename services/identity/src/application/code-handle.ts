import { codeRequestText, readCodeRequest, type CodeRequest } from '../domain/code-request.js';
import type { Keyring } from './ports.js';

/** What the seal is bound to, so that nothing sealed for another purpose opens as a handle. */
const PURPOSE = 'code-request';

/** A code request as a word that only identity can read: nothing of it needs to be stored. */
export function sealHandle(keys: Pick<Keyring, 'seal'>, request: CodeRequest): string {
  return keys.seal(codeRequestText(request), PURPOSE).toString('base64url');
}

/** Reads a handle; undefined when we did not make it. */
export function openHandle(keys: Pick<Keyring, 'open'>, handle: string): CodeRequest | undefined {
  try {
    return readCodeRequest(keys.open(Buffer.from(handle, 'base64url'), PURPOSE));
  } catch {
    return undefined;
  }
}
