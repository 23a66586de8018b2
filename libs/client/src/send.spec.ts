import { PayCoreApiError, PayCoreConnectionError } from './errors.ts';
import { payCore } from './pay-core.ts';
import type { Options } from './send.ts';

interface Seen {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

type Reply = Response | Error | ((signal: AbortSignal) => Promise<Response>);

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'x-request-id': 'req-1', ...headers } });
const good = () => json(200, { success: true, message: 'Payment found', data: { payment_no: 'PAY1' } });
const bad = (status: number, code: string, headers?: Record<string, string>) =>
  json(
    status,
    { success: false, message: 'No.', error: { error_code: code, fields: { amount: ['Too small.'] } } },
    headers,
  );

/** A PayCore that gives these answers, one a try. */
function answering(replies: Reply[], options: Partial<Options> = {}) {
  const seen: Seen[] = [];
  const fake: typeof fetch = async (url, { method, headers, body, signal } = {}) => {
    seen.push({
      url: url instanceof Request ? url.url : String(url),
      method,
      headers: headers as Record<string, string>,
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
    });
    const reply = replies.shift() ?? good();
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply(signal as AbortSignal) : reply;
  };
  const settings = { apiKey: 'pc_test_1', baseUrl: 'https://pay.example/', firstPauseMs: 1, ...options };
  return { paycore: payCore({ ...settings, fetch: fake }), seen };
}

const refused = new TypeError('fetch failed');
const hanging = (signal: AbortSignal) =>
  new Promise<Response>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );

describe('a call', () => {
  it('carries key and request id, and answers the data', async () => {
    const { paycore, seen } = answering([]);
    expect(await paycore.payment('PAY/1', { requestId: 'my-1' })).toEqual({ payment_no: 'PAY1' });
    expect(seen).toEqual([
      {
        url: 'https://pay.example/api/paycore/payments/PAY%2F1',
        method: 'GET',
        headers: { 'X-API-KEY': 'pc_test_1', 'X-Request-Id': 'my-1', Accept: 'application/json' },
        body: undefined,
      },
    ]);
  });

  it('goes where each of the API stands', async () => {
    const { paycore, seen } = answering([]);
    await paycore.sync('PAY1');
    await paycore.cancel('PAY1');
    await paycore.overview();
    await paycore.overview({ timezone: 'Asia/Tokyo', currency: 'JPY' });
    await paycore.balance('plus', { appid: 'a', secret_key: 's' });
    await paycore.balance('plus');
    await paycore.pay({ merchant_order_no: 'A-1', amount: '9.90', methods: ['ecpay/atm'] });
    expect(
      seen.map(({ url, method, body }) => [method, url.slice('https://pay.example/api/paycore/'.length), body]),
    ).toEqual([
      ['POST', 'payments/PAY1/sync', {}],
      ['POST', 'payments/PAY1/cancel', {}],
      ['GET', 'home/overview?', undefined],
      ['GET', 'home/overview?timezone=Asia%2FTokyo&currency=JPY', undefined],
      ['POST', 'gateways/plus/balance', { gateway_credentials: { appid: 'a', secret_key: 's' } }],
      ['POST', 'gateways/plus/balance', {}],
      ['POST', 'pay', { merchant_order_no: 'A-1', amount: '9.90', methods: ['ecpay/atm'] }],
    ]);
  });

  it('answers the methods alone', async () => {
    const methods = [{ gateway: 'ecpay', method: 'atm', min: 30, max: null, currencies: ['TWD'] }];
    const offered = () => json(200, { success: true, message: 'Methods found', data: { methods } });
    const { paycore, seen } = answering([offered(), offered()]);
    expect(await paycore.methods()).toEqual(methods);
    expect(await paycore.methods({ amount: '9.90', currency: 'USD', requestId: 'my-1' })).toEqual(methods);
    expect(seen.map(({ url }) => url.slice('https://pay.example/api/paycore/'.length))).toEqual([
      'methods?',
      'methods?amount=9.90&currency=USD',
    ]);
    expect(seen[1]?.headers['X-Request-Id']).toBe('my-1');
  });

  it('throws what PayCore refuses, with code, fields and request id', async () => {
    const { paycore, seen } = answering([bad(422, 'VALIDATION_FAILED')]);
    const error = await paycore.payment('PAY1').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PayCoreApiError);
    expect(error).toMatchObject({
      status: 422,
      errorCode: 'VALIDATION_FAILED',
      message: 'No.',
      fields: { amount: ['Too small.'] },
      requestId: 'req-1',
    });
    expect(seen).toHaveLength(1);
  });

  it('names the payment that a create’s order already has', async () => {
    const error = { error_code: 'ORDER_CONFLICT', payment_no: 'PAY2' };
    const { paycore } = answering([json(409, { success: false, message: 'No.', error })]);
    await expect(paycore.payment('PAY1')).rejects.toMatchObject({ errorCode: 'ORDER_CONFLICT', paymentNo: 'PAY2' });
  });

  it.each([
    ['a page', new Response('<h1>nginx</h1>', { status: 200 })],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
    ['other JSON', json(200, [1])],
  ])('throws at %s, which PayCore never answers', async (_what, reply) => {
    const { paycore, seen } = answering([reply]);
    await expect(paycore.payment('PAY1')).rejects.toMatchObject({ errorCode: 'UNREADABLE_ANSWER' });
    expect(seen).toHaveLength(1);
  });

  it('refuses settings that cannot be right', () => {
    expect(() => payCore({ apiKey: 'sk_live_1', baseUrl: 'https://pay.example' })).toThrow('apiKey');
    expect(() => payCore({ apiKey: 'pc_live_1', baseUrl: 'pay.example' })).toThrow('baseUrl');
  });
});

