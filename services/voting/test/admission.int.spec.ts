import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { eventually, testService, type TestService } from '@wsis/testing';
import { votingService } from '../src/definition.js';
import { announceEdition } from './announce-edition.fixture.js';
import { EDITION, nominee } from './vote.fixture.js';

const BALLOT = `/api/voting/editions/${EDITION}/ballot`;

describe('saving ballots at a stated capacity of two a second', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await testService(votingService, {
      environment: { VOTING_SCREEN_POLL_MS: '50', VOTING_SAVES_PER_SECOND: '2' },
    });
    await announceEdition(service);
  });
  afterAll(() => service.stop());

  interface Person {
    readonly as: string;
    readonly key: string;
  }
  const person = (): Person => ({ as: service.voter({ editionId: EDITION }), key: randomUUID() });
  const save = ({ as, key }: Person, headers: Record<string, string> = {}, place = 1) =>
    service.send({
      method: 'PUT',
      url: BALLOT,
      as,
      headers: { 'if-match': '"0"', 'idempotency-key': key, ...headers },
      payload: { choices: { C1: nominee(1, place) }, orderNumber: 3 } as object,
    });
  /** Asks until the server is full, and gives those who were sent away with their answers. */
  const fill = async () => {
    const people = Array.from({ length: 12 }, person);
    const answers = await Promise.all(people.map((one) => save(one)));
    return people.flatMap((one, i) => (answers[i]?.status === 503 ? [{ ...one, answer: answers[i]! }] : []));
  };

  it('gives who does not get in a place in the queue, in their language, and tells when to come again', async () => {
    const [sentAway] = await fill();
    const { status, headers, body } = sentAway!.answer;
    expect(status).toBe(503);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ type: '/problems/VOTING.BUSY', code: 'VOTING.BUSY', status: 503 });
    expect(body.instance).toMatch(/^urn:uuid:/);
    expect(body.queue.ticket).toBe(headers['queue-ticket']);
    expect(String(body.queue.retryAfterSeconds)).toBe(headers['retry-after']);
    expect(body.queue.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(body.queue.waiting).toBeGreaterThanOrEqual(1);
    const again = await save(sentAway!, { 'queue-ticket': body.queue.ticket, 'accept-language': 'ru' });
    // The same ticket again: the place does not get worse by asking.
    if (again.status === 503) expect(again.body.queue.ticket).toBe(body.queue.ticket);
    const russian = (await fill())[0]!;
    expect((await save(russian, { 'accept-language': 'ru' })).headers['content-language']).toBe('ru');
  });

  it('turns away at the head of a request: its body need not come', async () => {
    await fill();
    const { as, key } = person();
    const socket = connect((service.fastify.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `PUT ${BALLOT} HTTP/1.1\r\nhost: vote\r\nauthorization: Bearer ${as}\r\nif-match: "0"\r\n` +
        `idempotency-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer.toString()).toContain('"code":"VOTING.BUSY"');
  });

  it('saves in the end whoever keeps sending the same request with the ticket, once', async () => {
    const sentAway = await fill();
    expect(sentAway.length).toBeGreaterThan(3);
    const saved = await Promise.all(
      sentAway.slice(0, 4).map(async (one) => {
        let { answer } = one;
        await eventually(
          'the turn of somebody who waits',
          async () => {
            answer = await save(one, { 'queue-ticket': String(answer.headers['queue-ticket']) });
            return answer.status !== 503;
          },
          { timeoutMs: 30_000, everyMs: 500 },
        );
        return answer;
      }),
    );
    expect(saved.map((answer) => [answer.status, answer.body.version])).toEqual(saved.map(() => [200, 1]));
    const numbers = saved.map((answer) => answer.body.receipt.ledgerNumber);
    expect(new Set(numbers).size).toBe(saved.length);
  });

  it('takes a ticket of another session, of another key, a forged one and rubbish for none', async () => {
    const [first, second] = await fill();
    const foreign = String(first!.answer.headers['queue-ticket']);
    for (const ticket of [foreign, `${foreign.slice(0, -1)}A`, 'q1.', 'x'.repeat(200)]) {
      const answer = await save(second!, { 'queue-ticket': ticket });
      if (answer.status === 503) expect(answer.body.queue.ticket).not.toBe(ticket);
    }
    const otherKey = await save({ ...first!, key: randomUUID() }, { 'queue-ticket': foreign });
    if (otherKey.status === 503) expect(otherKey.body.queue.ticket).not.toBe(foreign);
  });

  it('counts who was sent away', async () => {
    const health = await service.send({ url: `/api/voting/editions/${EDITION}/health` });
    expect(health.body.refusals['VOTING.BUSY']).toBeGreaterThan(10);
  });
});
