import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { PayCoreError, type Payment } from '@paycore/core';
import { serve } from '@paycore/http';
import { FakeGateway, fakeLog } from '@paycore/testing';
import { kinds, payable } from '../pages/fixtures/kinds.ts';
import { payerAppOn } from '../pages/fixtures/payer-app.ts';
import type { LiveSettings } from './payer-events.ts';

interface Status {
  readonly status: string;
  readonly version: string;
}

/** A stream as a browser reads it. */
class Reader {
  readonly events: Status[] = [];
  text = '';
  isEnded = false;
  readonly #waiting = new Set<() => void>();

  constructor(readonly answer: IncomingMessage) {
    answer.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      const data = [...this.text.matchAll(/^data: (.*)\n\n/gm)].map(([, json = '']) => json);
      this.events.push(...data.slice(this.events.length).map((json) => JSON.parse(json) as Status));
      this.#waiting.forEach((go) => go());
    });
    answer
      .on('error', () => undefined)
      .on('close', () => {
        this.isEnded = true;
        this.#waiting.forEach((go) => go());
      });
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((go) => this.#waiting.add(go));
  }

  ended(): Promise<void> {
    return this.until(() => this.isEnded);
  }
}

const quick: Partial<LiveSettings> = { tickMs: 5, retryMs: 500 };

/** The payer's app behind a server as it runs in production. */
async function aPayer(held: readonly Payment[], live: Partial<LiveSettings> = {}, gateway = new FakeGateway()) {
  const payer = payerAppOn({ gateway, others: [], live: { ...quick, ...live } }, held);
  const { url, stop } = await serve(payer.app, {
    ...{ name: 'api', port: 0, host: '127.0.0.1', log: fakeLog() },
    onStop: async () => undefined,
  });
  const agent = new Agent();
  const ask = async (path: string): Promise<IncomingMessage> => {
    const [answer] = (await once(get(url + path, { agent }), 'response')) as [IncomingMessage];
    return answer;
  };
  const streamOf = (payment: Payment) => payer.pathOf(payment).replace('?', '/events?');
  const follow = async (payment: Payment, query = '') => new Reader(await ask(streamOf(payment) + query));
  const status = async (payment: Payment) =>
    (await (await fetch(url + payer.pathOf(payment).replace('?', '/status?'))).json()) as Status;
  return { ...payer, url, stop, ask, streamOf, follow, status, agent };
}

/** Stops in any case: a stream that stays open would keep the spec from its end. */
async function withPayer(
  use: (payer: Awaited<ReturnType<typeof aPayer>>) => Promise<void>,
  ...of: Parameters<typeof aPayer>
): Promise<void> {
  const payer = await aPayer(...of);
  try {
    await use(payer);
  } finally {
    payer.agent.destroy();
    await payer.stop();
  }
}

it('tells the status at once, then paid as soon as it is, and ends there', async () => {
  const payment = payable(kinds.account);
  await withPayer(
    async ({ follow, status, settle, ask, streamOf }) => {
      const reader = await follow(payment);
      expect(reader.answer.statusCode).toBe(200);
      expect(reader.answer.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      });
      expect(reader.answer.headers).not.toHaveProperty('content-encoding');
      await reader.until(() => reader.events.length === 1);
      expect(reader.events).toEqual([await status(payment)]);
      await settle(payment, { status: 'paid' });
      await reader.ended();
      expect(reader.events.slice(1)).toEqual([await status(payment)]);
      expect(reader.events[1]).toEqual({ status: 'paid', version: 'paid' });
      expect(Number(/^retry: (\d+)\n/.exec(reader.text)?.[1])).toBeGreaterThanOrEqual(500);
      const again = await ask(streamOf(payment));
      expect([again.statusCode, again.resume().headers['content-length']]).toEqual([204, undefined]);
    },
    [payment],
  );
});

it('is nobody’s without the page’s own token, in the envelope', async () => {
  const [payment, other] = [payable(kinds.account), payable(kinds.code)];
  await withPayer(
    async ({ url, streamOf }) => {
      const path = streamOf(payment);
      const wrong = [
        path.replace(/token=.*/, `token=token-of-${other.paymentNo}`),
        path.replace(/\?.*/, ''),
        `${path}&token=x`,
        path.replace('/zh-tw/', '/xx/'),
        path.replace(payment.paymentNo, 'PAY202606221200ZZZZZZZZ'),
      ];
      for (const address of wrong) {
        const answer = await fetch(url + address);
        expect(answer.status).toBe(404);
        expect(await answer.json()).toMatchObject({ error: { error_code: 'PAYMENT_NOT_FOUND' } });
      }
    },
    [payment, other],
  );
});

it('shows each page what it asked to see, and another payment’s news to none', async () => {
  const [payment, other] = [payable(kinds.account), payable(kinds.code)];
  await withPayer(
    async ({ follow, settle }) => {
      const [one, two] = [await follow(payment), await follow(other)];
      await two.until(() => two.events.length === 1);
      await settle(payment, { status: 'paid' });
      await one.ended();
      // The beats come after whatever was meant for the other page.
      await two.until(() => two.events.length >= 4 || two.isEnded);
      expect(new Set(two.events.map(({ status }) => status))).toEqual(new Set(['pending']));
      expect(two.isEnded).toBe(false);
    },
    [payment, other],
    { beatMs: 20 },
  );
});

