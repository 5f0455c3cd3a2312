/** Type numbers of PostgreSQL's catalogue (pg_type.dat), fixed for ever. */
export const OID = { bool: 16, bytea: 17, int4: 23, text: 25, uuid: 2950 } as const;

/**
 * A one-dimensional array in PostgreSQL's binary format (array_send): number of dimensions, flags, element type, length,
 * lower bound, then each element with its length before it. node-postgres passes a Buffer as a binary parameter.
 */
function header(target: Buffer, elementType: number, length: number): number {
  target.writeInt32BE(length === 0 ? 0 : 1, 0);
  target.writeInt32BE(0, 4);
  target.writeInt32BE(elementType, 8);
  if (length === 0) return 12;
  target.writeInt32BE(length, 12);
  target.writeInt32BE(1, 16);
  return 20;
}

const start = (length: number) => (length === 0 ? 12 : 20);

/** int4[] */
export function int4Array(values: readonly number[]): Buffer {
  const target = Buffer.allocUnsafe(start(values.length) + values.length * 8);
  let at = header(target, OID.int4, values.length);
  for (const value of values) {
    at = target.writeInt32BE(4, at);
    at = target.writeInt32BE(value, at);
  }
  return target;
}

/** bool[] */
export function boolArray(values: readonly boolean[]): Buffer {
  const target = Buffer.allocUnsafe(start(values.length) + values.length * 5);
  let at = header(target, OID.bool, values.length);
  for (const value of values) {
    at = target.writeInt32BE(1, at);
    at = target.writeUInt8(value ? 1 : 0, at);
  }
  return target;
}

/** text[], bytea[] or uuid[], from the elements' bytes. */
export function bytesArray(elementType: number, values: readonly Buffer[]): Buffer {
  const length = values.reduce((sum, value) => sum + 4 + value.length, start(values.length));
  const target = Buffer.allocUnsafe(length);
  let at = header(target, elementType, values.length);
  for (const value of values) {
    at = target.writeInt32BE(value.length, at);
    at += value.copy(target, at);
  }
  return target;
}

/** text[] */
export function textArray(values: readonly string[]): Buffer {
  return bytesArray(
    OID.text,
    values.map((value) => Buffer.from(value, 'utf8')),
  );
}

/** uuid[], from text in canonical form. */
export function uuidArray(values: readonly string[]): Buffer {
  return bytesArray(
    OID.uuid,
    values.map((value) => Buffer.from(value.replaceAll('-', ''), 'hex')),
  );
}
