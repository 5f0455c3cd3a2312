import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port where nobody answers until the gate is opened; then it leads to a server. */
export class Gate {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private cutting = false;
  /** How many have come. */
  connections = 0;

  constructor(
    readonly port: number,
    private readonly target: number,
  ) {}

  /** Takes connections and ends them at once, as a server does that is about to stop. */
  async openAndCut(): Promise<void> {
    this.cutting = true;
    await this.listen();
  }

  async open(): Promise<void> {
    this.cutting = false;
    if (!this.server) await this.listen();
  }

  close(): void {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async listen(): Promise<void> {
    const server = createServer((client) => {
      this.connections += 1;
      client.on('error', () => undefined);
      if (this.cutting) return void client.end();
      const upstream = connect(this.target, '127.0.0.1');
      for (const socket of [client, upstream]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
      }
      client.pipe(upstream).pipe(client);
      return undefined;
    });
    this.server = server;
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(this.port, '127.0.0.1', done);
    });
  }
}
