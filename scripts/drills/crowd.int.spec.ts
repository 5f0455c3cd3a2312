import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Chance } from '@wsis/rehearsal';
import { eventually } from '@wsis/testing';

interface Crowd {
  readonly kept: readonly { readonly key: string; readonly version: number }[];
  readonly resolved: number;
  start(): void;
  finish(): Promise<void>;
  throwFault(): void;
  close(): void;
  answersSince(): Readonly<Record<string, number>>;
}
const { Crowd } = (await import(join(import.meta.dirname, 'crowd.mjs'))) as {
  Crowd: new (options: object) => Crowd;
};

/** What a made-up platform does with one save: `times` tells how often its key came before. */
type Behaviour = (save: {
  readonly key: string;
  readonly times: number;
  readonly place: number;
}) => 'save' | 'cut' | string;

describe('the crowd of a drill', () => {
  let server: Server;
  let crowd: Crowd;
  let behaviour: Behaviour;
  let asked: Map<string, number>;
  let saved: Map<string, { version: number; receipt: { ledgerNumber: number } }>;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for await (const chunk of request) void chunk;
    const key = String(request.headers['idempotency-key']);
    const times = asked.get(key) ?? 0;
    asked.set(key, times + 1);
    const how = behaviour({ key, times, place: asked.size });
    if (how === 'save' || how === 'cut' || how === 'double') {
      const base = Number(String(request.headers['if-match']).replaceAll('"', ''));
      if (!saved.has(key) || how === 'double')
        saved.set(key, { version: base + 1, receipt: { ledgerNumber: saved.size + times * 1000 } });
      if (how === 'cut') return void request.socket.destroy();
      return void response.writeHead(200).end(JSON.stringify(saved.get(key)));
    }
    const [status, code] = how.split(' ');
    return void response.writeHead(Number(status)).end(JSON.stringify({ code }));
  };

  beforeEach(async () => {
    asked = new Map();
    saved = new Map();
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    crowd = new Crowd({
      urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`],
      editionId: 'e',
      nominees: [{ category: 'C1', number: 1 }],
      chance: new Chance(1),
      pace: 500,
      voterSessionKey: '07'.repeat(32),
    });
  });
  afterEach(async () => {
    crowd.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const votes = async (until: () => boolean) => {
    crowd.start();
    try {
      await eventually('enough ballots', until, { timeoutMs: 30_000 });
    } finally {
      await crowd.finish();
    }
  };

  it('asks again with the same key where there was no answer, until it is certain what became of the save', async () => {
    behaviour = ({ times, place }) => (place % 3 === 0 && times < 2 ? 'cut' : 'save');
    await votes(() => saved.size >= 60);
    expect(crowd.resolved).toBeGreaterThan(5);
    expect(crowd.kept.map(({ key }) => key).sort()).toEqual([...saved.keys()].sort());
  });

  it('takes an open answer for certain only when the key tells', async () => {
    const said = ['503 VOTING.UNKNOWN_OUTCOME', '503 HTTP.UNAVAILABLE', '503 VOTING.UNAVAILABLE'];
    behaviour = ({ times, place }) => (place % 3 === 0 ? (said[times] ?? 'save') : 'save');
    await votes(() => saved.size >= 40);
    expect(crowd.kept.map(({ key }) => key).sort()).toEqual([...saved.keys()].sort());
    expect([...asked.keys()].filter((key) => !saved.has(key))).toEqual([]);
  });

  it('gives up what was refused for certain, and keeps nothing of it', async () => {
    behaviour = ({ place }) => (place % 2 === 0 ? '503 VOTING.UNAVAILABLE' : 'save');
    await votes(() => saved.size >= 40);
    expect(crowd.resolved).toBe(0);
    expect(crowd.kept.map(({ key }) => key).sort()).toEqual([...saved.keys()].sort());
    expect(Object.keys(crowd.answersSince())).toEqual(['200', '503 VOTING.UNAVAILABLE']);
  });

  it('sends some saves twice, and some that change a ballot', async () => {
    behaviour = () => 'save';
    await votes(() => saved.size >= 150);
    expect([...asked.values()].filter((times) => times === 2).length).toBeGreaterThan(3);
    expect(crowd.kept.filter(({ version }) => version > 1).length).toBeGreaterThan(1);
  });

  it.each([
    ['an answer that no voter may get', () => '500 HTTP.INTERNAL', /A voter was answered: 500 HTTP.INTERNAL/],
    ['two numbers for one save', () => 'double', /One save was given two numbers/],
  ])('ends at %s', async (_, how, said) => {
    behaviour = how;
    const ended = () => {
      try {
        crowd.throwFault();
        return false;
      } catch {
        return true;
      }
    };
    crowd.start();
    await eventually('the crowd to stop', ended, { timeoutMs: 30_000 });
    await expect(crowd.finish()).rejects.toThrow(said);
  });
});
