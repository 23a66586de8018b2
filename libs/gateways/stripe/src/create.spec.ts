import { type PayCoreError, type Order } from '@paycore/core';
import { errorOf, SimulatedGateway } from '@paycore/testing';
import { inspect } from 'node:util';
import { stripe } from './index.ts';
import { stripeSimulator } from './simulator/index.ts';

const credentials = stripeSimulator.demoCredentials;

function opened(keys: Readonly<Record<string, string>> = credentials) {
  const world = new SimulatedGateway(stripe, stripeSimulator);
  const account = world.gateway.open(keys, 'test');
  const issued = async (route = 'credit', changes: Partial<Order> = {}) => {
    const order = world.order(route, changes);
    const { placed, created } = await world.pay(account, keys, order);
    return { order, placed, created };
  };
  return { world, account, issued };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const kindOf = (error: PayCoreError) => ({ kind: error.kind, code: error.code });

describe('create', () => {
  it('asks Stripe for an intent of one method, with a key of its own', async () => {
    const { world, account, issued } = opened();
    const buyer = { email: 'payer@example.com', name: 'Ms Lin' };
    const { order, created } = await issued('credit', { buyer, description: 'A teapot' });
    const [call] = world.fake.calls;
    expect(call).toMatchObject({
      url: 'http://sandbox.test/v1/payment_intents',
      init: { method: 'POST', timeoutMs: 15_000 },
    });
    expect(Object.fromEntries(new URLSearchParams(String(call?.init.body)))).toEqual({
      amount: '98000',
      currency: 'twd',
      'allowed_payment_method_types[0]': 'card',
      description: 'A teapot',
      'metadata[payment_no]': order.paymentNo,
      'metadata[merchant_order_no]': order.merchantOrderNo,
      'metadata[gateway_order_no]': order.gatewayOrderNo,
      receipt_email: 'payer@example.com',
    });
    const headers = Object.entries(call?.init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(headers)).toMatchObject({
      authorization: `Bearer ${credentials['secret_key']}`,
      'idempotency-key': order.gatewayOrderNo,
      'stripe-version': '2026-10-28.endive',
    });
    expect(Object.keys(Object.fromEntries(headers))).not.toContain('x-stripe-client-telemetry');
    expect(created.info).toEqual({ stripe_payment_method: 'card' });
    expect(created.gatewayTradeNo).toMatch(/^pi_/);
    expect(created.page).toEqual({
      kind: 'element',
      params: {
        publishable_key: credentials['publishable_key'],
        client_secret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
        type: 'card',
        email: 'payer@example.com',
        name: 'Ms Lin',
      },
    });
    expect(account.id).toBe(credentials['publishable_key']);
  });

  it('tells that a code of WeChat Pay is shown on the web', async () => {
    const { world, issued } = opened();
    await issued('wechat-pay');
    const body = new URLSearchParams(String(world.fake.calls[0]?.init.body));
    expect(body.get('payment_method_options[wechat_pay][client]')).toBe('web');
    expect(body.has('receipt_email')).toBe(false);
  });

  it('asks with the very same words each time', async () => {
    const { world, account } = opened();
    const order = world.order('credit', { buyer: { email: 'payer@example.com' } });
    await account.create(order);
    await account.create({ ...order, urls: { ...order.urls, page: 'https://pay.test/other' } });
    const [first, second] = world.fake.calls.map(({ init }) => init.body);
    expect(second).toBe(first);
  });

  it('has a key of the payment where the order was stored with that', async () => {
    const { world, issued } = opened();
    const { order } = await issued('credit', { isKeyedByPayment: true });
    const headers = new Headers(world.fake.calls[0]?.init.headers);
    expect(headers.get('idempotency-key')).toBe(`paycore-${order.paymentNo}`);
  });

  it('makes an intent for each order of one payment', async () => {
    const { world, account, issued } = opened();
    const { order, placed: first } = await issued();
    const { placed: second } = await issued('alipay', { paymentNo: order.paymentNo });
    expect(second.gatewayTradeNo).not.toBe(first.gatewayTradeNo);
    await world.simulator.drive(second.gatewayOrderNo, 'paid', { silent: true });
    expect(await account.query?.(first)).toMatchObject({ status: 'pending' });
    expect(await account.query?.(second)).toMatchObject({ status: 'paid', gatewayTradeNo: second.gatewayTradeNo });
  });

  it.each([
    ['an amount too small', 'credit', { amount: 49, currency: 'USD' }],
    ['an amount of nine digits', 'credit', { amount: 100_000_000 }],
    ['a currency of no country', 'credit', { currency: 'XXX' }],
    ['a currency that the method cannot take', 'fpx', { currency: 'USD' }],
    ['RM 30,000.01 by FPX', 'fpx', { amount: 3_000_001 }],
  ])('is refused by Stripe for %s', async (_name, route, changes) => {
    const { world, account } = opened();
    const error = await errorOf(() => account.create(world.order(route, changes)));
    expect(kindOf(error)).toEqual({ kind: 'rejected', code: 'STRIPE_PAYMENT_INTENT_CREATE_FAILED' });
    expect(error.log).toMatchObject({ type: 'StripeInvalidRequestError', status: 400, reason: expect.any(String) });
  });

  it('is refused where the account has not the method', async () => {
    const cardsOnly = {
      secret_key: 'sk_test_PayCoreCardsOnly3FsGx9Bv',
      publishable_key: 'pk_test_PayCoreCardsOnly3FsGx9Bv',
    };
    const { world, account, issued } = opened(cardsOnly);
    await issued('credit');
    const error = await errorOf(() => account.create(world.order('alipay')));
    expect(kindOf(error)).toEqual({ kind: 'rejected', code: 'STRIPE_PAYMENT_INTENT_CREATE_FAILED' });
  });

  it('is refused where Stripe made an intent that the method cannot pay', async () => {
    const { world, account } = opened();
    world.fake.answer = async (call) => {
      const intent = (await (await world.reachSimulator(call)).json()) as object;
      return json(200, { ...intent, payment_method_types: [] });
    };
    const error = await errorOf(() => account.create(world.order('alipay')));
    expect(kindOf(error)).toEqual({ kind: 'rejected', code: 'STRIPE_PAYMENT_INTENT_CREATE_FAILED' });
  });

  it('is no answer where it is about something else', async () => {
    for (const odd of [{ amount: 1 }, { currency: 'usd' }, { livemode: true }, { id: 'x' }, { client_secret: null }]) {
      const { world, account } = opened();
      world.fake.answer = async (call) => {
        const intent = (await (await world.reachSimulator(call)).json()) as object;
        return json(200, { ...intent, ...odd });
      };
      const error = await errorOf(() => account.create(world.order('credit')));
      expect(kindOf(error)).toEqual({ kind: 'unavailable', code: 'STRIPE_PAYMENT_INTENT_CREATE_FAILED' });
    }
  });
});

describe('what Stripe refuses with', () => {
  const key = credentials['secret_key'] ?? '';
  const failed = 'STRIPE_PAYMENT_INTENT_CREATE_FAILED';
  const cases: [status: number, error: object, kind: string, code: string, atQuery: string][] = [
    [
      401,
      { type: 'invalid_request_error', message: `Invalid API Key provided: ${key}` },
      'rejected',
      'STRIPE_AUTH_FAILED',
      'STRIPE_AUTH_FAILED',
    ],
    [403, { type: 'invalid_request_error', message: 'No.' }, 'rejected', 'STRIPE_AUTH_FAILED', 'STRIPE_AUTH_FAILED'],
    [
      400,
      { type: 'invalid_request_error', code: 'parameter_missing', message: `Not ${key}, sk_test_***abcd` },
      'rejected',
      failed,
      'PAYMENT_GATEWAY_ERROR',
    ],
    [
      404,
      { type: 'invalid_request_error', code: 'resource_missing', message: 'No.' },
      'rejected',
      failed,
      'PAYMENT_GATEWAY_ERROR',
    ],
    [402, { type: 'card_error', code: 'card_declined', message: 'No.' }, 'rejected', failed, 'PAYMENT_GATEWAY_ERROR'],
    [400, { type: 'idempotency_error', message: 'Keys.' }, 'rejected', failed, 'PAYMENT_GATEWAY_ERROR'],
    [
      409,
      { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'In use.' },
      'unavailable',
      failed,
      'PAYMENT_GATEWAY_ERROR',
    ],
    [500, { type: 'api_error', message: 'Sorry.' }, 'unavailable', failed, 'PAYMENT_GATEWAY_ERROR'],
    [503, { type: 'api_error', message: 'Sorry.' }, 'unavailable', failed, 'PAYMENT_GATEWAY_ERROR'],
  ];

  it.each(cases)('%i %j', async (status, error, kind, code, queryCode) => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    world.fake.answer = () => json(status, { error });
    const refused = await errorOf(() => account.create(world.order('credit')));
    expect(kindOf(refused)).toEqual({ kind, code });
    const atQuery = await errorOf(() => account.query?.(placed));
    expect(atQuery.code).toBe(queryCode);
    for (const shown of [refused, atQuery]) {
      expect(inspect(shown, { depth: 9 })).not.toMatch(/sk_test_/);
      if (kind !== 'rejected' || shown === atQuery) expect(shown.message).not.toMatch(/No|Sorry|Keys/);
    }
  });

  const refusedWith = async (error: object, status = 400): Promise<string> => {
    const { world, account } = opened({ ...credentials, callback_secret: 'word of mine' });
    world.fake.answer = () => json(status, { error });
    return (await errorOf(() => account.create(world.order('credit')))).message;
  };

  it.each([
    [
      {
        type: 'invalid_request_error',
        code: 'amount_too_small',
        param: 'amount',
        message: 'Amount must convert to at least 50 cents. NT$9.80 converts to approximately $0.30.',
      },
      'Amount must convert to at least 50 cents. NT$9.80 converts to approximately $0.30 (code: amount_too_small, param: amount).',
    ],
    [
      { type: 'card_error', code: 'card_declined', decline_code: 'do_not_honor', message: 'Your card was declined.' },
      'Your card was declined (code: card_declined, decline_code: do_not_honor).',
    ],
    [
      { type: 'invalid_request_error', message: 'Metadata can have up to 50 keys. Email us at a+b@stripe.com now.' },
      'Metadata can have up to 50 keys. Email us at [cut] now.',
    ],
    [
      { type: 'invalid_request_error', param: 'allowed_payment_method_types[0]', message: 'Line\n\tbreaks\u0007' },
      'Line breaks (param: allowed_payment_method_types[0]).',
    ],
    [{ type: 'invalid_request_error', code: 'x y', param: '<b>', message: '' }, undefined],
  ])('tells the merchant the reason: %j', async (error, expected) => {
    const reason = expected ?? 'check method, amount and currency against the Stripe account.';
    expect(await refusedWith(error)).toBe(`Stripe refused this payment: ${reason}`);
  });

  it.each([
    key,
    credentials['publishable_key'] ?? '',
    credentials['webhook_secret'] ?? '',
    'word of mine',
    'sk_test_***********************2345',
    'rk_live_51H8x',
    'pi_3Nabc_secret_Xyz123',
    'payer.name+tag@example.com.tw',
    'tok1NvWqLZ8Kx2eC7aP9sRt',
  ])('never shows what is like a key or an e-mail: %s', async (word) => {
    for (const text of [word, `(${word})`, `No such thing: '${word}'; request req.`]) {
      const shown = await refusedWith({ type: 'invalid_request_error', message: text, code: word, param: word });
      expect(shown).toContain('[cut]');
      expect(shown).not.toContain(word.slice(3));
    }
  });

  it('shows no more than 200 characters of it', async () => {
    const shown = await refusedWith({ type: 'invalid_request_error', message: '茶壺 '.repeat(200) });
    expect([...shown].length).toBeLessThanOrEqual('Stripe refused this payment: .'.length + 200);
  });

  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': '0' }, 10],
    [{ 'retry-after': 'soon' }, 10],
    [{}, 10],
  ])('429 with %j: left alone for %i s', async (headers, pauseSeconds) => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    const error = { type: 'invalid_request_error', code: 'rate_limit', message: 'Slower.' };
    world.fake.answer = () => json(429, { error }, headers);
    expect(await errorOf(() => account.create(world.order('credit')))).toMatchObject({
      kind: 'unavailable',
      pauseSeconds,
    });
    expect(await errorOf(() => account.query?.(placed))).toMatchObject({ kind: 'unavailable', pauseSeconds });
    expect(world.fake.calls).toHaveLength(3);
  });

  it('an answer of 2 MB is no answer', async () => {
    const { world, account } = opened();
    world.fake.answer = () => new Response('x'.repeat(2_000_000));
    expect(await errorOf(() => account.create(world.order('credit')))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('query', () => {
  it.each([
    [{ status: 'requires_payment_method' }, { status: 'pending' }],
    [{ status: 'requires_confirmation' }, { status: 'pending' }],
    [{ status: 'requires_action' }, { status: 'pending' }],
    [{ status: 'processing' }, { status: 'pending', underWay: true }],
    [{ status: 'requires_capture' }, { status: 'pending', underWay: true }],
    [{ status: 'a_state_to_come' }, { status: 'pending' }],
    [{ status: 'succeeded', amount_received: 98_000 }, { status: 'paid' }],
    [
      { status: 'canceled', cancellation_reason: 'automatic' },
      { status: 'expired', reason: { code: 'automatic' } },
    ],
    [
      { status: 'canceled', cancellation_reason: 'expired' },
      { status: 'expired', reason: { code: 'expired' } },
    ],
    [
      { status: 'canceled', cancellation_reason: 'abandoned' },
      { status: 'expired', reason: { code: 'abandoned' } },
    ],
    [
      { status: 'canceled', cancellation_reason: 'requested_by_customer' },
      { status: 'failed', reason: { code: 'requested_by_customer' } },
    ],
    [
      { status: 'requires_payment_method', last_payment_error: { type: 'card_error', code: 'card_declined' } },
      { status: 'pending', declined: 'card_declined' },
    ],
    [{ status: 'requires_action', last_payment_error: { type: 'card_error' } }, { status: 'pending' }],
  ])('%j is %j', async (changes, expected) => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    world.fake.answer = async (call) =>
      json(200, { ...((await (await world.reachSimulator(call)).json()) as object), ...changes });
    expect(await account.query?.(placed)).toEqual({ gatewayTradeNo: placed.gatewayTradeNo, ...expected });
  });

  it.each([
    [{ amount: 980 }, 'Stripe amount mismatch.'],
    [{ currency: 'usd' }, 'Stripe currency mismatch.'],
    [{ livemode: true }, 'Stripe livemode mismatch.'],
    [{ id: 'pi_other' }, 'Stripe payment mismatch.'],
    [{ metadata: {} }, undefined],
    [{ metadata: { payment_no: 'PAY202606221200HGFEDCBA' } }, 'Stripe payment mismatch.'],
    [{ status: 'succeeded', amount_received: 1 }, 'Stripe amount mismatch.'],
  ])('of another payment or other money is no answer, and says why: %j', async (changes, message) => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    world.fake.answer = async (call) =>
      json(200, { ...((await (await world.reachSimulator(call)).json()) as object), ...changes });
    for (const call of [account.query, account.cancel]) {
      if (message === undefined) expect(await call?.(placed)).toHaveProperty('status');
      else
        expect(await errorOf(() => call?.(placed))).toMatchObject({
          kind: 'unavailable',
          code: 'PAYMENT_GATEWAY_ERROR',
          message,
        });
    }
  });

  it('has nothing to ask for, and no news, where no intent is known', async () => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    const { gatewayTradeNo: _, ...unknown } = placed;
    const calls = world.fake.calls.length;
    expect(await account.query?.(unknown)).toEqual({ status: 'pending' });
    expect(world.fake.calls).toHaveLength(calls);
  });
});

