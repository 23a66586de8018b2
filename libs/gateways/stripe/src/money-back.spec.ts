import type { Payment, PaymentEvent } from '@paycore/core';
import { coreOn, errorOf, FakeClock, FakePostNotice, MemoryPaymentStore, SimulatedGateway } from '@paycore/testing';
import { stripe } from './index.ts';
import { stripeSimulator } from './simulator/index.ts';

const credentials = stripeSimulator.demoCredentials;
const { webhook_secret: _, ...withoutSecret } = credentials;

/** A paid payment in a store, with the core and the gateway around it; events reach it as they are sent. */
async function paid(given: Readonly<Record<string, string>> = credentials, route = 'credit') {
  const world = new SimulatedGateway(stripe, stripeSimulator);
  const account = world.gateway.open(given, 'test');
  const order = world.order(route);
  const { payment: placed } = await world.pay(account, given, order);
  const payment: Payment = { ...placed, status: 'paid' };
  const [payments, clock] = [new MemoryPaymentStore(), new FakeClock()];
  await payments.insert(payment);
  const core = coreOn({ payments, clock, gateway: world.gateway, post: new FakePostNotice().post });
  await world.simulator.drive(order.gatewayOrderNo, 'paid', { silent: true });
  /** Has the simulator send, then hands each event over; the last answers. */
  const told = async (
    ...how: Parameters<typeof world.simulator.drive> extends [string, ...infer How] ? How : never
  ) => {
    const before = world.callbacks.length;
    await world.simulator.drive(order.gatewayOrderNo, ...how);
    const replies = [];
    for (const callback of world.callbacks.slice(before)) {
      replies.push(await core.receiveCallback.execute('stripe', callback));
      clock.advance(10_000);
    }
    return replies.map(({ status }) => status);
  };
  const events = async (): Promise<readonly PaymentEvent[]> => (await payments.find(payment.paymentNo))?.events ?? [];
  const asked = () =>
    world.fake.calls.map(({ url }) => new URL(url)).filter(({ pathname }) => pathname !== '/v1/payment_intents');
  return { world, account, order, payment, payments, core, told, events, asked };
}

const refunded = (amount: string, currency = 'TWD') => ({
  type: 'refunded',
  detail: { id: expect.stringMatching(/^re_\w+$/) as unknown, amount, currency },
});

describe.each([
  ['signed', credentials],
  ['unproven, but confirmed by Stripe', withoutSecret],
])('%s events', (_name, given) => {
  it('three of one refund leave one event', async () => {
    const { told, events } = await paid(given);
    expect(await told('refunded', { times: 2 })).toEqual(Array(6).fill(200));
    expect(await events()).toMatchObject([refunded('980')]);
  });

  it('each part of a payment leaves its own', async () => {
    const { told, events } = await paid(given);
    await told('refunded', { amount: 18_050 });
    await told('refunded', { amount: 900 });
    expect(await events()).toMatchObject([refunded('180.50'), refunded('9')]);
  });

  it('a refund that pends leaves none before it succeeds', async () => {
    const { told, events } = await paid(given, 'paynow');
    await told('refunded', { amount: 100, options: { status: 'pending' } });
    expect(await events()).toEqual([]);
    await told('refunded', { amount: 200 });
    expect(await events()).toMatchObject([refunded('2', 'SGD')]);
  });

  it('a refund that fails leaves none', async () => {
    const { told, events } = await paid(given, 'paynow');
    expect(await told('refunded', { options: { status: 'failed' } })).toEqual([200, 200, 200, 200]);
    expect(await events()).toEqual([]);
  });

  it('a dispute leaves one, however often it is told', async () => {
    const { told, events } = await paid(given);
    await told('disputed', { amount: 50_000 });
    await told('disputed', {});
    expect(await events()).toMatchObject([
      { type: 'disputed', detail: { id: expect.stringMatching(/^du_/) as unknown, amount: '500', currency: 'TWD' } },
    ]);
  });

  it('neither status nor notice changes', async () => {
    const { told, payment, payments } = await paid(given);
    await told('refunded', {});
    await told('disputed', {});
    const { status, notice } = (await payments.find(payment.paymentNo)) ?? {};
    expect([status, notice]).toEqual(['paid', undefined]);
  });
});

it('a signed refund with its id is believed without a question; charge.refunded names none, and costs one', async () => {
  const { told, asked } = await paid();
  await told('refunded', {});
  expect(
    asked().map(({ pathname, search }) => `${pathname.replace(/pi_\w+/, 'pi')}${decodeURIComponent(search)}`),
  ).toEqual(['/v1/payment_intents/pi?expand[0]=latest_charge.refunds']);
});

it('a forged event leaves nothing: refused where there is a secret, asked about where there is none', async () => {
  const guarded = await paid();
  expect(await guarded.told('refunded', { forged: true })).toEqual([400, 400, 400]);
  expect(await guarded.told('disputed', { forged: true })).toEqual([400]);
  expect([await guarded.events(), guarded.asked()]).toEqual([[], []]);
  const open = await paid(withoutSecret);
  expect(await open.told('refunded', { forged: true })).toEqual([200, 200, 200]);
  expect(await open.told('disputed', { forged: true })).toEqual([200]);
  expect(await open.events()).toEqual([]);
  expect(open.core.metrics.counts.get('unproven_claims')).toBe(4);
  expect(open.asked()).toHaveLength(4);
});

