import { PayCoreError, type Order } from '@paycore/core';
import { SimulatedGateway } from '@paycore/testing';
import fc from 'fast-check';
import { paypal } from './index.ts';
import { paypalSimulator } from './simulator/index.ts';

const credentials = paypalSimulator.demoCredentials;

function bench() {
  const world = new SimulatedGateway(paypal, paypalSimulator);
  const account = world.gateway.open(credentials, 'test');
  /** PayPal gives this answer to whatever is not about the token. */
  const answers = (body: unknown, status = 200, headers: Record<string, string> = {}) => {
    world.fake.answer = (call) =>
      call.url.endsWith('/v1/oauth2/token')
        ? world.reachSimulator(call)
        : new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  };
  const create = (changes: Partial<Order> = {}) => account.create(world.order('checkout', changes));
  const issued = async (changes: Partial<Order> = {}) => {
    const order = world.order('checkout', changes);
    return (await world.pay(account, credentials, order)).placed;
  };
  return { world, account, answers, create, issued };
}

const refusalOf = async (acted: Promise<unknown>): Promise<PayCoreError> => {
  const error: unknown = await acted.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PayCoreError);
  return error as PayCoreError;
};

const unprocessable = (issue: string) => ({
  name: 'UNPROCESSABLE_ENTITY',
  message: 'The requested action could not be performed.',
  debug_id: '90957fca61718',
  details: [{ issue, description: 'A sentence.' }],
});

