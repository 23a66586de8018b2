import type { Strings } from '@paycore/core';
import type { SimulatedCallback, SimulatedOrder, SimulatorFactory } from '@paycore/simulator-kit';
import { fakeLog } from '@paycore/testing';
import fc from 'fast-check';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { sandboxApp } from './app.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';

const secret = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;

/** A gateway that takes any text as an order's number, and calls back to whatever URL stands in the body. */
const toyOf = (gateway: string, rootPaths: readonly string[] = []): SimulatorFactory => ({
  gateway,
  rootPaths,
  demoCredentials: { shop: 'a toy shop' },
  open: ({ journal, send, baseUrl, callbackUrl, now }) => {
    const orders = new Map<string, SimulatedOrder>();
    const keep = (order: SimulatedOrder): SimulatedOrder => {
      orders.set(order.order_no, order);
      return order;
    };
    for (const entry of journal.read() as SimulatedOrder[]) keep(entry);
    return {
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url);
        if (pathname !== '/create') {
          const body = new Uint8Array(await request.arrayBuffer());
          return new Response(body, { headers: { 'x-path': pathname + search, 'x-method': request.method } });
        }
        const [orderNo = '', url = '', paymentNo = `PAY${orderNo}`] = (await request.text()).split(' ');
        const order = { gateway, order_no: orderNo, trade_no: `T${orderNo}`, payment_no: paymentNo };
        const rest = {
          method: 'atm',
          amount: 980,
          currency: 'TWD',
          state: 'issued',
          callbacks: [],
          callback_url: url,
          url,
        };
        journal.append(keep({ ...order, ...rest }));
        return new Response(`created at ${baseUrl}, calls back at ${callbackUrl}`, {
          status: 201,
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        });
      },
      orders: () => [...orders.values()].reverse(),
      drive: async (orderNo, outcome, { times = 1, silent = false, amount = 980, options = {} }) => {
        const order = orders.get(orderNo) as (SimulatedOrder & { url: string }) | undefined;
        if (order === undefined) return undefined;
        const callbacks: SimulatedCallback[] = [...order.callbacks];
        for (let sent = 0; sent < (silent ? 0 : times); sent += 1) {
          const answer = await send(order.url, {
            headers: {},
            body: [outcome, amount, ...Object.entries(options).flat()].join(' '),
            timeoutMs: 2_000,
          });
          callbacks.push({ url: order.url, ...answer, at: now().toISOString() });
        }
        return keep({ ...order, state: outcome, callbacks });
      },
    };
  },
});
const toy = toyOf('toy', ['/v9']);
const otherToy = toyOf('toy-two');

/** Its SDK insists on a path inside the toy's. */
const longer: SimulatorFactory = {
  gateway: 'longer',
  rootPaths: ['/v9/long'],
  demoCredentials: {},
  open: () => ({ fetch: () => new Response('longer'), orders: () => [], drive: async () => undefined }),
};

/** What simulators of these names were opened with. */
function settingsOf(names: readonly string[], gateways: Strings): Record<string, Strings | undefined> {
  const received: Record<string, Strings | undefined> = {};
  const spy = (gateway: string): SimulatorFactory => ({
    gateway,
    demoCredentials: {},
    open(runtime) {
      received[gateway] = runtime.settings;
      return longer.open(runtime);
    },
  });
  openSandbox({ ...settings(), gateways }, names.map(spy), fakeLog()).stop();
  return received;
}

let home: string;
let sandbox: Sandbox;
let server: Server;
let base: string;

const settings = () => ({
  home,
  port: 0,
  host: '127.0.0.1',
  url: 'http://127.0.0.1:4003',
  callbackBase: 'http://127.0.0.1:4001',
  publicUrl: undefined,
  speed: 60,
  enforcesLimits: true,
  noticeSecrets: [secret],
  gateways: {},
});

async function start(): Promise<void> {
  sandbox = openSandbox(settings(), [toy, longer, otherToy], fakeLog());
  server = createServer(sandboxApp(sandbox, fakeLog())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  sandbox.stop();
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'paycore-sandbox-'));
  await start();
});

afterEach(async () => {
  await stop();
  rmSync(home, { recursive: true });
});

