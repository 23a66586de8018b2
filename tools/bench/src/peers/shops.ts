import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withBody } from './gateway-stub.ts';

/** A notice that a shop has taken: its payment, its id, and when the answer went out, in ms since 1970. */
export interface TakenNotice {
  readonly paymentNo: string;
  readonly id: string;
  readonly at: number;
}

/** Opens shops of one kind: they answer after so many ms, or, without it, never. */
export interface ShopsWanted {
  readonly count: number;
  readonly answerMs?: number;
}

const notices: TakenNotice[] = [];

const answering = (answerMs: number): RequestListener => {
  const take = withBody((id, body, res) => {
    const { data } = JSON.parse(body) as { readonly data: { readonly payment_no: string } };
    const answer = () => {
      if (res.destroyed) return;
      res.writeHead(200, { 'Content-Length': 0 }).end();
      notices.push({ paymentNo: data.payment_no, id, at: performance.timeOrigin + performance.now() });
    };
    if (answerMs > 0) setTimeout(answer, answerMs);
    else answer();
  });
  return (req, res) => {
    req.url = String(req.headers['webhook-id']);
    take(req, res);
  };
};

async function open({ count, answerMs }: ShopsWanted): Promise<string[]> {
  const listener = answerMs === undefined ? () => undefined : answering(answerMs);
  const listen = async () => {
    const server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/payok`;
  };
  return Promise.all(Array.from({ length: count }, listen));
}

process.on('message', (wanted: ShopsWanted | 'notices') => {
  if (wanted === 'notices') process.send?.(notices.splice(0));
  else void open(wanted).then((urls) => process.send?.(urls));
});
process.on('disconnect', () => process.exit(0)).on('SIGTERM', () => process.exit(0));
process.send?.('ready');