describe('the order', () => {
  it("goes to PayPal's address with all that it wants", async () => {
    const { world, create } = bench();
    await create({ itemName: `${'品'.repeat(125)}👍👍` });
    const [token, order] = world.fake.calls;
    expect(token).toMatchObject({
      url: 'http://sandbox.test/paypal/v1/oauth2/token',
      init: { method: 'POST', body: 'grant_type=client_credentials' },
    });
    expect(order?.url).toBe('http://sandbox.test/paypal/v2/checkout/orders');
    expect(order?.init.headers).toEqual({
      authorization: expect.stringMatching(/^Bearer A21AA/),
      accept: 'application/json',
      'content-type': 'application/json',
      prefer: 'return=representation',
      'paypal-request-id': 'PC2606221200TTTT0001',
    });
    expect(JSON.parse(String(order?.init.body))).toEqual({
      intent: 'CAPTURE',
      purchase_units: [
        {
          amount: { currency_code: 'TWD', value: '980' },
          description: `${'品'.repeat(125)}👍`,
          custom_id: 'PAY202606221200ZZZZAAAB',
          invoice_id: 'PC2606221200TTTT0001',
        },
      ],
      payment_source: {
        paypal: {
          experience_context: {
            return_url: 'https://pay.test/zh-tw/payment/return/PAY202606221200ZZZZAAAB',
            cancel_url: 'https://pay.test/zh-tw/payment/return/PAY202606221200ZZZZAAAB?t=t0k3n',
            user_action: 'PAY_NOW',
            shipping_preference: 'NO_SHIPPING',
            locale: 'zh-TW',
          },
        },
      },
    });
  });

  it.each([
    ['production', undefined, 'https://api-m.paypal.com'],
    ['test', undefined, 'https://api-m.sandbox.paypal.com'],
    ['production', 'sandbox', 'https://api-m.sandbox.paypal.com'],
    ['test', 'live', 'https://api-m.paypal.com'],
  ] as const)('goes, with a %s key and the environment %s, to %s', async (fallback, environment, host) => {
    const urls: string[] = [];
    const fetch = (url: string | URL) => {
      urls.push(String(url));
      return Promise.reject(new Error('no network'));
    };
    const { world } = bench();
    const fields = { client_id: 'c', client_secret: 's', ...(environment && { environment }) };
    const account = paypal.make({ fetch, now: () => world.now }).open(fields, fallback);
    await refusalOf(account.create(world.order('checkout')));
    expect(urls).toEqual([`${host}/v1/oauth2/token`]);
  });

  it('has cents where its amount has them, and is believed with those alone', async () => {
    const { world, account, answers, create, issued } = bench();
    const dollars = { amount: 999, decimals: 2, currency: 'USD' };
    await create(dollars);
    expect(JSON.parse(String(world.fake.calls[1]?.init.body)).purchase_units[0].amount).toEqual(money('9.99', 'USD'));
    const placed = await issued(dollars);
    expect(world.simulator.orders()[0]).toMatchObject({ amount: 9.99, currency: 'USD' });
    await world.simulator.drive(placed.gatewayOrderNo, 'paid', { silent: true });
    expect(await account.complete?.(placed, 1)).toMatchObject({ status: 'paid' });
    for (const value of ['9.98', '9', '999', '9.9']) {
      answers({
        id: placed.gatewayTradeNo,
        ...ordered('COMPLETED', [captured('COMPLETED', { amount: money(value, 'USD') })]),
      });
      expect(await refusalOf(account.query?.(placed) as Promise<unknown>)).toMatchObject({
        message: 'PayPal amount mismatch.',
        log: { expected_amount: '9.99', received_amount: value },
      });
    }
  });

  it.each([
    ['zh-TW', 'zh-TW'],
    ['zh-CN', 'zh-CN'],
    ['en', 'en-US'],
    ['ja', 'ja-JP'],
    ['ko', 'ko-KR'],
    ['th', 'th-TH'],
    ['id', 'id-ID'],
    ['vi', 'en-US'],
    ['ms', 'en-US'],
  ])('asks for pages in the payer’s language, %s as %s', async (locale, sent) => {
    const { world, create } = bench();
    await create({ urls: { ...world.order('checkout').urls, locale } });
    const body = JSON.parse(String(world.fake.calls[1]?.init.body));
    expect(body.payment_source.paypal.experience_context.locale).toBe(sent);
  });

  it('has no description where nothing printable is left', async () => {
    const { world, create } = bench();
    await create({ itemName: '\n \u0000' });
    const body = JSON.parse(String(world.fake.calls[1]?.init.body));
    expect(body.purchase_units[0]).not.toHaveProperty('description');
  });

  it('has the number of its payment as its key where it was stored with that', async () => {
    const { world, create } = bench();
    await create({ isKeyedByPayment: true });
    expect(world.fake.calls[1]?.init.headers).toMatchObject({ 'paypal-request-id': 'PAY202606221200ZZZZAAAB' });
  });

  it('of a second attempt is another order at PayPal, whose numbers are its own', async () => {
    const { world, account, issued } = bench();
    const first = await issued();
    const second = await issued({ paymentNo: first.paymentNo });
    expect(second.gatewayTradeNo).not.toBe(first.gatewayTradeNo);
    await world.simulator.drive(second.gatewayOrderNo, 'paid', { silent: true });
    expect(await account.complete?.(first, 1)).toEqual({ status: 'pending' });
    expect(await account.complete?.(second, 1)).toMatchObject({
      status: 'paid',
      gatewayTradeNo: second.gatewayTradeNo,
    });
  });
});

