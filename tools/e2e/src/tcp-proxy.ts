import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

interface Line {
  readonly client: Socket;
  readonly server: Socket;
}

/** A network between two processes of this machine, which can fail as networks do. */
export class TcpProxy {
  readonly #lines = new Set<Line>();
  readonly #listener = createServer((client) => this.#open(client));
  #passes = true;

  private constructor(private readonly target: number) {}

  /** In front of a port of 127.0.0.1. */
  static async before(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await once(proxy.#listener.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  /** Bytes wait, and neither end notices: as when packets are lost and sent again. New connections wait likewise. */
  blackHole(): void {
    this.#passes = false;
    for (const { client, server } of this.#lines) {
      client.unpipe(server).pause();
      server.unpipe(client).pause();
    }
  }

  /** What waited arrives now, in order, even of those who gave up waiting. */
  pass(): void {
    this.#passes = true;
    for (const line of this.#lines) join(line);
  }

  /** Breaks each open connection; new ones pass. */
  reset(): void {
    for (const { client, server } of this.#lines) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    this.reset();
    await closed;
  }

  #open(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const line = { client, server };
    this.#lines.add(line);
    const end = (): void => {
      this.#lines.delete(line);
      client.destroy();
      server.destroy();
    };
    // An error says no more than the close that follows it.
    for (const socket of [client, server]) socket.on('error', () => undefined).once('close', end);
    if (this.#passes) join(line);
  }
}

function join({ client, server }: Line): void {
  client.pipe(server);
  server.pipe(client);
}
