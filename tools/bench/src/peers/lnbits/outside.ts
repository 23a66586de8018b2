import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withBody } from '../gateway-stub.ts';

/** Where the world around LNbits listens: its Lightning node, which also does what it is told; and a merchant. */
export interface LnBitsOutside {
  readonly ready: string;
  readonly merchant: string;
}

/** What happened to the payment of an invoice, in ms since 1970. */
export interface Told {
  readonly hash: string;
  /** When the node said that it was paid. */
  readonly paidAt: number;
  /** When the merchant was told. */
  readonly at: number;
}

const now = () => performance.timeOrigin + performance.now();

const stock: string[] = [];
const paid = new Map<string, number>();
const told: Told[] = [];
const watchers = new Set<ServerResponse>();

const inBase64 = (hash: string) => Buffer.from(hash, 'hex').toString('base64');

/** Signed in advance: signing is the node's work, which no figure of ours holds. */
function issue(): unknown {
  const [hash = '', invoice] = stock.pop()?.split(' ') ?? [];
  return { r_hash: inBase64(hash), payment_request: invoice, add_index: '1' };
}

function pay(hashes: readonly string[]): number {
  for (const hash of hashes) {
    paid.set(hash, now());
    const line = JSON.stringify({ result: { settled: true, state: 'SETTLED', r_hash: inBase64(hash) } });
    for (const watcher of watchers) watcher.write(`${line}\n`);
  }
  return hashes.length;
}

/** LND's REST interface as far as LNbits uses it here (lightning.engineering/api-docs/api/lnd), and what this run asks for. */
const answers: Readonly<Record<string, (body: string) => unknown>> = {
  '/v1/balance/channels': () => ({ balance: '0' }),
  '/v1/invoices': issue,
  // LNbits notes what an invoice is worth; it asks once a minute (the price is made up).
  '/rate/USD': () => ({ rates: { median: 100_000 } }),
  '/stock': (lines) => stock.push(...lines.trim().split('\n')),
  '/pay': (hashes) => pay(JSON.parse(hashes) as string[]),
  '/told': () => told.splice(0),
};

function statusOf(path: string): unknown {
  const isPaid = paid.has(path.slice('/v1/invoice/'.length));
  return { settled: isPaid, state: isPaid ? 'SETTLED' : 'OPEN' };
}

const node = withBody((path, body, res) => {
  if (path !== '/v1/invoices/subscribe') {
    const answer = path.startsWith('/v1/invoice/') ? statusOf(path) : answers[path]?.(body);
    return void res
      .writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(answer));
  }
  res.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
  watchers.add(res);
  res.once('close', () => watchers.delete(res));
});

const merchant = withBody((_path, body, res) => {
  // LNbits sends its JSON as a text within JSON.
  const { payment_hash: hash } = JSON.parse(JSON.parse(body) as string) as { readonly payment_hash: string };
  told.push({ hash, paidAt: paid.get(hash) ?? NaN, at: now() });
  res.writeHead(200, { 'Content-Length': 0 }).end();
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const addresses: LnBitsOutside = { ready: await listen(node), merchant: await listen(merchant) };
process.send?.(addresses);
process.on('disconnect', () => process.exit(0)).on('SIGTERM', () => process.exit(0));