describe('a description', () => {
  const family = '👩‍👩‍👧‍👦';
  const described = async (itemName: string) => {
    const { world, create } = bench();
    await create({ itemName });
    return String(JSON.parse(String(world.fake.calls[1]?.init.body)).purchase_units[0].description);
  };

  it.each([
    ['at 127', '品'.repeat(127), '品'.repeat(127)],
    ['at 128', '品'.repeat(128), '品'.repeat(127)],
    ['before an emoji of two units', `${'a'.repeat(126)}👍`, 'a'.repeat(126)],
    ['before an emoji of many parts', `${'a'.repeat(120)}${family}`, 'a'.repeat(120)],
    ['after one that fits', `${'a'.repeat(116)}${family}b`, `${'a'.repeat(116)}${family}`],
    ['before a letter with its accent', `${'a'.repeat(126)}e\u0301`, 'a'.repeat(126)],
    ['before a flag', `${'a'.repeat(125)}🇹🇼`, 'a'.repeat(125)],
    ['nowhere', `a\u0000\u200b${family}`, `a ${family}`],
  ])('is cut %s', async (_, itemName, description) => {
    expect(await described(itemName)).toBe(description);
  });

  it('has never more than 127 units, and no half of a character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 60, maxLength: 200 }), async (text) => {
        const description = await described(`x${text}`);
        expect(description.length).toBeLessThanOrEqual(127);
        expect(description).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is issued', () => {
  it('is a link to PayPal and PayPal’s number', async () => {
    const { world, create } = bench();
    const created = await create();
    const [order] = world.simulator.orders();
    const url = `http://sandbox.test/paypal/checkoutnow?token=${order?.trade_no}`;
    expect(created).toEqual({
      gatewayTradeNo: order?.trade_no,
      info: { approval_url: url },
      page: { kind: 'redirect', url },
    });
  });

  const made = (links: unknown, more: object = {}) => ({ id: '5O190127TN364715T', status: 'CREATED', links, ...more });
  const pay = 'https://www.paypal.com/checkoutnow?token=5O190127TN364715T';

  it.each([
    [
      'payer-action',
      [
        { rel: 'self', href: 'x' },
        { rel: 'payer-action', href: pay },
      ],
    ],
    ['approve', [{ rel: 'approve', href: pay }]],
    [
      'the first of the two names',
      [
        { rel: 'approve', href: 'https://x.test/' },
        { rel: 'payer-action', href: pay },
      ],
    ],
  ])('leads where the link %s does', async (_, links) => {
    const { create, answers } = bench();
    answers(made(links), 201);
    expect((await create()).page).toEqual({ kind: 'redirect', url: pay });
  });

  const link = [{ rel: 'approve', href: pay }];

  it.each([
    ['no link', made([])],
    ['no links', made(undefined)],
    ['a link of plain http', made([{ rel: 'approve', href: 'http://www.paypal.com/' }])],
    ['a link that runs', made([{ rel: 'approve', href: 'javascript:alert(1)' }])],
    ['a link to the sandbox’s neighbour', made([{ rel: 'approve', href: 'http://sandbox.test:81/' }])],
    ['a link that is none', made([{ rel: 'approve', href: 'checkoutnow' }])],
    ['a number in small letters', made(link, { id: '5o190127tn364715t' })],
    ['a number that climbs', made(link, { id: '../../x' })],
    ['no number', made(link, { id: undefined })],
    ['another payment', made(link, { purchase_units: [{ custom_id: 'PAY202606221200ZZZZAAAC' }] })],
    ['another order number', made(link, { purchase_units: [{ invoice_id: 'PC1' }] })],
    ['another amount', made(link, { purchase_units: [{ amount: { currency_code: 'TWD', value: '98' } }] })],
    ['another currency', made(link, { purchase_units: [{ amount: { currency_code: 'USD', value: '980' } }] })],
  ])('is not believed with %s', async (_, body) => {
    const { create, answers } = bench();
    answers(body, 201);
    expect(await refusalOf(create())).toMatchObject({ kind: 'unavailable', code: 'PAYPAL_REQUEST_REJECTED' });
  });

  it('is not believed beyond 256 kB', async () => {
    const { create, answers } = bench();
    answers(made(link, { filler: 'x'.repeat(300_000) }), 201);
    expect((await refusalOf(create())).kind).toBe('unavailable');
  });
});

describe('a refusal', () => {
  it.each([
    [400, { name: 'INVALID_REQUEST', details: [{ issue: 'INVALID_PARAMETER_SYNTAX' }] }, 'INVALID_PARAMETER_SYNTAX'],
    [403, { name: 'NOT_AUTHORIZED', details: [{ issue: 'PERMISSION_DENIED' }] }, 'PERMISSION_DENIED'],
    [404, { name: 'RESOURCE_NOT_FOUND' }, 'RESOURCE_NOT_FOUND'],
    [422, unprocessable('INVALID_CURRENCY_CODE'), 'INVALID_CURRENCY_CODE'],
    [422, unprocessable('DUPLICATE_INVOICE_ID'), 'DUPLICATE_INVOICE_ID'],
    [422, unprocessable('<script>'), 'UNPROCESSABLE_ENTITY'],
  ])('of %i is told by its code alone', async (status, body, issue) => {
    const { create, answers } = bench();
    answers(body, status);
    expect(await refusalOf(create())).toMatchObject({
      kind: 'rejected',
      code: 'PAYPAL_REQUEST_REJECTED',
      message: `PayPal refused the payment (${issue}).`,
    });
  });

  it('leaves the debug_id in the log, from the body or the header', async () => {
    const { create, answers } = bench();
    answers(unprocessable('DECIMAL_PRECISION'), 422);
    expect((await refusalOf(create())).log).toEqual({
      path: '/v2/checkout/orders',
      status: 422,
      name: 'UNPROCESSABLE_ENTITY',
      issues: ['DECIMAL_PRECISION'],
      descriptions: ['A sentence.'],
      debug_id: '90957fca61718',
    });
    answers('<html>', 500, { 'paypal-debug-id': 'f00' });
    expect((await refusalOf(create())).log).toMatchObject({ status: 500, debug_id: 'f00' });
  });

  it('of credentials is one too, and shows none', async () => {
    const { world } = bench();
    const account = world.gateway.open({ ...credentials, client_secret: 'not-the-secret' }, 'test');
    const error = await refusalOf(account.create(world.order('checkout')));
    expect(error).toMatchObject({
      kind: 'rejected',
      code: 'PAYPAL_REQUEST_REJECTED',
      message: 'PayPal does not accept these credentials.',
      log: { status: 401, error: 'invalid_client' },
    });
    expect(JSON.stringify(error)).not.toContain('not-the-secret');
  });

  it.each([
    [408, { name: 'X' }],
    [409, { name: 'CONFLICT', details: [{ issue: 'PREVIOUS_REQUEST_IN_PROGRESS' }] }],
    [422, 'no JSON'],
    [422, { message: 'no name' }],
    [500, { name: 'INTERNAL_SERVER_ERROR', debug_id: 'd' }],
    [503, ''],
    [200, []],
    [200, '"text"'],
  ])('is none where PayPal answers %i %j', async (status, body) => {
    const { create, answers } = bench();
    answers(body, status);
    expect(await refusalOf(create())).toMatchObject({ kind: 'unavailable', code: 'PAYPAL_REQUEST_REJECTED' });
  });

  it.each([
    ['17', 17],
    ['0.5', 1],
    ['99999', 60],
    ['soon', 60],
    [undefined, 60],
  ])('by 429 and retry-after %s lets the account rest for %i s', async (retryAfter, pauseSeconds) => {
    const { world, create, answers } = bench();
    answers({ name: 'RATE_LIMIT_REACHED' }, 429, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    expect(await refusalOf(create())).toMatchObject({ kind: 'unavailable', pauseSeconds });
    world.fake.answer = () =>
      new Response('', { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });
    const other = world.gateway.open({ client_id: 'c', client_secret: 's' }, 'test');
    expect(await refusalOf(other.create(world.order('checkout')))).toMatchObject({ kind: 'unavailable', pauseSeconds });
  });
});

const money = (value = '980', currency_code = 'TWD') => ({ currency_code, value });
const captured = (status: string, changes: object = {}) => ({
  id: '3C679366HH908993F',
  status,
  amount: money(),
  ...changes,
});
const ordered = (status: string, captures?: object[], unit: object = {}) => ({
  status,
  purchase_units: [{ reference_id: 'default', ...(captures && { payments: { captures } }), ...unit }],
});

describe('the state of an order', () => {
  const paid = { status: 'paid', info: { paypal_capture_id: '3C679366HH908993F' } };

  it.each([
    ['CREATED', undefined, { status: 'pending' }],
    ['SAVED', undefined, { status: 'pending' }],
    ['PAYER_ACTION_REQUIRED', undefined, { status: 'pending' }],
    ['APPROVED', undefined, { status: 'pending', next: 'complete' }],
    ['VOIDED', undefined, { status: 'failed', reason: { order: 'VOIDED' } }],
    ['UNHEARD_OF', undefined, { status: 'pending' }],
    ['COMPLETED', undefined, { status: 'pending' }],
    ['COMPLETED', [], { status: 'pending' }],
    ['COMPLETED', [captured('COMPLETED')], paid],
    ['COMPLETED', [captured('COMPLETED', { amount: money('980.00') })], paid],
    ['COMPLETED', [captured('DECLINED', { id: 'X' }), captured('COMPLETED')], paid],
    ['COMPLETED', [captured('PENDING')], { status: 'pending', underWay: true }],
    ['COMPLETED', [captured('DECLINED'), captured('PENDING')], { status: 'pending', underWay: true }],
    ['COMPLETED', [captured('DECLINED')], { status: 'failed', reason: { capture: 'DECLINED' } }],
    ['COMPLETED', [captured('FAILED')], { status: 'failed', reason: { capture: 'FAILED' } }],
    ['COMPLETED', [captured('REFUNDED', { amount: null })], { status: 'pending' }],
    ['COMPLETED', [captured('COMPLETED', { amount: null })], { status: 'pending' }],
    ['APPROVED', [captured('COMPLETED')], { status: 'pending', next: 'complete' }],
  ])('%s with captures %j is %j', async (status, captures, outcome) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers({ id: placed.gatewayTradeNo, ...ordered(status, captures) });
    expect(await account.query?.(placed)).toEqual({ ...outcome, gatewayTradeNo: placed.gatewayTradeNo });
  });

  it.each([
    ['in the order', ordered('APPROVED', undefined, { amount: money('98') })],
    ['in the currency', ordered('APPROVED', undefined, { amount: money('980', 'USD') })],
    ['in a capture', ordered('COMPLETED', [captured('COMPLETED', { amount: money('979') })])],
    ['in a part of a unit', ordered('COMPLETED', [captured('COMPLETED', { amount: money('980.01') })])],
  ])('is not believed where the amount differs %s', async (_, body) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers({ id: placed.gatewayTradeNo, ...body });
    for (const ask of [account.query?.(placed), account.complete?.(placed, 1)]) {
      const error = await refusalOf(ask as Promise<unknown>);
      expect(error).toMatchObject({ kind: 'unavailable', message: 'PayPal amount mismatch.' });
      expect(error.log).toMatchObject({ expected_amount: 980, expected_currency: 'TWD' });
    }
  });

  it.each([
    ['order', { id: '5O190127TN364715U', ...ordered('APPROVED') }],
    ['payment', ordered('APPROVED', undefined, { custom_id: 'PAY202606221200ZZZZAAAC' })],
    ['number', ordered('APPROVED', undefined, { invoice_id: 'PC1' })],
    ['payment’s capture', ordered('COMPLETED', [captured('COMPLETED', { custom_id: 'PAY202606221200ZZZZAAAC' })])],
    ['number’s capture', ordered('COMPLETED', [captured('COMPLETED', { invoice_id: 'PC1' })])],
  ])('is not believed of another %s', async (_, body) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers({ id: placed.gatewayTradeNo, ...body });
    expect((await refusalOf(account.query?.(placed) as Promise<unknown>)).kind).toBe('unavailable');
  });

  it('that PayPal no longer has is expired; any other no says nothing', async () => {
    const { world, account, answers, issued } = bench();
    const placed = await issued();
    await world.simulator.drive(placed.gatewayOrderNo, 'expired', {});
    expect(await account.query?.(placed)).toMatchObject({ status: 'expired' });
    expect(await account.complete?.(placed, 1)).toMatchObject({ status: 'expired' });
    for (const status of [400, 403, 404, 422]) {
      answers({ name: 'NOT_AUTHORIZED' }, status);
      expect((await refusalOf(account.query?.(placed) as Promise<unknown>)).kind).toBe('unavailable');
    }
  });

  it('whose number was lost is not asked for', async () => {
    const { world, account, issued } = bench();
    const { gatewayTradeNo: _, ...lost } = await issued();
    const calls = world.fake.calls.length;
    expect(await account.query?.(lost)).toEqual({ status: 'pending' });
    expect((await refusalOf(account.complete?.(lost, 1) as Promise<unknown>)).kind).toBe('unavailable');
    expect(world.fake.calls).toHaveLength(calls);
  });
});