describe('cancel', () => {
  it('ends an intent that nobody paid', async () => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    expect(await account.cancel?.(placed)).toMatchObject({ status: 'expired' });
    expect(world.simulator.orders()[0]?.state).toBe('expired');
    expect(await account.cancel?.(placed)).toMatchObject({ status: 'expired' });
  });

  it('answers what an intent is that Stripe does not cancel', async () => {
    const { world, account, issued } = opened();
    const { order, placed } = await issued();
    await world.simulator.drive(order.gatewayOrderNo, 'paid', { silent: true });
    expect(await account.cancel?.(placed)).toMatchObject({ status: 'paid' });
  });

  it('tells that money is moving where Stripe does not cancel for that', async () => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    world.fake.answer = async (call) => {
      const error = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message: 'No.' };
      if (call.init.method === 'POST') return json(400, { error });
      return json(200, { ...((await (await world.reachSimulator(call)).json()) as object), status: 'processing' });
    };
    const { gatewayTradeNo } = placed;
    expect(await account.cancel?.(placed)).toEqual({ status: 'pending', gatewayTradeNo, underWay: true });
  });

  it('says unavailable where Stripe is away', async () => {
    const { world, account, issued } = opened();
    const { placed } = await issued();
    world.fake.answer = () => new Response('oops', { status: 502 });
    expect((await errorOf(() => account.cancel?.(placed))).kind).toBe('unavailable');
  });
});

it('of live keys is a production account', async () => {
  const live = {
    secret_key: 'sk_live_PayCoreLive4RkTz6MwYc2Jfn',
    publishable_key: 'pk_live_PayCoreLive4RkTz6MwYc2Jfn',
  };
  const { account, issued } = opened(live);
  const { placed } = await issued();
  expect(account.environment).toBe('production');
  expect(await account.query?.(placed)).toMatchObject({ status: 'pending' });
});
