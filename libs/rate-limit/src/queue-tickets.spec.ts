import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { QueueTickets, type QueueTicket } from './queue-tickets.js';

const NOW = 1_790_000_000_000;
const secret = randomBytes(32);
const [session, key] = [randomUUID(), randomUUID()];

describe('queue tickets', () => {
  const tickets = new QueueTickets(secret);

  it('say when they were drawn to whom they were given, in every process that shares the key', () => {
    const text = tickets.draw(session, key, NOW + 0.2);
    const read = new QueueTickets(secret).read(text, session, key, NOW + 5_000) as QueueTicket;
    // Rounded up: a ticket never claims to be from before it was drawn.
    expect(read.drawnAtMs).toBe(NOW + 1);
    expect(read.orderMs).toBeGreaterThanOrEqual(NOW);
    expect(read.orderMs).toBeLessThan(NOW + 1_000);
    expect(text).toMatch(/^q1\.[\w-]{32}$/);
  });

  it.each([
    ['another session', randomUUID(), key],
    ['another save of the same session', session, randomUUID()],
    ['a session and key that read alike when joined', `${session}\n${key}`, ''],
  ])('are worth nothing to %s', (_, otherSession, otherKey) => {
    const text = tickets.draw(session, key, NOW);
    expect(tickets.read(text, otherSession, otherKey, NOW)).toBe('forged');
  });

  it('are forged when another key signed them, and expire', () => {
    const text = tickets.draw(session, key, NOW);
    expect(new QueueTickets(randomBytes(32)).read(text, session, key, NOW)).toBe('forged');
    expect(tickets.read(text, session, key, NOW + 15 * 60_000 + 1)).toBe('expired');
    expect(tickets.read(text, session, key, NOW + 15 * 60_000)).toMatchObject({ drawnAtMs: NOW });
  });

  it('do not survive the change of any character', () => {
    const text = tickets.draw(session, key, NOW);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...letters), (at, letter) => {
        if (text[at] === letter) return;
        const other = text.slice(0, at) + letter + text.slice(at + 1);
        expect(tickets.read(other, session, key, NOW)).toBe('forged');
      }),
      { numRuns: 500 },
    );
  });

  it('read rubbish as forged', () => {
    fc.assert(fc.property(fc.string(), (text) => tickets.read(text, session, key, NOW) === 'forged'));
  });

  it('of a process that does not know the time are nobody’s elder', () => {
    const text = tickets.draw(session, key, Number.POSITIVE_INFINITY);
    expect((tickets.read(text, session, key, NOW) as QueueTicket).orderMs).toBeGreaterThan(NOW + 1e12);
  });

  it('give places within a second by chance, not by who came first', () => {
    const places = Array.from({ length: 400 }, (_, i) => {
      const at = NOW + i * 2.4;
      return (tickets.read(tickets.draw(session, key, at), session, key, NOW) as QueueTicket).orderMs;
    });
    const overtaken = places.slice(1).filter((place, i) => place < (places[i] as number)).length;
    expect(overtaken).toBeGreaterThan(150);
    expect(overtaken).toBeLessThan(250);
  });
});
