import { readdirSync, readFileSync } from 'node:fs';
import { fromBinary, toBinary, toJson, type JsonValue } from '@bufbuild/protobuf';
import { catalogue } from './index.js';

interface Golden {
  readonly type: string;
  readonly bytes: string;
  readonly message: JsonValue;
}

const proto = new URL('../../../proto/', import.meta.url);

const goldens = readdirSync(proto, { recursive: true, encoding: 'utf8' })
  .filter((path) => /testdata\/.*\.json$/.test(path))
  .map((path) => ({ path, golden: JSON.parse(readFileSync(new URL(path, proto), 'utf8')) as Golden }));

describe('Golden messages, which stay readable for ever', () => {
  it.each(goldens.map(({ path, golden }) => [path, golden] as const))('%s says what it always said', (_, golden) => {
    const schema = catalogue.find(golden.type)?.schema;
    if (!schema) throw new Error(`${golden.type} is no longer in the catalogue`);
    const message = fromBinary(schema, Buffer.from(golden.bytes, 'base64'));
    expect(toJson(schema, message)).toEqual(golden.message);
    expect(fromBinary(schema, toBinary(schema, message))).toEqual(message);
    // A field that was taken away would hide among the unknown ones.
    expect(message.$unknown ?? []).toEqual([]);
  });

  it('exist for every event', () => {
    const covered = new Set(goldens.map(({ golden }) => golden.type));
    expect(catalogue.entries.map((entry) => entry.type).filter((type) => !covered.has(type))).toEqual([]);
  });
});
