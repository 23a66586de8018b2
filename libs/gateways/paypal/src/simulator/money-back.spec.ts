import type { Order, PlacedOrder } from '@paycore/core';
import type { SimulatedOutcome } from '@paycore/simulator-kit';
import { SimulatedGateway } from '@paycore/testing';
import { paypal } from '../index.ts';
import { paypalSimulator } from './index.ts';

const credentials = paypalSimulator.demoCredentials;
const trust = { matchedBy: 'paymentNo', secret: 'absent', allowsUnsigned: false } as const;

/** A payment that was paid through the adapter, or only ordered. */
async function bench({ isPaid = true, ...changes }: { isPaid?: boolean } & Partial<Order> = {}) {
  const world = new SimulatedGateway(paypal, paypalSimulator);
  const account = world.gateway.open(credentials, 'test');
  let { placed }: { placed: PlacedOrder } = await world.pay(account, credentials, world.order('checkout', changes));
  if (isPaid) {
    await world.simulator.drive(placed.gatewayOrderNo, 'paid', {});
    const { status = 'pending', info = {} } = (await account.complete?.(placed, 1)) ?? {};
    placed = { ...placed, isPaid: status === 'paid', info };
  }
  world.callbacks.length = 0;
  const drive = (outcome: SimulatedOutcome, how: Parameters<typeof world.simulator.drive>[2] = {}) =>
    world.simulator.drive(placed.gatewayOrderNo, outcome, how);
  /** What the adapter makes of the events that came. */
  const outcomes = () =>
    Promise.all(
      world.callbacks.map(async (callback) => {
        expect((await world.locate(callback, [placed]))?.gatewayOrderNo).toBe(placed.gatewayOrderNo);
        return account.verify(callback, placed, trust);
      }),
    );
  const token = async () => {
    const basic = Buffer.from(`${credentials['client_id']}:${credentials['client_secret']}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    const init = { method: 'POST', headers, body: 'grant_type=client_credentials' };
    const answer = await world.reachSimulator({ url: 'http://sandbox.test/v1/oauth2/token', init });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const bearer = await token();
  const call = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const headers = {
      authorization: `Bearer ${bearer}`,
      prefer: 'return=representation',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...more,
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await world.reachSimulator({ url: `http://sandbox.test${path}`, init });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const captureId = String(placed.info['paypal_capture_id']);
  const refund = (body?: object, more?: Record<string, string>) =>
    call('POST', `/v2/payments/captures/${captureId}/refund`, body, more);
  return { world, account, placed, drive, outcomes, call, captureId, refund };
}

const issueOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  (body['details'] as { issue: string }[] | undefined)?.[0]?.issue,
];
const money = (value: string, currency_code = 'TWD') => ({ currency_code, value });

describe('driving', () => {
  it.each(['refunded', 'reversed', 'disputed'] as const)('%s is told to the adapter, offline', async (type) => {
    const { world, drive, outcomes } = await bench();
    await drive(type, { amount: 100, times: 2 });
    const [first, second] = await outcomes();
    expect(first).toMatchObject({ status: 'pending', postPayment: [{ type, amount: '100', currency: 'TWD' }] });
    expect(second).toEqual(first);
    expect(world.fake.calls.filter(({ url }) => url.includes('verify-webhook-signature'))).toEqual([]);
  });

  it('all goes back where nobody says how much, and the last refund is told again after that', async () => {
    const { account, placed, drive, outcomes } = await bench();
    await drive('refunded', { amount: 80 });
    await drive('refunded');
    expect((await drive('refunded'))?.state).toBe('refunded');
    const events = (await outcomes()).map(({ postPayment }) => postPayment?.[0]);
    expect(events.map((event) => event?.amount)).toEqual(['80', '900', '900']);
    expect(events[2]?.id).toBe(events[1]?.id);
    // The order itself says the same.
    expect(await account.query?.(placed)).toMatchObject({ status: 'paid', postPayment: events.slice(0, 2) });
  });

  it('is told in the decimals of the currency', async () => {
    const { drive, outcomes, call, captureId } = await bench({ currency: 'USD' });
    await drive('reversed', { amount: 5 });
    expect(await outcomes()).toMatchObject([{ postPayment: [{ amount: '5', currency: 'USD' }] }]);
    const { body } = await call('GET', `/v2/payments/captures/${captureId}`);
    expect(body).toMatchObject({ status: 'PARTIALLY_REFUNDED', amount: money('980.00', 'USD') });
  });

  it('is told to the cent', async () => {
    const { drive, outcomes } = await bench({ amount: 999, decimals: 2, currency: 'USD' });
    await drive('refunded', { amount: 1.01 });
    await drive('disputed', { amount: 9.98 });
    await drive('refunded');
    const amounts = (await outcomes()).map(({ postPayment }) => postPayment?.[0]?.amount);
    expect(amounts).toEqual(['1.01', '9.98', '8.98']);
  });

  it('in silence changes the order and tells nobody; forged, the other way round', async () => {
    const { world, account, placed, drive, outcomes } = await bench();
    await drive('refunded', { forged: true });
    await expect(outcomes()).rejects.toMatchObject({ kind: 'forged', code: 'PAYPAL_WEBHOOK_VERIFY_FAILED' });
    expect(await account.query?.(placed)).not.toHaveProperty('postPayment');
    world.callbacks.length = 0;
    await drive('refunded', { silent: true });
    expect(world.callbacks).toEqual([]);
    expect(await account.query?.(placed)).toHaveProperty('postPayment');
  });

  it('leaves an order whose money never came', async () => {
    const { world, drive } = await bench({ isPaid: false });
    for (const type of ['refunded', 'reversed', 'disputed'] as const) {
      expect((await drive(type))?.state).toBe('issued');
    }
    expect(world.callbacks).toEqual([]);
  });

  it('of one dispute is told again, as the same', async () => {
    const { drive, outcomes } = await bench();
    await drive('disputed');
    await drive('disputed', { amount: 1 });
    const [first, second] = await outcomes();
    expect(first).toMatchObject({ postPayment: [{ type: 'disputed', amount: '980' }] });
    expect(second).toEqual(first);
  });
});

describe('the API', () => {
  it('shows a capture and refunds it, in part and for the rest', async () => {
    const { world, call, captureId, refund, outcomes } = await bench();
    const capture = () => call('GET', `/v2/payments/captures/${captureId}`);
    expect((await capture()).body).toMatchObject({ id: captureId, status: 'COMPLETED', amount: money('980') });
    const part = await refund({ amount: money('100'), note_to_payer: 'sorry', invoice_id: 'CREDIT-7' });
    expect(part).toMatchObject({
      status: 201,
      body: { status: 'COMPLETED', amount: money('100'), note_to_payer: 'sorry', invoice_id: 'CREDIT-7' },
    });
    expect((await capture()).body).toMatchObject({ status: 'PARTIALLY_REFUNDED', amount: money('980') });
    const rest = await refund();
    expect(rest.body).toMatchObject({
      amount: money('880'),
      seller_payable_breakdown: { total_refunded_amount: money('980') },
    });
    expect((await capture()).body['status']).toBe('REFUNDED');
    expect((await call('GET', `/v2/payments/refunds/${String(part.body['id'])}`)).body['amount']).toEqual(money('100'));
    await world.simulator.drive(world.simulator.orders()[0]?.order_no ?? '', 'issued', {});
    expect(await outcomes()).toMatchObject([
      { postPayment: [{ type: 'refunded', id: part.body['id'], amount: '100' }] },
      { postPayment: [{ type: 'refunded', id: rest.body['id'], amount: '880' }] },
    ]);
  });

  it('refunds once per PayPal-Request-Id, and says little where little is preferred', async () => {
    const { refund } = await bench();
    const first = await refund({ amount: money('100') }, { 'paypal-request-id': 'R1' });
    const again = await refund({ amount: money('100') }, { 'paypal-request-id': 'R1', prefer: 'return=minimal' });
    expect([first.status, again.status, again.body['id']]).toEqual([201, 200, first.body['id']]);
    expect(Object.keys(again.body)).toEqual(['id', 'status', 'links']);
  });

  it.each([
    [422, 'REFUND_AMOUNT_EXCEEDED', { amount: money('981') }],
    [422, 'REFUND_CAPTURE_CURRENCY_MISMATCH', { amount: money('1', 'USD') }],
    [422, 'DECIMAL_PRECISION', { amount: money('1.5') }],
    [422, 'CANNOT_BE_ZERO_OR_NEGATIVE', { amount: money('0') }],
    [400, 'INVALID_PARAMETER_SYNTAX', { amount: money('1e2') }],
    [400, 'MISSING_REQUIRED_PARAMETER', { amount: { currency_code: 'TWD' } }],
    [400, 'INVALID_STRING_LENGTH', { note_to_payer: 'x'.repeat(256) }],
  ])('refuses a refund by %i %s', async (status, issue, body) => {
    const { refund, world } = await bench();
    expect(issueOf(await refund(body))).toEqual([status, issue]);
    expect(world.callbacks).toEqual([]);
  });

  it('refuses what is all refunded, and what is nobody’s', async () => {
    const { refund, call } = await bench();
    await refund();
    expect(issueOf(await refund())).toEqual([422, 'CAPTURE_FULLY_REFUNDED']);
    for (const [method, path] of [
      ['GET', '/v2/payments/captures/X'],
      ['GET', '/v2/payments/refunds/X'],
      ['POST', '/v2/payments/captures/X/refund'],
    ] as const) {
      expect(issueOf(await call(method, path, method === 'POST' ? {} : undefined))).toEqual([
        404,
        'INVALID_RESOURCE_ID',
      ]);
    }
  });

  it('refuses a refund of money that is not there yet', async () => {
    const { world, account, placed, call, outcomes } = await bench({ isPaid: false });
    const choice = new URLSearchParams({ choice: 'pending' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const url = `http://sandbox.test/paypal/orders/${placed.gatewayOrderNo}`;
    await world.reachSimulator({ url, init: { method: 'POST', headers, body: choice } });
    expect(await account.complete?.(placed, 1)).toMatchObject({ status: 'pending', underWay: true });
    // The event of the capture says the same.
    expect((await outcomes()).at(-1)).toMatchObject({ status: 'pending', underWay: true });
    const { body } = await call('GET', `/v2/checkout/orders/${placed.gatewayTradeNo ?? ''}`);
    const [unit] = body['purchase_units'] as { payments: { captures: { id: string }[] } }[];
    const path = `/v2/payments/captures/${unit?.payments.captures[0]?.id ?? ''}/refund`;
    expect(issueOf(await call('POST', path, {}))).toEqual([422, 'REFUND_NOT_ALLOWED']);
  });

  it('names what it does not play, and its merchant as PayPal does', async () => {
    const { call, placed } = await bench({ isPaid: false });
    const unit = { amount: money('980') };
    const refused = await call('POST', '/v2/checkout/orders', { intent: 'AUTHORIZE', purchase_units: [unit] });
    expect(issueOf(refused)).toEqual([422, 'AUTHORIZE_NOT_SIMULATED']);
    expect(refused.body).toMatchObject({
      details: [{ field: '/intent', description: expect.stringContaining('AUTHORIZE') as unknown }],
    });
    const { body } = await call('GET', `/v2/checkout/orders/${placed.gatewayTradeNo ?? ''}`);
    // https://github.com/paypal/paypal-rest-api-specifications, checkout_orders_v2.json: account_id.
    const merchant_id = expect.stringMatching(/^[2-9A-HJ-NP-Z]{13}$/) as unknown;
    expect(body).toMatchObject({ purchase_units: [{ payee: { merchant_id } }] });
  });
});
