import { LANGUAGES } from '@wsis/kernel';
import { eventually, testService, type TestService } from '@wsis/testing';
import sharp from 'sharp';
import { TypstSharePainter } from '../src/adapters/documents/share-painter.js';
import type { SharedNominee } from '../src/domain/share-picture.js';
import { promotionService } from '../src/index.js';
import { Contest } from './contest.fixture.js';

let service: TestService;
const contest = new Contest(['C3'], 3);

beforeAll(async () => {
  service = await testService(promotionService);
  await service.emit([...contest.created(), ...contest.listed(), ...contest.frozen()]);
  await service.settled();
});

afterAll(() => service?.stop());

const share = (path: string, headers: Record<string, string> = {}) =>
  service.send({ method: 'GET', url: `/api/promotion/nominees/${path}`, headers });

async function releaseNominees() {
  const staff = () => service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
  const [first, second] = [await staff(), await staff()];
  const send = (method: 'GET' | 'POST', path: string, as: string, payload?: object) =>
    service.send({ method, url: `/api/promotion${path}`, as, ...(payload === undefined ? {} : { payload }) });
  const wanted = { kind: 'nominees', publishAt: new Date().toISOString() };
  const { approvalId } = (await send('POST', `/editions/${contest.editionId}/releases`, first, wanted)).body;
  const { payloadHash } = (await send('GET', `/approvals/${approvalId}`, second)).body;
  await send('POST', `/approvals/${approvalId}/approval`, second, { payloadHash });
}

const shared: SharedNominee = {
  nomineeId: '0195b6a0-0000-7000-8000-000000000001',
  edition: { id: 'demo', name: 'WSIS Prizes 2026' },
  number: 7,
  category: { code: 'C3', number: 3, name: 'Access to information' },
  title: 'بوابة الخدمات الإلكترونية (e-Services 2.0)',
  titleLanguage: 'ar',
  titleState: 'original',
  organisationName: 'Agencia de Gobierno Electrónico',
  country: 'UY',
  generated: false,
};

it('gives words and picture of a nominee once the nominees are released, and of nobody who was withdrawn', async () => {
  const [nominee, leaving] = [contest.nominees[0]!, contest.nominees[1]!];
  expect(await share(`${nominee.nomineeId}/share/en`)).toMatchObject({
    status: 404,
    body: { code: 'PROMOTION.NOT_SHARED' },
  });
  await releaseNominees();
  const words = await eventually('the nominees are public', async () => {
    const answer = await share(`${nominee.nomineeId}/share/fr`);
    expect(answer.status).toBe(200);
    return answer;
  });
  expect(words.body).toMatchObject({
    edition: { id: contest.editionId, name: 'WSIS Prizes 2026' },
    number: 1,
    category: { code: 'C3', number: 3, name: expect.stringMatching(/\p{L}{4}/u) },
    // There is no French text: the author's stands in, and says so.
    title: nominee.title,
    titleLanguage: 'en',
    titleState: 'original',
    organisationName: 'Organisation 1',
    picture: { width: 1200, height: 630 },
  });
  const address: string = words.body.picture.address;
  const { port } = service.service.app.getHttpServer().address() as { port: number };
  const picture = await fetch(`http://127.0.0.1:${port}${address}`);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': expect.stringMatching(/^public, max-age=\d+, immutable$/),
    'x-content-type-options': 'nosniff',
  });
  const { width, height, format } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'png' });
  const again = { 'if-none-match': String(picture.headers.get('etag')) };
  expect((await service.send({ method: 'GET', url: address, headers: again })).status).toBe(304);

  const own = address.replace('/api/promotion/nominees/', '');
  for (const wrong of [own.replace(/[0-9a-f]{16}\.png/, '0123456789abcdef.png'), own.replace('/fr/', '/en/')]) {
    expect(await share(wrong)).toMatchObject({ status: 404, body: { code: 'PROMOTION.NOT_SHARED' } });
  }
  expect(await share(`${nominee.nomineeId}/share/xx`)).toMatchObject({ status: 404 });
  await service.emit(contest.withdrawn(leaving));
  await service.settled();
  expect(await share(`${leaving.nomineeId}/share/en`)).toMatchObject({ status: 404 });
});

/** How much of a picture is not its white ground. */
async function inked(png: Uint8Array): Promise<number> {
  const { data } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 128).length;
}

async function rednessAt(png: Uint8Array, left: number): Promise<number> {
  const pixel = await sharp(png).extract({ left, top: 300, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return pixel[0] ?? 0;
}

it('sets the words of every language, from right to left where it is read so, and takes no word for code', async () => {
  const painter = new TypstSharePainter();
  for (const language of LANGUAGES) {
    const png = (await painter.paint(shared, language))!;
    expect(png.length).toBeLessThan(120_000);
    expect(await inked(png)).toBeGreaterThan(20_000);
    // The coloured edge stands where reading begins.
    const [atLeft, atRight] = [await rednessAt(png, 5), await rednessAt(png, 1_195)];
    expect([atLeft < 60, atRight < 60]).toEqual(language === 'ar' ? [false, true] : [true, false]);
  }
  const hostile = {
    ...shared,
    title: '#panic("no") *bold* $x$ #read("/etc/passwd") \\ " ]<svg onload=1>',
    organisationName: 'x'.repeat(400),
  };
  expect(await painter.paint(hostile, 'en')).toBeDefined();
});

it('paints one picture at a time, each once, and turns away who would wait for too many', async () => {
  const painter = new TypstSharePainter();
  const asked = await Promise.all(
    Array.from({ length: 10 }, (_, index) => painter.paint({ ...shared, number: index + 1 }, 'en')),
  );
  expect(asked.filter((picture) => picture === undefined)).toHaveLength(4);
  expect(await painter.paint({ ...shared, number: 1 }, 'en')).toBe(asked[0]);
});