it('a refund heard of before the payment is asked about, and both are learnt', async () => {
  const { told, events, payment, payments } = await paid();
  const current = await payments.find(payment.paymentNo);
  await payments.update(current ?? payment, { set: { status: 'pending' } });
  await told('refunded', { amount: 1_000 });
  expect(await payments.find(payment.paymentNo)).toMatchObject({ status: 'paid' });
  expect((await events()).map(({ type }) => type)).toEqual(['paid', 'refunded']);
});

describe('an event of a refund', () => {
  const refund = (changes = {}) => ({
    id: 're_1',
    object: 'refund',
    amount: 98_000,
    currency: 'twd',
    status: 'succeeded',
    ...changes,
  });
  const charge = (changes = {}) => ({
    id: 'ch_1',
    object: 'charge',
    amount: 98_000,
    amount_refunded: 98_000,
    currency: 'twd',
    ...changes,
  });
  const trust = { matchedBy: 'gatewayTradeNo', secret: 'absent', allowsUnsigned: false } as const;

  async function read(type: string, object: object, intentId?: string | object) {
    const { world, payment } = await paid();
    const account = world.gateway.open(withoutSecret, 'test');
    const body = {
      object: 'event',
      type,
      livemode: false,
      data: { object: { payment_intent: intentId ?? payment.gatewayTradeNo, ...object } },
    };
    const callback = { method: 'POST', rawBody: Buffer.from(JSON.stringify(body)), headers: {}, query: {} } as const;
    const keys = await world.gateway.locate(callback, async () => []);
    return { keys, payment, verify: async () => account.verify(callback, payment, trust) };
  }

  it.each([
    ['charge.refunded', charge({ refunds: { data: [refund(), refund({ id: 're_2', status: 'failed' })] } }), ['re_1']],
    ['charge.refunded', charge(), ['ch_1']],
    ['charge.refund.updated', refund(), ['re_1']],
    ['refund.created', refund({ id: 'pyr_1' }), ['pyr_1']],
    ['charge.dispute.closed', { id: 'dp_1', object: 'dispute', amount: 1, currency: 'usd' }, ['dp_1']],
  ])('%s is located by its intent and claims %#', async (type, object, ids) => {
    const { keys, payment, verify } = await read(type, object);
    expect(keys).toEqual([{ by: 'gatewayTradeNo', value: payment.gatewayTradeNo }]);
    const { status, next, claims = [] } = await verify();
    expect({ status, next, ids: claims.map(({ id }) => id) }).toEqual({ status: 'pending', next: 'ask', ids });
  });

  it.each(['pending', 'requires_action', 'failed', 'canceled', null])('that is %s asks nothing', async (status) => {
    const { verify, payment } = await read('refund.updated', refund({ status }));
    expect(await verify()).toEqual({ status: 'pending', gatewayTradeNo: payment.gatewayTradeNo });
  });

  it('may carry the whole intent', async () => {
    const { keys } = await read('refund.created', refund(), { id: 'pi_7', object: 'payment_intent' });
    expect(keys).toEqual([{ by: 'gatewayTradeNo', value: 'pi_7' }]);
  });

  it('of another intent is refused', async () => {
    const { verify } = await read('refund.created', refund(), 'pi_7');
    expect(await errorOf(verify)).toMatchObject({ kind: 'forged', message: 'Stripe payment mismatch.' });
  });

  it.each([
    ['charge.succeeded', charge()],
    ['charge.refunded', charge({ payment_intent: null })],
    ['payout.paid', refund()],
    ['refund.created', refund({ id: 7 })],
  ])('none that we follow is none of ours: %s', async (type, object) => {
    expect((await read(type, object)).keys).toEqual([]);
  });
});

describe('sync', () => {
  it('sees refunds and disputes beside the money', async () => {
    const { world, account, order, payment } = await paid();
    await world.simulator.drive(order.gatewayOrderNo, 'refunded', { amount: 5_000, silent: true });
    expect(await account.sync?.(payment)).toMatchObject({
      status: 'paid',
      postPayment: [{ type: 'refunded', amount: '50' }],
    });
    await world.simulator.drive(order.gatewayOrderNo, 'disputed', { silent: true });
    expect(await account.sync?.(payment)).toMatchObject({
      status: 'paid',
      postPayment: [{ type: 'refunded' }, { type: 'disputed', amount: '980', currency: 'TWD' }],
    });
    expect(await account.cancel?.(payment)).toMatchObject({ status: 'paid', postPayment: [{}, {}] });
  });

  it('learns of the money where the charge cannot be read', async () => {
    const { world, account, payment } = await paid();
    world.fake.answer = async (call) => {
      const said = (await (await world.reachSimulator(call)).json()) as object;
      return new Response(JSON.stringify({ ...said, latest_charge: { object: 'charge', id: 7 } }));
    };
    expect(await account.sync?.(payment)).toEqual({ status: 'paid', gatewayTradeNo: payment.gatewayTradeNo });
  });
});