describe('tries', () => {
  const credentials = { merchant_id: '1', hash_key: 'k', hash_iv: 'i' };
  const order = { merchant_order_no: 'A-1', amount: 980, gateway_credentials: credentials };

  it.each([
    ['no connection', refused],
    ['502', bad(502, 'PAYMENT_GATEWAY_ERROR')],
    ['503', bad(503, 'SERVICE_UNAVAILABLE')],
    ['504 of a proxy', new Response('late', { status: 504 })],
    ['429', bad(429, 'RATE_LIMITED', { 'retry-after': '0' })],
    ['no answer in time', hanging],
  ])('go on after %s, with the same order and request id', async (_what, reply) => {
    const { paycore, seen } = answering([reply], { timeoutMs: 20 });
    expect(await paycore.pay('ecpay/atm', order)).toEqual({ payment_no: 'PAY1' });
    expect(seen[0]).toEqual(seen[1]);
    expect(seen).toHaveLength(2);
  });

  it('end, and tell what the last one met', async () => {
    const { paycore, seen } = answering([refused, bad(503, 'A'), bad(502, 'PAYMENT_GATEWAY_ERROR'), good()]);
    await expect(paycore.pay('ecpay/atm', order)).rejects.toMatchObject({ errorCode: 'PAYMENT_GATEWAY_ERROR' });
    expect(seen).toHaveLength(3);
    const away = answering([refused, refused], { tries: 2 });
    const error = await away.paycore.payment('PAY1', { requestId: 'my-2' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PayCoreConnectionError);
    expect(error).toMatchObject({ requestId: 'my-2', cause: refused });
  });

  it.each([409, 401, 404, 500])('are not repeated after %i', async (status) => {
    const { paycore, seen } = answering([bad(status, 'X')]);
    await expect(paycore.pay('ecpay/atm', order)).rejects.toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  it('do not wait for longer than anybody would', async () => {
    const { paycore, seen } = answering([bad(429, 'RATE_LIMITED', { 'retry-after': '3600' })]);
    await expect(paycore.payment('PAY1')).rejects.toMatchObject({ status: 429 });
    expect(seen).toHaveLength(1);
  });

  it('end at once where the caller says so', async () => {
    const stop = new AbortController();
    const { paycore, seen } = answering([bad(503, 'A'), hanging], { firstPauseMs: 60_000 });
    const call = paycore.payment('PAY1', { signal: stop.signal });
    stop.abort(new Error('The shop closes.'));
    await expect(call).rejects.toThrow(/The shop closes|aborted/);
    expect(seen.length).toBeLessThanOrEqual(1);
  });
});
