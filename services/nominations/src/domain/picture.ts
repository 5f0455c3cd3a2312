import type { Language } from '@wsis/kernel';
import type { FieldProblem } from './nominations-error.js';

/** What is taken of one picture, and how many of one submission. */
export const PICTURE_LIMITS = {
  megabytes: 8,
  /** Of a picture taken apart: a small file may hold more than a machine can bear. */
  megapixels: 25,
  shortestSide: 200,
  perSubmission: 5,
  descriptionCharacters: 300,
} as const;

/** The longer side of the sizes that pages are given, in pixels. */
export const PICTURE_SIZES = [320, 640, 1280] as const;

export type PictureFormat = 'jpeg' | 'png' | 'webp';

/** One size of a picture, stored under the hash of its bytes. */
export interface PictureVariant {
  /** SHA-256 of the bytes in hex, with the ending of its type. */
  readonly file: string;
  readonly type: 'image/webp' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** A picture as pages show it; the descriptions are for those who cannot see it, each in its author's words. */
export interface Picture {
  readonly id: string;
  readonly descriptions: Readonly<Partial<Record<Language, string>>>;
  readonly variants: readonly PictureVariant[];
}

/** The kind of a picture by its first bytes; what a client calls it does not matter. */
export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 3) === '\u00ff\u00d8\u00ff') return 'jpeg';
  if (text(0, 8) === '\u0089PNG\r\n\u001a\n') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  return undefined;
}

/** Names what is wrong with a picture's measures, before it is taken apart. */
export function checkMeasures(width: number, height: number): FieldProblem | undefined {
  const { megapixels, shortestSide } = PICTURE_LIMITS;
  if (width * height > megapixels * 1_000_000) {
    return { field: 'picture', rule: 'pictureTooLarge', params: { max: megapixels, width, height } };
  }
  if (Math.min(width, height) < shortestSide) {
    return { field: 'picture', rule: 'pictureTooSmall', params: { min: shortestSide, width, height } };
  }
  return undefined;
}