describe('refunds in an order', () => {
  const refund = (changes: object = {}) => ({
    id: '1Y107995YT783435V',
    status: 'COMPLETED',
    amount: money('100'),
    ...changes,
  });
  const partial = { type: 'refunded', id: '1Y107995YT783435V', amount: '100', currency: 'TWD' };
  const whole = { type: 'refunded', id: '3C679366HH908993F', amount: '980', currency: 'TWD' };

  it.each([
    ['COMPLETED', undefined, undefined],
    ['COMPLETED', [], undefined],
    ['PARTIALLY_REFUNDED', [refund()], [partial]],
    ['PARTIALLY_REFUNDED', [refund(), refund({ id: '2Y' })], [partial, { ...partial, id: '2Y' }]],
    ['PARTIALLY_REFUNDED', [refund(), refund({ id: '2Y', status: 'PENDING' })], [partial]],
    ['COMPLETED', [refund({ status: 'FAILED' })], undefined],
    // PayPal says that money went back, not in which refund.
    ['REFUNDED', undefined, [whole]],
    ['PARTIALLY_REFUNDED', undefined, [{ type: 'refunded', id: '3C679366HH908993F' }]],
    ['REFUNDED', [{ id: '<b>' }], [whole]],
    ['REFUNDED', 'unreadable', [whole]],
  ])('of a capture that is %s: %j; the payment is paid, with %j', async (status, refunds, postPayment) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    const payments = { captures: [captured(status)], refunds };
    answers({ id: placed.gatewayTradeNo, ...ordered('COMPLETED', undefined, { payments }) });
    expect(await account.query?.(placed)).toEqual({
      status: 'paid',
      gatewayTradeNo: placed.gatewayTradeNo,
      info: { paypal_capture_id: '3C679366HH908993F' },
      ...(postPayment && { postPayment }),
    });
  });
});

