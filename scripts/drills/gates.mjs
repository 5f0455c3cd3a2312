/**
 * The ways between processes, each a port that leads to another one: node gates.mjs, as a child with a message channel.
 * A message sets `{ id, set: { name: { port, target, state } } }`, and is answered with `{ id }` once it is so. States:
 *   open       bytes pass
 *   refused    whoever is connected loses the connection, and nobody gets a new one
 *   silent     bytes wait where they are, as in a network that is torn; opened again, they pass
 *   forgotten  connections that are there stay silent for ever, as behind a firewall that lost its state; new ones pass
 */
import { connect, createServer } from 'node:net';

class Gate {
  #pairs = new Set();
  #server;

  async set({ port, target, state }) {
    this.target = target;
    this.state = state;
    if (state === 'refused') {
      this.#server?.close();
      this.#server = undefined;
      for (const pair of this.#pairs) for (const socket of pair.sockets) socket.destroy();
      return;
    }
    for (const pair of this.#pairs) {
      if (state === 'forgotten') pair.forgotten = true;
      for (const socket of pair.sockets) {
        if (state === 'open' && !pair.forgotten) socket.resume();
        else socket.pause();
      }
    }
    if (!this.#server) await this.#listen(port);
  }

  async #listen(port) {
    const server = createServer({ allowHalfOpen: false }, (client) => this.#join(client));
    await new Promise((done, fail) => {
      server.once('error', fail);
      server.listen(port, '127.0.0.1', done);
    });
    this.#server = server;
  }

  #join(client) {
    const upstream = connect(this.target, '127.0.0.1');
    const pair = { sockets: [client, upstream], forgotten: false };
    this.#pairs.add(pair);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      one.setNoDelay(true);
      one.on('error', () => undefined);
      one.on('data', (chunk) => {
        if (other.write(chunk)) return;
        one.pause();
        other.once('drain', () => this.state !== 'silent' && !pair.forgotten && one.resume());
      });
      one.on('close', () => {
        other.destroy();
        this.#pairs.delete(pair);
      });
      if (this.state === 'silent') one.pause();
    }
  }
}

const gates = new Map();
process.on('message', async ({ id, set }) => {
  try {
    for (const [name, wish] of Object.entries(set)) {
      if (!gates.has(name)) gates.set(name, new Gate());
      await gates.get(name).set(wish);
    }
    process.send({ id });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
// Ends with the drill, however that ends; and Ctrl-C is the drill's to answer.
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
