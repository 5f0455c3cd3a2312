import { sha256Into } from '@wsis/kernel';
import { writeUuid } from '@wsis/transparency-log';

/** Type numbers of PostgreSQL's catalogue (pg_type.dat), fixed for ever. */
const OID = { bool: 16, bytea: 17, int4: 23, text: 25, uuid: 2950 } as const;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const UUID_BYTES = 16;

/**
 * A one-dimensional array in PostgreSQL's binary format (array_send): number of dimensions, flags, element type, length,
 * lower bound, then each element with its length before it. node-postgres passes a Buffer as a binary parameter.
 * `write` puts an element at an offset and gives where it ends; none may be longer than `elementBytes`.
 */
function binaryArray<Element>(
  elementType: number,
  elements: readonly Element[],
  elementBytes: number,
  write: (target: Buffer, at: number, element: Element) => number,
): Buffer {
  const target = Buffer.allocUnsafe(HEADER_BYTES + elements.length * (LENGTH_BYTES + elementBytes));
  target.writeInt32BE(elements.length === 0 ? 0 : 1, 0);
  target.writeInt32BE(0, 4);
  target.writeInt32BE(elementType, 8);
  if (elements.length === 0) return target.subarray(0, 12);
  target.writeInt32BE(elements.length, 12);
  target.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const element of elements) {
    const end = write(target, at + LENGTH_BYTES, element);
    target.writeInt32BE(end - at - LENGTH_BYTES, at);
    at = end;
  }
  return target.subarray(0, at);
}

/** int4[] */
export function int4Array(values: readonly number[]): Buffer {
  return binaryArray(OID.int4, values, 4, (target, at, value) => target.writeInt32BE(value, at));
}

/** bool[] */
export function boolArray(values: readonly boolean[]): Buffer {
  return binaryArray(OID.bool, values, 1, (target, at, value) => target.writeUInt8(value ? 1 : 0, at));
}

/** text[] */
export function textArray(values: readonly string[]): Buffer {
  const longest = values.reduce((length, value) => Math.max(length, Buffer.byteLength(value)), 0);
  return binaryArray(OID.text, values, longest, (target, at, value) => at + target.write(value, at));
}

/** uuid[], from text in canonical form. */
export function uuidArray(values: readonly string[]): Buffer {
  return binaryArray(OID.uuid, values, UUID_BYTES, (target, at, value) => writeUuid(target, value, at));
}

/** uuid[] of the first 128 bits of each text's SHA-256: enough to tell a voter's own attempts apart. */
export function digestArray(values: readonly string[]): Buffer {
  return binaryArray(OID.uuid, values, UUID_BYTES, (target, at, value) => {
    sha256Into(target, at, value, UUID_BYTES);
    return at + UUID_BYTES;
  });
}

/** bytea[], each element written by `write`, which gives where it ends. */
export function byteaArray<Element>(
  elements: readonly Element[],
  elementBytes: number,
  write: (target: Buffer, at: number, element: Element) => number,
): Buffer {
  return binaryArray(OID.bytea, elements, elementBytes, write);
}