describe('completing', () => {
  it.each([
    ['of the order and the try', {}, 'PC2606221200TTTT0001-cap-3'],
    [
      'of the payment and the try where it was stored with that',
      { isKeyedByPayment: true },
      'PAY202606221200ZZZZAAAB-cap-3',
    ],
  ])('captures under a number %s', async (_, stored, requestId) => {
    const { world, account, issued } = bench();
    const placed = { ...(await issued()), ...stored };
    await world.simulator.drive(placed.gatewayOrderNo, 'paid', { silent: true });
    expect(await account.complete?.(placed, 3)).toMatchObject({
      status: 'paid',
      gatewayTradeNo: placed.gatewayTradeNo,
      info: { paypal_capture_id: expect.stringMatching(/^[0-9A-Z]{17}$/) as unknown },
    });
    expect(world.fake.calls.at(-1)).toMatchObject({
      url: `http://sandbox.test/paypal/v2/checkout/orders/${placed.gatewayTradeNo}/capture`,
      init: {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', 'paypal-request-id': requestId },
      },
    });
  });

  it.each([
    ['COMPLETED', 'paid'],
    ['PENDING', 'pending'],
    ['DECLINED', 'failed'],
    ['FAILED', 'failed'],
  ])('with a capture that is %s is %s', async (status, outcome) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers({ id: placed.gatewayTradeNo, ...ordered('COMPLETED', [captured(status)]) }, 201);
    expect(await account.complete?.(placed, 1)).toMatchObject({ status: outcome });
  });

  it('refused by ORDER_EXPIRED is over: no payer can approve that order again', async () => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers(unprocessable('ORDER_EXPIRED'), 422);
    const expired = { status: 'expired', reason: { order: 'ORDER_EXPIRED' } };
    expect(await account.complete?.(placed, 1)).toEqual(expired);
    expect(await account.query?.(placed)).toEqual(expired);
  });

  it.each(['ORDER_NOT_APPROVED', 'PAYER_ACTION_REQUIRED'])('refused by %s waits for the payer', async (issue) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers(unprocessable(issue), 422);
    expect(await account.complete?.(placed, 1)).toEqual({ status: 'pending' });
  });

  it.each(['INSTRUMENT_DECLINED', 'PAYER_CANNOT_PAY', 'TRANSACTION_REFUSED', 'DUPLICATE_INVOICE_ID', 'NEW_ISSUE'])(
    'refused by %s is a known no to this attempt',
    async (issue) => {
      const { account, answers, issued } = bench();
      const placed = await issued();
      answers(unprocessable(issue), 422);
      expect(await account.complete?.(placed, 1)).toEqual({ status: 'pending', declined: issue });
    },
  );

  it.each([
    [422, 'ORDER_ALREADY_CAPTURED'],
    [422, 'ORDER_COMPLETION_IN_PROGRESS'],
    [422, 'ORDER_COMPLETED_OR_VOIDED'],
    [409, 'PREVIOUS_REQUEST_IN_PROGRESS'],
  ])('refused by %i %s reads the order', async (status, issue) => {
    const { world, account, issued } = bench();
    for (const [order, outcome] of [
      [ordered('COMPLETED', [captured('COMPLETED')]), { status: 'paid' }],
      [ordered('COMPLETED', [captured('PENDING')]), { status: 'pending', underWay: true }],
      [ordered('COMPLETED', [captured('DECLINED')]), { status: 'failed' }],
      // Money is moving: neither this order nor another one is to be completed now.
      [ordered('APPROVED'), { status: 'pending', underWay: true }],
    ] as const) {
      world.fake.answer = world.reachSimulator;
      const placed = await issued();
      world.fake.answer = ({ init }) =>
        init.method === 'POST'
          ? Response.json({ ...unprocessable(issue) }, { status })
          : Response.json({ id: placed.gatewayTradeNo, ...order });
      const completed = await account.complete?.(placed, 1);
      expect(completed).toMatchObject(outcome);
      expect(completed).not.toHaveProperty('next');
    }
  });

  it.each([400, 403])('refused by %i is no fault of the payer', async (status) => {
    const { account, answers, issued } = bench();
    const placed = await issued();
    answers({ name: 'INVALID_REQUEST' }, status);
    const error = await refusalOf(account.complete?.(placed, 1) as Promise<unknown>);
    expect(error).toMatchObject({ kind: 'rejected', code: 'PAYPAL_REQUEST_REJECTED' });
  });
});

describe('a return', () => {
  it("is the payer's where its token is PayPal's number, and nothing else", async () => {
    const { account, issued } = bench();
    const placed = await issued();
    const own = placed.gatewayTradeNo as string;
    expect(account.isReturnOf?.(placed, { token: own, PayerID: 'X' })).toBe(true);
    const others: unknown[] = [own.toLowerCase(), `${own} `, '', own.slice(1), [own], null, 7];
    for (const token of others) expect(account.isReturnOf?.(placed, { token } as never)).toBe(false);
    expect(account.isReturnOf?.(placed, {})).toBe(false);
    expect(account.isReturnOf?.(placed, Object.create({ token: own }) as never)).toBe(false);
    const { gatewayTradeNo: _, ...lost } = placed;
    expect(account.isReturnOf?.(lost, { token: 'undefined' })).toBe(false);
  });
});
