import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message on its way to PayCore's webhooks, as it came. */
export interface Overheard {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Stands before PayCore's webhooks: passes all on and keeps what the gateways sent, with their headers. */
export class Eavesdropper {
  readonly requests: Overheard[] = [];
  /** Where it passes messages on to, without a trailing slash. */
  target = '';
  readonly #server = createServer((req, res) => void this.#pass(req, res));

  static async start(): Promise<Eavesdropper> {
    const started = new Eavesdropper();
    await once(started.#server.listen(0, '127.0.0.1'), 'listening');
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Newest last: those whose body says all of it. */
  of(gateway: string, ...words: readonly string[]): readonly Overheard[] {
    const isOf = ({ path, body }: Overheard) =>
      path.startsWith(`/api/paycore/webhooks/${gateway}`) && words.every((word) => body.includes(word));
    return this.requests.filter(isOf);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const { host: _, connection: __, 'content-length': ___, ...rest } = req.headers;
      const headers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
      const { method = 'GET', url = '/' } = req;
      this.requests.push({ path: url, headers, body: body.toString('utf8') });
      const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
      const answer = await fetch(this.target + url, { method, headers, ...sent });
      res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      res.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      res.writeHead(502).end();
    }
  }
}
