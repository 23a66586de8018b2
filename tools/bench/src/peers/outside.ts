import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayStub, withBody } from './gateway-stub.ts';

/** A notice as it arrived: the payment it is about, and when, in ms since 1970. */
export interface ArrivedNotice {
  readonly paymentNo: string;
  readonly at: number;
}

/** Where the process listens; `ready` is the gateway's address and the one that is asked for what happened. */
export interface Outside {
  readonly ready: string;
  /** A merchant that takes notices at once. */
  readonly merchant: string;
  /** Answers what it was sent: what a request costs that nobody works for. */
  readonly echo: string;
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const gateway = new GatewayStub();
const arrived: ArrivedNotice[] = [];

const receive = withBody((_path, body, res) => {
  const { data } = JSON.parse(body) as { readonly data: { readonly payment_no: string } };
  arrived.push({ paymentNo: data.payment_no, at: performance.timeOrigin + performance.now() });
  res.writeHead(200, { 'Content-Length': 0 }).end();
});

const control: Readonly<Record<string, (value: string) => unknown>> = {
  '/orders': () => gateway.take(),
  '/notices': () => arrived.splice(0),
  '/delay': (ms) => (gateway.delayMs = Number(ms)),
  '/queries': () => gateway.queries,
};

const ready = await listen(
  withBody((path, body, res) => {
    const answer = control[path]?.(body);
    if (answer === undefined) void gateway.answer(path, body, res);
    else res.end(JSON.stringify(answer));
  }),
);
const merchant = await listen(receive);
const echo = await listen(withBody((_path, body, res) => res.end(body)));
process.send?.({ ready, merchant, echo } satisfies Outside);
process.on('disconnect', () => process.exit(0)).on('SIGTERM', () => process.exit(0));
