import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { KeyedHash, sha256Into } from './sha256.js';

const bytes = fc.uint8Array({ maxLength: 5_000 });

test('a hash is written where it belongs, and nothing beside it is touched', () => {
  fc.assert(
    fc.property(bytes, fc.nat(20), fc.integer({ min: 1, max: 32 }), (data, at, length) => {
      const target = Buffer.alloc(64, 0xee);
      sha256Into(target, at, data, length);
      const expected = Buffer.alloc(64, 0xee);
      createHash('sha256').update(data).digest().copy(expected, at, 0, length);
      expect(target).toEqual(expected);
    }),
  );
});

test('a keyed hash is that of node:crypto for every key up to a block and messages of every length, one after the other', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(bytes, { minLength: 1, maxLength: 4 }), (key, messages) => {
      const keyed = new KeyedHash(key);
      for (const message of messages)
        expect(keyed.of(message)).toEqual(createHmac('sha256', key).update(message).digest());
    }),
  );
});

test('a text is hashed as its bytes', () => {
  const key = Buffer.alloc(32, 9);
  expect(new KeyedHash(key).of('wv1.aé')).toEqual(createHmac('sha256', key).update('wv1.aé', 'latin1').digest());
});

test('a key longer than a block is refused', () => {
  expect(() => new KeyedHash(Buffer.alloc(65))).toThrow('key: expected at most 64 bytes, got 65');
});
