import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { FixedClock } from '@wsis/kernel';
import { testService, type TestService } from '@wsis/testing';
import sharp from 'sharp';
import { FolderFileStore } from '../src/adapters/files/folder-file-store.js';
import { PostgresPictureStore } from '../src/adapters/postgres/picture.store.js';
import { SweepFiles } from '../src/application/sweep-files.js';
import { nominationsService } from '../src/index.js';
import { Contest, answers } from './contest.js';

let service: TestService;
let contest: Contest;
let editionId: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  service = await testService(nominationsService, { environment: { FILES_DIR: folder } });
  contest = await Contest.on(service);
  editionId = await contest.edition();
});

afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const painted = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 30, g: 90, b: 160 } } });
const files = new Map<string, Buffer>();

async function draft(): Promise<string> {
  return (await contest.post(`/editions/${editionId}/submissions`, { language: 'en', values: answers() })).body.id;
}

function send(
  submission: string,
  bytes: Buffer,
  { type = 'image/jpeg', description = 'A blue field' as string | null, as = contest.author } = {},
) {
  const url = `/api/nominations/submissions/${submission}/pictures`;
  return service.send({
    method: 'POST',
    url,
    payload: bytes,
    headers: { 'content-type': type },
    ...(description === null ? {} : { query: { description } }),
    as,
  });
}

