import { Controller, Get, Header, Module } from '@nestjs/common';
import { Access, problem } from '@wsis/http';
import { testService, type TestService } from '@wsis/testing';

@Controller()
@Access.public()
class DeskController {
  @Get('private')
  silent(): object {
    return { of: 'one reader' };
  }

  @Get('public')
  @Header('cache-control', 'public, max-age=5')
  kept(): object {
    return { of: 'everybody' };
  }

  @Get('refusal')
  refused(): never {
    throw problem('HTTP.CONFLICT');
  }
}

@Module({ controllers: [DeskController] })
class DeskModule {}

let desk: TestService;
beforeAll(async () => {
  desk = await testService({ name: 'competition', migrations: [], module: () => DeskModule });
});
afterAll(() => desk?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  desk.send({ method: 'GET', url: `/api/competition/${path}`, headers });

test.each([
  ['private', 'no-store'],
  ['public', 'public, max-age=5'],
  ['refusal', 'no-store'],
  ['nowhere', 'no-store'],
  ['health/live', 'no-store'],
])('GET %s says "%s" to caches, and that its type is not to be guessed', async (path, kept) => {
  const { headers } = await get(path);
  expect(headers).toMatchObject({ 'cache-control': kept, 'x-content-type-options': 'nosniff' });
});

test("a client's own id of a request is taken when it is a UUID, and nothing else of it gets anywhere", async () => {
  const instanceOf = async (id: string) => (await get('refusal', { 'x-request-id': id })).body.instance as string;
  const own = '0190A4C1-7B1E-7C3D-9E2F-123456789ABC';
  expect(await instanceOf(own)).toBe(`urn:uuid:${own.toLowerCase()}`);
  for (const id of ['-'.repeat(36), 'a'.repeat(36), `${own}, ${own}`, '<script>', own.replaceAll('-', '')]) {
    const instance = await instanceOf(id);
    expect(instance).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(instance).not.toContain(own.toLowerCase());
  }
});
