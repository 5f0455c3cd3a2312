import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, Header, HttpCode, Ip, Module, Post, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, Actor, InternalTokens, problem, type AccountClaims, type ServiceClients } from '@wsis/http';
import { testService, type TestService } from '@wsis/testing';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff, 0xfe]);
let goOn: (() => void) | undefined;
const ELSEWHERE = '203.0.113.7';

/** What comes with a call, as the service that is asked sees it. */
@Controller()
class DeskController {
  @Post('internal/letters')
  @Access.internal()
  letter(@Body() body: object, @Req() { headers, query }: FastifyRequest): object {
    return { body, query, note: headers['x-note'] };
  }

  @Get('mine')
  @Access.signedIn()
  mine(@Actor() { accountId }: AccountClaims, @Ip() ip: string, @Req() { headers }: FastifyRequest): object {
    return { accountId, ip, language: headers['accept-language'] };
  }

  @Get('picture')
  @Access.public()
  @Header('content-type', 'image/png')
  picture(): Buffer {
    return PNG;
  }

  @Get('refusal')
  @Access.public()
  refused(): never {
    throw problem('HTTP.CONFLICT');
  }

  /** A line, and another as soon as somebody asks for it: what held the whole answer back would wait for ever. */
  @Get('lines')
  @Access.public()
  lines(): StreamableFile {
    return new StreamableFile(Readable.from(this.slowly()), { type: 'application/x-ndjson' });
  }

  private async *slowly(): AsyncGenerator<string> {
    yield '1\n';
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    yield '2\n';
  }

  @Post('nothing')
  @HttpCode(204)
  @Access.public()
  nothing(): void {
    // An answer without a body.
  }
}

@Module({ controllers: [DeskController] })
class DeskModule {}

/** The service `competition`, which the clients are to ask. */
export interface Asked {
  readonly service: TestService;
  readonly url: string;
  readonly tokens: InternalTokens;
}

/** What a service that asks another may rely on, whether they share a process or not. */
export function serviceClientsContract(make: (asked: Asked) => ServiceClients): void {
  let service: TestService;
  let clients: ServiceClients;

  beforeAll(async () => {
    service = await testService({ name: 'competition', migrations: [], module: () => DeskModule });
    const { port } = service.service.app.getHttpServer().address() as AddressInfo;
    const tokens = new InternalTokens(service.secrets.internalKey);
    clients = make({ service, url: `http://127.0.0.1:${port}`, tokens });
  });
  afterAll(() => service.stop());

  it('carries query, body and headers, and the right of a service to ask', async () => {
    const body = { names: ['Zoë', '中文', 'العربية'], empty: null };
    const answer = await clients.call('competition', {
      method: 'POST',
      path: '/internal/letters?from=7&name=a%26b',
      body,
      headers: { 'x-note': 'kept' },
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { body, query: { from: '7', name: 'a&b' }, note: 'kept' },
      headers: { 'content-type': expect.stringContaining('application/json') },
    });
    expect(JSON.parse(answer.raw.toString('utf8'))).toEqual(answer.body);
  });

  it('asks for a person with what this person may, in their language, from where they are', async () => {
    const token = await service.account({ accountId: '0190a4c1-7b1e-7c3d-9e2f-123456789abc' });
    const onBehalfOf = { token, language: 'ar', address: ELSEWHERE } as const;
    expect(await clients.call('competition', { method: 'GET', path: '/mine', onBehalfOf })).toMatchObject({
      status: 200,
      body: { accountId: '0190a4c1-7b1e-7c3d-9e2f-123456789abc', ip: ELSEWHERE, language: 'ar' },
    });
    const letter = { method: 'POST', path: '/internal/letters', body: {}, onBehalfOf } as const;
    // What is for services only is not there for people.
    expect((await clients.call('competition', letter)).status).toBe(404);
  });

  it('asks for a person without a session as anybody, never as a service', async () => {
    const onBehalfOf = { language: 'fr', address: ELSEWHERE } as const;
    const mine = await clients.call('competition', { method: 'GET', path: '/mine', onBehalfOf });
    expect([mine.status, mine.headers['content-language']]).toEqual([401, 'fr']);
    const letter = { method: 'POST', path: '/internal/letters', body: {}, onBehalfOf } as const;
    expect((await clients.call('competition', letter)).status).toBe(404);
  });

  it('gives back what is no JSON byte by byte, and nothing as nothing', async () => {
    const picture = await clients.call('competition', { method: 'GET', path: '/picture' });
    expect([picture.status, picture.headers['content-type'], picture.raw]).toEqual([200, 'image/png', PNG]);
    expect(picture.body).toBeUndefined();
    const nothing = await clients.call('competition', { method: 'POST', path: '/nothing' });
    expect([nothing.status, nothing.body, nothing.raw.length]).toEqual([204, undefined, 0]);
  });

  it('gives what is long while it comes', async () => {
    const { status, headers, content } = await clients.stream('competition', { method: 'GET', path: '/lines' });
    expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    const read: string[] = [];
    for await (const chunk of content) {
      read.push(String(chunk));
      goOn?.();
    }
    expect(read.join('')).toBe('1\n2\n');
    expect(read.length).toBeGreaterThan(1);
    const refusal = await clients.stream('competition', { method: 'GET', path: '/refusal' });
    expect([refusal.status, JSON.parse(await text(refusal.content))]).toMatchObject([409, { code: 'HTTP.CONFLICT' }]);
    await expect(clients.stream('promotion', { method: 'GET', path: '/lines' })).rejects.toThrow(/promotion/i);
  });

  it('gives a refusal as an answer, not as an error', async () => {
    const refusal = await clients.call('competition', { method: 'GET', path: '/refusal' });
    expect(refusal).toMatchObject({ status: 409, body: { code: 'HTTP.CONFLICT', status: 409 } });
    expect((await clients.call('competition', { method: 'GET', path: '/nowhere' })).status).toBe(404);
  });

  it('throws where the service is not to be reached', async () => {
    await expect(clients.call('promotion', { method: 'GET', path: '/picture' })).rejects.toThrow(/promotion/i);
  });
}
