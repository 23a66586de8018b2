import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Delivery {
  /** Milliseconds of `performance.now()` when the whole request had come. */
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a delivery, or leaves it hanging. `nth` counts from 1, of its path. */
export type Behaviour = (res: ServerResponse, nth: number, delivery: Delivery) => void;

/** A merchant's server of our own on 127.0.0.1, behaving by path; an unknown path is a 404. */
export class Receiver {
  readonly #deliveries = new Map<string, Delivery[]>();
  readonly #behaviours = new Map<string, Behaviour>();

  private constructor(private readonly server: Server) {
    server.on('request', (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => this.#take(req.url ?? '', req.headers, Buffer.concat(chunks).toString('utf8'), res));
    });
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  /** As the allow-list takes it. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The path's address, from now on behaving so. */
  on(path: string, behaviour: Behaviour): string {
    this.#behaviours.set(path, behaviour);
    return `http://${this.host}${path}`;
  }

  /** Oldest first. */
  at(path: string): readonly Delivery[] {
    return this.#deliveries.get(path) ?? [];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #take(path: string, headers: IncomingHttpHeaders, body: string, res: ServerResponse): void {
    const delivery = { at: performance.now(), headers, body };
    const deliveries = [...this.at(path), delivery];
    this.#deliveries.set(path, deliveries);
    const behave = this.#behaviours.get(path);
    if (behave) behave(res, deliveries.length, delivery);
    else res.writeHead(404).end();
  }
}