/** An answer's bytes as they came. */
async function bytesOf(path: string, headers: Record<string, string> = {}) {
  const { port } = service.service.app.getHttpServer().address() as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}/api/nominations${path}`, { headers });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** A PNG of any measures in a few bytes: its pixels are one long run of nothing. */
function bomb(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    let crc = 0xffffffff;
    for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(Math.min((width + 1) * height, 2_000_000)));
  const signature = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

it('paints a picture anew in the sizes of pages, upright, and keeps nothing else that the file held', async () => {
  const submission = await draft();
  const photo = await painted(1600, 1000)
    .withExif({ IFD0: { Copyright: 'A Person' }, IFD3: { GPSLatitude: '46/1 12/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const polyglot = Buffer.concat([photo, Buffer.from('<script>alert(1)</script>')]);
  const added = await send(submission, polyglot);
  expect(added).toMatchObject({ status: 201, body: { descriptions: { en: 'A blue field' } } });
  // Taken with the camera on its side: painted upright.
  expect(added.body.variants.map((one: any) => [one.type, one.width, one.height])).toEqual([
    ['image/webp', 200, 320],
    ['image/webp', 400, 640],
    ['image/jpeg', 400, 640],
    ['image/webp', 800, 1280],
  ]);
  const seen = await contest.get(`/submissions/${submission}`, contest.author);
  expect(seen.body.pictures).toEqual([added.body]);
  for (const { file } of added.body.variants) {
    const token = { authorization: `Bearer ${contest.author}` };
    const { status, headers, bytes } = await bytesOf(`/submissions/${submission}/pictures/${file}`, token);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(bytes.includes('script')).toBe(false);
    expect(bytes.includes('A Person')).toBe(false);
    const { exif, icc, xmp, orientation } = await sharp(bytes).metadata();
    expect({ exif, icc, xmp, orientation }).toEqual({});
    files.set(file, bytes);
  }
  const stranger = { authorization: `Bearer ${await service.account()}` };
  const [{ file }] = added.body.variants;
  expect(await bytesOf(`/submissions/${submission}/pictures/${file}`, stranger)).toMatchObject({ status: 404 });
});

describe('what cannot be taken', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'), 'pictureType'],
    ['a GIF', () => painted(400, 400).gif().toBuffer(), 'pictureType'],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'pictureType'],
    ['nothing', () => Buffer.alloc(0), 'pictureType'],
    [
      'a page behind the first bytes of a JPEG',
      () => Buffer.from('\u00ff\u00d8\u00ff<html>', 'latin1'),
      'pictureBroken',
    ],
    ['an SVG behind the first bytes of a WebP', () => Buffer.from('RIFF\0\0\0\0WEBP<svg/>'), 'pictureBroken'],
    [
      'half a picture',
      async () => (await painted(900, 900).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 40_000),
      'pictureBroken',
    ],
    ['a picture too large to take apart', () => bomb(30_000, 30_000), 'pictureTooLarge'],
    ['a picture of one endless row', () => bomb(90_000_000, 1), 'pictureTooLarge'],
    ['a picture that lacks the pixels it claims', () => bomb(5_000, 5_000), 'pictureBroken'],
    ['a dot', () => painted(16, 16).png().toBuffer(), 'pictureTooSmall'],
  ])('names the field and the rule for %s', async (_, make, rule) => {
    const refused = await send(await draft(), await make(), { type: 'image/png' });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'NOMINATIONS.PICTURE_REFUSED', errors: [{ field: 'picture', rule }] },
    });
    expect(refused.body.errors[0].message).not.toContain(rule);
  });

  it('is more than 8 megabytes, whether the sender says so or not', async () => {
    const submission = await draft();
    const refused = await send(submission, Buffer.alloc(8 * 1_048_576 + 1));
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'picture', rule: 'maxMegabytes' }] } });
    const { port } = service.service.app.getHttpServer().address() as { port: number };
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_048_576)) });
    const unsaid = await fetch(
      `http://127.0.0.1:${port}/api/nominations/submissions/${submission}/pictures?description=x`,
      {
        method: 'POST',
        body: endless,
        duplex: 'half',
        headers: { 'content-type': 'image/png', authorization: `Bearer ${contest.author}` },
      } as RequestInit,
    ).then(
      (answer) => answer.status,
      // The answer came, and the line was closed, while bytes were still being sent.
      () => 422,
    );
    expect(unsaid).toBe(422);
    expect((await contest.get(`/submissions/${submission}`, contest.author)).body.pictures).toEqual([]);
  });

  it('is a picture without a description, of another’s submission, or in another route’s body', async () => {
    const submission = await draft();
    const photo = await painted(300, 300).jpeg().toBuffer();
    for (const description of [null, '', '   ', 'x'.repeat(301)]) {
      const refused = await send(submission, photo, { description });
      expect(refused.status).toBe(422);
      expect(refused.body.errors[0].field).toBe('description');
    }
    expect(await send(submission, photo, { as: await service.account() })).toMatchObject({
      status: 404,
      body: { code: 'NOMINATIONS.SUBMISSION_UNKNOWN' },
    });
    expect(await send(submission, photo, { type: 'application/json' })).toMatchObject({ status: 400 });
    const elsewhere = await service.send({
      method: 'POST',
      url: `/api/nominations/editions/${editionId}/submissions`,
      payload: photo,
      headers: { 'content-type': 'image/jpeg' },
      as: contest.author,
    });
    expect(elsewhere).toMatchObject({ status: 415 });
  });

  it('is a sixth picture, however many come at once', async () => {
    const submission = await draft();
    const photo = await painted(300, 300).webp().toBuffer();
    for (let count = 0; count < 3; count++) {
      expect(await send(submission, photo, { type: 'image/webp' })).toMatchObject({ status: 201 });
    }
    const rest = await Promise.all(Array.from({ length: 4 }, () => send(submission, photo)));
    expect(rest.map((answer) => answer.status).sort()).toEqual([201, 201, 422, 422]);
    const { pictures } = (await contest.get(`/submissions/${submission}`, contest.author)).body;
    expect(pictures).toHaveLength(5);
  });
});

it('turns away, with a time to come again, who would wait for too many others', async () => {
  const photo = await painted(1_200, 1_200).jpeg().toBuffer();
  const submissions = await Promise.all(Array.from({ length: 12 }, draft));
  const answers = await Promise.all(submissions.map((submission) => send(submission, photo)));
  const busy = answers.filter((answer) => answer.status === 503);
  expect(answers.filter((answer) => answer.status === 201).length).toBeGreaterThanOrEqual(4);
  expect(answers).toHaveLength(busy.length + answers.filter((answer) => answer.status === 201).length);
  for (const answer of busy) {
    expect(answer).toMatchObject({ body: { code: 'NOMINATIONS.PICTURES_BUSY' }, headers: { 'retry-after': '5' } });
  }
});

