import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { testService, type TestService } from '@wsis/testing';
import { PublishCheckpoints } from '../src/application/checkpoints.js';
import { votingService } from '../src/definition.js';
import { announceEdition } from './announce-edition.fixture.js';
import { EDITION, nominee } from './vote.fixture.js';

const BASE = `/api/voting/editions/${EDITION}`;
const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** RFC 6962, section 2.1, as it is written there: shares nothing with what the service computes by. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** What an auditor's program does with the file and the public key, and with nothing else. */
function read(note: string, publicKey: string) {
  const end = note.indexOf('\n\n');
  const signed = Buffer.from(
    note
      .slice(end + 2)
      .trim()
      .split(' ')[2] ?? '',
    'base64',
  );
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split('\n');
  return {
    origin,
    size: Number(size),
    root: Buffer.from(root ?? '', 'base64').toString('hex'),
    valid: verify(null, Buffer.from(text), createPublicKey(publicKey), signed.subarray(4)),
  };
}

describe('The checkpoint of a ledger', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await testService(votingService, { environment: { VOTING_SCREEN_POLL_MS: '50' } });
    await announceEdition(service);
  });
  afterAll(() => service.stop());

  const publish = () => service.service.app.get(PublishCheckpoints, { strict: false }).execute();
  const get = async (path: string) => (await service.send({ url: `${BASE}${path}` })).body;
  const save = async (place: number) => {
    const { status } = await service.send({
      method: 'PUT',
      url: `${BASE}/ballot`,
      as: service.voter({ editionId: EDITION }),
      headers: { 'if-match': '"0"', 'idempotency-key': randomUUID() },
      payload: { choices: { C1: nominee(1, place) } } as object,
    });
    expect(status).toBe(200);
  };
  const leaves = async () => {
    const { rows } = await get('/ledger?limit=200');
    return rows.map(({ leafHash }: { leafHash: string }) => Buffer.from(leafHash, 'hex')) as Buffer[];
  };

  it('is signed over every row that anybody may read, and checked with the public key alone', async () => {
    const key = (await service.send({ url: '/api/voting/receipt-key' })).body;
    for (const places of [[1], [2, 3, 1], [1, 2]]) {
      for (const place of places) await save(place);
      await publish();
      const all = await leaves();
      const told = await get('/checkpoint');
      const file = await service.send({ url: `${BASE}/checkpoint/note` });
      expect(file.headers['content-disposition']).toBe('attachment; filename="checkpoint.txt"');
      const note = file.body as string;
      expect(note).toBe(told.note);
      expect(read(note, key.publicKey)).toEqual({
        origin: `wsis-prizes/ledger/${EDITION}`,
        size: all.length,
        root: rootOf(all).toString('hex'),
        valid: true,
      });
      expect([told.size, told.root, told.keyId]).toEqual([all.length, rootOf(all).toString('hex'), key.keyId]);
      // One byte of the root, and nobody is convinced.
      const root = Buffer.from(told.root, 'hex');
      const changed = Buffer.from(root);
      changed[7] = (changed[7] as number) ^ 1;
      const forged = note.replace(root.toString('base64'), changed.toString('base64'));
      expect([forged === note, read(forged, key.publicKey).valid]).toEqual([false, false]);
    }
  });

  it('is one for a size, however many publish at once, and never another', async () => {
    await save(2);
    await Promise.all([publish(), publish(), publish()]);
    const [one, again] = [await get('/checkpoint'), await get('/checkpoint')];
    expect(again).toEqual(one);
    const { database } = service;
    const stored = () => database.query(`SELECT size FROM voting.checkpoints WHERE size = $1`, [one.size]);
    expect(await stored()).toHaveLength(1);
    await expect(database.query(`UPDATE voting.checkpoints SET root = sha256('other')`)).rejects.toThrow('append-only');
  });

  it('is not there before the first row', async () => {
    const none = await service.send({ url: '/api/voting/editions/never-held/checkpoint' });
    expect([none.status, none.body.code]).toEqual([404, 'VOTING.NO_CHECKPOINT']);
  });
});