const post = (path: string, body?: unknown, method = 'POST'): Promise<Response> =>
  fetch(`${base}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const json = async <T = unknown>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;
const create = (orderNo: string): Promise<Response> => post('/toy/create', `${orderNo} ${base}/merchant/payok`);
const get = (path: string): Promise<Response> => fetch(`${base}${path}`);

describe('a mounted gateway', () => {
  it('gets method, path and bytes untouched, and answers with its own headers only', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13, 200]);
    const answer = await fetch(`${base}/toy/a%20b/c?x=1&x=2`, { method: 'PUT', body: bytes });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('x-path')).toBe('/a%20b/c?x=1&x=2');
    expect(answer.headers.get('x-method')).toBe('PUT');
    expect(answer.headers.get('content-security-policy')).toBeNull();
  });

  it('keeps the paths at the root that its SDK insists on', async () => {
    expect((await get('/v9/checkout?a=b')).headers.get('x-path')).toBe('/v9/checkout?a=b');
    expect(await (await get('/v9/long/checkout')).text()).toBe('longer');
    expect((await get('/v9/longer')).headers.get('x-path')).toBe('/v9/longer');
  });

  it('may set several cookies, and knows where it stands', async () => {
    const answer = await create('A');
    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe(
      'created at http://127.0.0.1:4003/toy, calls back at http://127.0.0.1:4001/api/paycore/webhooks/toy',
    );
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('takes 1 MB and refuses more', async () => {
    expect((await post('/toy/echo', 'x'.repeat(1024 * 1024))).status).toBe(200);
    const refused = await post('/toy/echo', 'x'.repeat(1024 * 1024 + 1));
    expect([refused.status, refused.headers.get('connection')]).toEqual([413, 'close']);
    expect(await refused.json()).toMatchObject({ error: { error_code: 'PAYLOAD_TOO_LARGE' } });
  });

  it('gets what the operator set for it, as its adapter does', () => {
    const set = { PAYCORE_GATEWAY_LINE_PAY_KEY: 'k', PAYCORE_GATEWAY_TOY_FIELD_MONEY: 'amount' };
    const others = { line: {}, 'toy-shop': {} };
    expect(settingsOf(['line', 'line-pay', 'toy-shop'], set)).toEqual({ ...others, 'line-pay': { key: 'k' } });
  });

  it('finds its journal after a restart', async () => {
    await create('A');
    await stop();
    await start();
    expect(sandbox.gateways[0]?.simulator.orders().map((order) => order.order_no)).toEqual(['A']);
  });
});

describe('faults', () => {
  const orders = (): number => sandbox.gateways[0]?.simulator.orders().length ?? 0;
  const fault = (body: unknown): Promise<Response> => post('/control/toy/faults', body);

  it('status: the answer is lost, the order stands', async () => {
    await fault({ path: '/create', mode: 'status', status: 503, times: 1 });
    expect((await create('A')).status).toBe(503);
    expect(orders()).toBe(1);
    expect((await create('B')).status).toBe(201);
  });

  it('status with before: nothing is processed', async () => {
    await fault({ path: '/create', mode: 'status', before: true });
    expect((await create('A')).status).toBe(500);
    expect(orders()).toBe(0);
  });

  it('reset', async () => {
    await fault({ mode: 'reset', times: 1 });
    await expect(create('A')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(orders()).toBe(1);
  });

  it('garbage', async () => {
    await fault({ mode: 'garbage' });
    const answer = await create('A');
    expect(answer.status).toBe(200);
    await expect(answer.json()).rejects.toThrow(/JSON/);
  });

  it('slow', async () => {
    await fault({ mode: 'slow', ms: 60 });
    const begun = performance.now();
    expect((await create('A')).status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
  });

  it('timeout: processed, then silence', async () => {
    await fault({ mode: 'timeout' });
    const hung = fetch(`${base}/toy/create`, { method: 'POST', body: 'A', signal: AbortSignal.timeout(150) });
    await expect(hung).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(orders()).toBe(1);
  });

  it('spoil the named path only, until cleared', async () => {
    await fault({ path: '/create', mode: 'status' });
    expect((await get('/toy/query')).status).toBe(200);
    expect((await create('A')).status).toBe(500);
    expect((await create('A')).status).toBe(500);
    expect(await json(post('/control/toy/faults', undefined, 'DELETE'))).toEqual({ faults: [] });
    expect((await create('A')).status).toBe(201);
  });

  it('count down, and give way to a newer fault of the same path', async () => {
    await fault({ mode: 'status', status: 500 });
    const { faults } = await json<{ faults: unknown }>(fault({ mode: 'status', status: 502, times: 2 }));
    expect(faults).toEqual([{ mode: 'status', status: 502, ms: 1000, times: 2, before: false }]);
    const statuses = [await create('A'), await create('A'), await create('A')].map(({ status }) => status);
    expect(statuses).toEqual([502, 502, 201]);
  });

  it.each([{}, { mode: 'explode' }, { mode: 'slow', ms: 'long' }, { mode: 'status', status: 42 }, '{"mode":', '[]'])(
    'refuses %j',
    async (body) => {
      const answer = await fault(body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ success: false, error: { error_code: 'VALIDATION_FAILED' } });
    },
  );
});

describe('control', () => {
  it('lists orders, newest first, and finds one by payment_no', async () => {
    expect(await json(get('/control/toy/orders'))).toEqual({ orders: [] });
    await create('A');
    await create('B');
    expect(await json(get('/control/toy/orders'))).toMatchObject({ orders: [{ order_no: 'B' }, { order_no: 'A' }] });
    expect(await json(get('/control/orders?payment_no=PAYA'))).toMatchObject({ gateway: 'toy', order_no: 'A' });
    expect((await get('/control/orders?payment_no=PAYC')).status).toBe(404);
    expect((await get('/control/orders')).status).toBe(422);
    expect(await json(get('/control/orders?payment_no=PAYA&all=1'))).toMatchObject({ orders: [{ order_no: 'A' }] });
    expect(await json(get('/control/orders?payment_no=PAYC&all=1'))).toEqual({ orders: [] });
  });

  describe('orders of one payment at several gateways', () => {
    const place = (gateway: string, orderNo: string) => post(`/${gateway}/create`, `${orderNo} ${base} PAY1`);
    const numbers = async () => {
      const { orders } = await json<{ orders: SimulatedOrder[] }>(get('/control/orders?payment_no=PAY1&all=1'));
      const newest = await json<SimulatedOrder>(get('/control/orders?payment_no=PAY1'));
      expect(newest).toEqual(orders[0]);
      return orders.map(({ order_no }) => order_no);
    };

    it('are exactly as they were made, whatever their numbers and later changes', async () => {
      for (const [gateway, orderNo] of [
        ['toy', 'PC2606220400B'],
        ['toy-two', 'PC2606220400A'],
        ['toy', 'PC2606220400C'],
        ['toy', 'PC2606220359D'],
        ['toy-two', 'PC2606220400E'],
      ] as const) {
        await place(gateway, orderNo);
      }
      await post('/control/toy/orders/PC2606220400B/paid?silent=1');
      const made = ['E', 'D', 'C', 'A', 'B'];
      expect((await numbers()).map((orderNo) => orderNo.at(-1))).toEqual(made);
      await stop();
      await start();
      expect((await numbers()).map((orderNo) => orderNo.at(-1))).toEqual(made);
    });

    it('are known to the minute where they are older than the sequence', async () => {
      await place('toy-two', 'PC2606220401A');
      await place('toy', 'PC2606220400B');
      await place('toy', 'PC2606220402C');
      await stop();
      rmSync(join(home, 'sandbox', 'order-sequence.jsonl'), { force: true });
      await start();
      await place('toy-two', 'PC2606220403D');
      expect((await numbers()).map((orderNo) => orderNo.at(-1))).toEqual(['D', 'C', 'A', 'B']);
    });

    it('stay so over kills at any moment', async () => {
      const step = fc.constantFrom('toy', 'toy-two', 'kill');
      const scenario = fc.array(step, { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(scenario, async (steps) => {
          await stop();
          rmSync(join(home, 'sandbox'), { recursive: true });
          await start();
          const made: string[] = [];
          for (const [at, gateway] of steps.entries()) {
            if (gateway === 'kill') {
              // What the killed one would do at its end, it can no longer do here.
              const kept = mkdtempSync(join(tmpdir(), 'paycore-sandbox-'));
              cpSync(home, kept, { recursive: true });
              await stop();
              rmSync(home, { recursive: true });
              home = kept;
              await start();
            } else {
              await place(gateway, `N${99 - at}`);
              made.unshift(`N${99 - at}`);
            }
          }
          const { orders } = await json<{ orders: SimulatedOrder[] }>(get('/control/orders?payment_no=PAY1&all=1'));
          expect(orders.map(({ order_no }) => order_no)).toEqual(made);
        }),
        { numRuns: 25 },
      );
    });
  });

  it('drives an order and answers with the callbacks of this call', async () => {
    await create('A');
    const { state, callbacks } = await json<{ state: string; callbacks: unknown[] }>(
      post('/control/toy/orders/A/paid?times=2&amount=1'),
    );
    expect(state).toBe('paid');
    expect(callbacks).toHaveLength(2);
    expect(callbacks[0]).toMatchObject({ url: `${base}/merchant/payok`, status: 200 });
    expect(sandbox.merchant.notices()[0]?.body).toBe('paid 1');
    await post('/control/toy/orders/A/paid?amount=9.98');
    expect(sandbox.merchant.notices().map(({ body }) => body)).toContain('paid 9.98');
    expect(await json(post('/control/toy/orders/A/failed?silent=1'))).toEqual({ state: 'failed', callbacks: [] });
  });

  it.each([
    ['/control/toy/orders/none/paid', 404],
    ['/control/nope/orders/A/paid', 404],
    ['/control/toy/orders/A/celebrated', 422],
    ['/control/toy/orders/A/paid?times=many', 422],
    ['/control/toy/orders/A/paid?amount=1&amount=2', 422],
    ['/control/toy/orders/A/paid?amount=9.999', 422],
    ['/control/toy/orders/A/paid?amount=1e3', 422],
    ['/control/toy/orders/A/paid?amount=', 422],
    ['/control/nope/faults', 404],
  ])('POST %s → %i in the envelope', async (path, status) => {
    await create('A');
    const answer = await post(path, path.endsWith('faults') ? { mode: 'reset' } : undefined);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ success: false });
  });

  it('answers a wrong method with 405', async () => {
    expect((await get('/control/toy/orders/A/paid')).status).toBe(405);
  });

  it('sends nothing off this machine', async () => {
    await post('/toy/create', 'A http://192.0.2.1/webhook');
    expect(await json(post('/control/toy/orders/A/paid'))).toMatchObject({ callbacks: [{ status: 0 }] });
  });
});

describe('the demo merchant', () => {
  const body = '{"type":"payment.paid", "timestamp":"2026-06-22T04:00:00Z","data":{"payment_no":"PAY1"}}';
  const headersBy = (key: string, text: string): Record<string, string> => ({
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': new Webhook(key).sign('msg_1', new Date(), text),
  });
  const notify = (headers: Record<string, string>, text = body): Promise<Response> =>
    fetch(`${base}/merchant/payok`, { method: 'POST', headers, body: text, redirect: 'manual' });
  const notices = (query = ''): Promise<{ notices: { verified: boolean }[] }> =>
    json(get(`/control/merchant/notices${query}`));

  it('verifies a genuine notice and keeps it byte for byte', async () => {
    expect((await notify(headersBy(secret, body))).status).toBe(200);
    const { notices: kept } = await notices('?payment_no=PAY1');
    expect(kept).toEqual([
      {
        received_at: expect.any(String),
        headers: expect.objectContaining({ 'webhook-id': 'msg_1' }),
        body,
        verified: true,
      },
    ]);
    expect(await notices('?payment_no=PAY2')).toEqual({ notices: [] });
  });

  it('keeps, but does not verify, what is not signed, signed by another, or changed', async () => {
    const other = `whsec_${Buffer.from('another secret, also long').toString('base64')}`;
    await notify({ 'content-type': 'application/json' });
    await notify(headersBy(other, body));
    await notify(headersBy(secret, body), `${body} `);
    const { notices: kept } = await notices();
    expect(kept.map(({ verified }) => verified)).toEqual([false, false, false]);
  });

  it('answers with the fault that was set', async () => {
    await post('/control/merchant/mode', { status: 429, headers: { 'Retry-After': '7' }, ms: 30 });
    const answer = await notify(headersBy(secret, body));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    await post('/control/merchant/mode', { status: 301, headers: { location: 'http://127.0.0.1:1/' } });
    expect((await notify(headersBy(secret, body))).status).toBe(301);
    await post('/control/merchant/mode', {});
    expect((await notify(headersBy(secret, body))).status).toBe(200);
    expect(sandbox.merchant.notices()).toHaveLength(3);
  });

  it('may hang', async () => {
    expect(await json(post('/control/merchant/mode', { hang: true }))).toEqual({
      status: 200,
      ms: 0,
      headers: {},
      hang: true,
    });
    const hung = fetch(`${base}/merchant/payok`, { method: 'POST', body, signal: AbortSignal.timeout(100) });
    await expect(hung).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(sandbox.merchant.notices()).toHaveLength(1);
  });

  it.each([{ status: 'fine' }, { headers: { 'bad name': 'x' } }, { headers: { a: 'b\nc' } }, { ms: -1 }])(
    'refuses the mode %j',
    async (mode) => {
      expect((await post('/control/merchant/mode', mode)).status).toBe(422);
    },
  );

  it('remembers its notices after a restart', async () => {
    await notify(headersBy(secret, body));
    await stop();
    await start();
    expect(await notices()).toMatchObject({ notices: [{ verified: true }] });
  });
});

describe('pages', () => {
  it('show orders and notices, escaped', async () => {
    await create('<b>');
    await post('/merchant/payok', '<script>');
    expect(await (await get('/')).text()).toContain('&lt;b&gt;');
    const shop = await (await get('/merchant')).text();
    expect(shop).toContain('&lt;script&gt;');
    expect(shop).toContain('signature not valid');
  });
});