it('shows a nominee’s pictures to everybody once the list is released, for good, and no longer once it is withdrawn', async () => {
  const own = await contest.edition();
  const begun = await contest.post(`/editions/${own}/submissions`, { language: 'en', values: answers() });
  const submission: string = begun.body.id;
  const { body: picture } = await send(submission, await painted(700, 500).png().toBuffer(), { type: 'image/png' });
  const describe = (language: string, description: string) =>
    service.send({
      method: 'PUT',
      url: `/api/nominations/submissions/${submission}/pictures/${picture.id}/descriptions/${language}`,
      payload: { description },
      as: contest.author,
    });
  expect(await describe('fr', 'Un champ bleu')).toMatchObject({ status: 204 });
  expect(await describe('xx', 'Un champ bleu')).toMatchObject({ status: 404 });
  const removed = (await send(submission, await painted(300, 300).jpeg().toBuffer())).body;
  const remove = () =>
    service.send({
      method: 'DELETE',
      url: `/api/nominations/submissions/${submission}/pictures/${removed.id}`,
      as: contest.author,
    });
  expect(await remove()).toMatchObject({ status: 204 });
  expect(await remove()).toMatchObject({ status: 404, body: { code: 'NOMINATIONS.PICTURE_UNKNOWN' } });

  await contest.post(`/submissions/${submission}/submission`, {}, contest.author, { 'if-match': '"1"' });
  expect(await send(submission, await painted(300, 300).jpeg().toBuffer())).toMatchObject({ status: 409 });
  expect(await describe('es', 'Un campo azul')).toMatchObject({ status: 409 });
  await contest.post(`/submissions/${submission}/screening`, { outcome: 'nominate' }, contest.screener);
  const proposed = await contest.post(`/editions/${own}/nominee-list/freeze`, {}, contest.first);
  await contest.approve(proposed.body.approvalId);
  const early = (await contest.get(`/editions/${own}/nominees`, contest.first)).body.items[0];
  const [{ file }] = picture.variants;
  const path = `/nominees/${early.id}/pictures/${file}`;
  expect(await bytesOf(path)).toMatchObject({ status: 404 });
  await contest.release(own);

  const page = (await contest.get(`/nominees/${early.id}`)).body;
  expect(page.pictures).toEqual([{ ...picture, descriptions: { en: 'A blue field', fr: 'Un champ bleu' } }]);
  expect(page.texts).toMatchObject([
    { language: 'en', state: 'original', answers: { sdgLinks: { 4: expect.anything() } } },
  ]);
  expect(page.texts[0].answers).not.toHaveProperty('goals');
  const shown = await bytesOf(path);
  expect(shown.status).toBe(200);
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': expect.stringMatching(/^public, max-age=\d+, immutable$/),
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': expect.stringContaining('inline; filename='),
    'x-content-type-options': 'nosniff',
  });
  expect((await sharp(shown.bytes).metadata()).format).toBe('webp');
  expect(await bytesOf(path, { 'if-none-match': String(shown.headers.get('etag')) })).toMatchObject({ status: 304 });
  for (const other of [[...files.keys()][0], removed.variants[0].file, '..%2f..%2fetc%2fpasswd', 'x.webp']) {
    expect(await bytesOf(`/nominees/${early.id}/pictures/${other}`)).toMatchObject({ status: 404 });
  }
  expect(await contest.withdraw(early.id)).toMatchObject({ status: 200 });
  expect(await bytesOf(path)).toMatchObject({ status: 404 });
});

it('sweeps away what no picture names any more, and nothing else', async () => {
  const submission = await draft();
  const kept = (await send(submission, await painted(320, 240).jpeg().toBuffer())).body;
  const gone = (await send(submission, await painted(240, 320).jpeg().toBuffer())).body;
  await service.send({
    method: 'DELETE',
    url: `/api/nominations/submissions/${submission}/pictures/${gone.id}`,
    as: contest.author,
  });
  const root = join(folder, 'nominations');
  const store = new FolderFileStore(root);
  const name = (one: any): string => one.variants[0].file;
  const present = () => readdirSync(root, { recursive: true }).map(String);
  const hasFile = (file: string) => present().some((path) => path.endsWith(file));
  const half = `${name(gone)}.0195-half`;
  await store.put(half, Buffer.from('half'));
  const sweep = new SweepFiles(service.database, new PostgresPictureStore(), store, new FixedClock(new Date()));
  await sweep.execute();
  // What is new may still be on its way to its row.
  expect(hasFile(name(gone))).toBe(true);
  const anHourAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const path of present().filter((each) => each.includes('.'))) utimesSync(join(root, path), anHourAgo, anHourAgo);
  expect(await sweep.execute()).toBeGreaterThanOrEqual(2);
  expect([hasFile(name(gone)), hasFile(half), hasFile(name(kept))]).toEqual([false, false, true]);
});