it('turns the page of the order’s second payment when the first is paid', async () => {
  const first = payable(kinds.account, { status: 'expired', holdsOrder: false });
  const second = payable(kinds.code, { request: first.request });
  await withPayer(
    async ({ follow, settle }) => {
      const reader = await follow(second);
      await settle(first, { status: 'paid' });
      await reader.ended();
      expect(reader.events.at(-1)).toEqual({ status: 'failed', version: 'paidBeside' });
    },
    [first, second],
  );
});

it('says every few seconds how the page stands now, so that a deadline turns it too', async () => {
  const payment = payable(kinds.account);
  const live = { beatMs: 10 };
  await withPayer(
    async ({ follow, clock }) => {
      const reader = await follow(payment);
      await reader.until(() => reader.events.length === 4);
      expect(new Set(reader.events.map(({ status }) => status))).toEqual(new Set(['pending']));
      clock.advance(30 * 86_400_000);
      await reader.ended();
      expect(reader.events.at(-1)?.status).toBe('expired');
    },
    [payment],
    live,
  );
});

it('asks the gateway on behalf of a payer who is back, as a page that polls does', async () => {
  const payment = payable(kinds.account);
  const gateway = Object.assign(new FakeGateway(), { queriesOnReturn: true });
  gateway.query.answer = () => ({ status: 'pending' });
  await withPayer(
    async ({ follow, clock }) => {
      const reader = await follow(payment, '&back=1');
      await reader.until(() => reader.events.length === 1);
      const before = gateway.query.calls.length;
      gateway.query.answer = () => ({ status: 'paid' });
      clock.advance(60_000);
      await reader.ended();
      expect(reader.events.at(-1)?.status).toBe('paid');
      expect(gateway.query.calls.length).toBe(before + 1);
    },
    [payment],
    { beatMs: 20 },
    gateway,
  );
});

it('has no more streams than it may, for a payment and in all', async () => {
  const [payment, other, third] = [payable(kinds.account), payable(kinds.code), payable(kinds.account)];
  const live = { maxPerPayment: 2, maxStreams: 3 };
  await withPayer(
    async ({ follow, agent }) => {
      const statusOf = async (of: Payment) => {
        const reader = await follow(of);
        return [reader.answer.statusCode, reader] as const;
      };
      const opened = [await statusOf(payment), await statusOf(payment)];
      expect(opened.map(([status]) => status)).toEqual([200, 200]);
      expect((await statusOf(payment))[0]).toBe(204);
      expect((await statusOf(other))[0]).toBe(200);
      expect((await statusOf(third))[0]).toBe(204);
      opened[0]?.[1].answer.destroy();
      // The server learns a moment later that the reader is gone.
      let [status] = await statusOf(third);
      while (status === 204) [status] = await statusOf(third);
      expect(status).toBe(200);
      agent.destroy();
    },
    [payment, other, third],
    live,
  );
});

it('ends after some minutes, and every stream as soon as the server is to stop', async () => {
  const payment = payable(kinds.account);
  await withPayer(
    async ({ follow }) => {
      const reader = await follow(payment);
      await reader.ended();
      expect(reader.events[0]?.status).toBe('pending');
    },
    [payment],
    { maxAgeMs: 20 },
  );
  const { follow, stop } = await aPayer([payment]);
  const readers = await Promise.all(Array.from({ length: 10 }, () => follow(payment)));
  const begun = performance.now();
  await Promise.all([stop(), ...readers.map((reader) => reader.ended())]);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

it('answers HEAD without a stream', async () => {
  const payment = payable(kinds.account);
  await withPayer(
    async ({ url, streamOf }) => {
      expect((await fetch(url + streamOf(payment), { method: 'HEAD' })).status).toBe(204);
    },
    [payment],
  );
});

it('stays while the database is away', async () => {
  const payment = payable(kinds.account);
  await withPayer(
    async ({ follow, settle, payments, log }) => {
      const reader = await follow(payment);
      await reader.until(() => reader.events.length === 1);
      const { marksOf } = payments;
      const away = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Try again.');
      const failed = new Promise<void>((resolve) => {
        payments.marksOf = async () => {
          resolve();
          throw away;
        };
      });
      await failed;
      await settle(payment, { status: 'paid' });
      payments.marksOf = marksOf;
      await reader.ended();
      expect(reader.events.at(-1)?.status).toBe('paid');
      expect(log.lines.map(({ message }) => message)).toContain('Open pages are followed again');
    },
    [payment],
  );
});

it('is measured until it began, and is no aborted request when its reader leaves', async () => {
  const payment = payable(kinds.account);
  await withPayer(
    async ({ follow, log, metrics }) => {
      const reader = await follow(payment);
      await reader.until(() => reader.events.length === 1);
      reader.answer.destroy();
      const line = () => log.lines.find(({ message }) => message === 'Request')?.detail;
      while (!line()) await new Promise((resolve) => setImmediate(resolve));
      expect(line()).toMatchObject({ status: 200, openSeconds: 0 });
      expect(line()).not.toHaveProperty('aborted');
      expect(JSON.stringify(log.lines)).not.toContain('token-of-');
      expect(await metrics.text()).toMatch(
        /http_request_duration_seconds_count\{[^}]*pay\/:paymentNo\/events[^}]*\} 1/,
      );
    },
    [payment],
  );
});
