import { Writable } from 'node:stream';
import { createLogger } from './logger.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  write(createLogger({ service: 'identity', destination }));
  return lines.join('');
}

test('a failed statement is told without the values that it was to store', () => {
  const failed = Object.assign(new Error('duplicate key value violates unique constraint "accounts_pkey"'), {
    code: '23505',
    query: 'INSERT INTO identity.accounts …',
    parameters: ['voter@example.org', 'KXMP-2345'],
    detail: 'Key (address)=(voter@example.org) already exists.',
    driverError: { parameters: ['voter@example.org'] },
  });
  const line = logged((logger) => logger.error({ err: failed }, 'A request failed'));
  expect(JSON.parse(line)).toMatchObject({
    err: { type: 'Error', reason: '23505', message: failed.message, stack: expect.stringContaining('logger.spec') },
  });
  expect(line).not.toMatch(/voter@example|KXMP/);
});

test('an address is taken out of a message, of its stack and of what caused it', () => {
  const refused = new Error('550 5.1.1 <jörg.vote+x@exämple.org>: Recipient address rejected');
  const line = logged((logger) => logger.warn({ err: new Error('Not sent', { cause: refused }) }, 'A mail failed'));
  expect(JSON.parse(line).err.cause.message).toBe('550 5.1.1 <[address]>: Recipient address rejected');
  expect(line).not.toMatch(/org>/);
});

test('what is thrown without being an error is not told, and folders with an at-sign stay readable', () => {
  expect(logged((logger) => logger.error({ err: { email: 'a@b.example' } }))).not.toContain('a@b.example');
  const deep = Object.assign(new Error('x'), { stack: 'Error: x\n at node_modules/@nestjs/core/router.js:1:2' });
  expect(JSON.parse(logged((logger) => logger.error({ err: deep }))).err.stack).toContain('node_modules/@nestjs/core');
});
