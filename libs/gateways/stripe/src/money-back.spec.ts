import {
  PayCoreError,
  type GatewayAccount,
  type Callback,
  type Outcome,
  type PlacedOrder,
  type PostPaymentEvent,
} from '@paycore/core';
import { errorOf, SimulatedGateway } from '@paycore/testing';
import { stripe } from './index.ts';
import { stripeSimulator } from './simulator/index.ts';

const credentials = stripeSimulator.demoCredentials;
const { webhook_secret: _, ...withoutSecret } = credentials;
const trust = { matchedBy: 'gatewayTradeNo', secret: 'absent', allowsUnsigned: false } as const;

/** What a callback comes to: its own word, or where that is not enough, the answer to our query. */
async function learn(account: GatewayAccount, callback: Callback, placed: PlacedOrder): Promise<Outcome[]> {
  const outcome = await account.verify(callback, placed, trust);
  const answer = outcome.next === 'query' ? await account.query?.(placed) : undefined;
  return answer ? [outcome, answer] : [outcome];
}

/** A paid order at the simulator, and what its events come to. */
async function paid(keys: Readonly<Record<string, string>> = credentials, route = 'credit') {
  const world = new SimulatedGateway(stripe, stripeSimulator);
  const account = world.gateway.open(keys, 'test');
  const order = world.order(route);
  const { placed: pending } = await world.pay(account, keys, order);
  const placed = { ...pending, isPaid: true };
  await world.simulator.drive(order.gatewayOrderNo, 'paid', { silent: true });
  const outcomes: Outcome[] = [];
  /** Has the simulator send, then hands each event to the adapter; resolves to the statuses that these are answered with. */
  const send = async (
    ...how: Parameters<typeof world.simulator.drive> extends [string, ...infer How] ? How : never
  ): Promise<number[]> => {
    const before = world.callbacks.length;
    await world.simulator.drive(order.gatewayOrderNo, ...how);
    const statuses: number[] = [];
    for (const callback of world.callbacks.slice(before)) {
      try {
        outcomes.push(...(await learn(account, callback, placed)));
        statuses.push(world.gateway.answer().status);
      } catch (error) {
        if (!(error instanceof PayCoreError)) throw error;
        statuses.push(world.gateway.answer(error).status);
      }
    }
    return statuses;
  };
  /** Each once, as the core keeps them. */
  const events = (): readonly PostPaymentEvent[] => {
    const all = outcomes.flatMap(({ postPayment = [] }) => postPayment);
    return [...new Map(all.map((event) => [event.id, event])).values()];
  };
  const queries = () =>
    world.fake.calls.map(({ url }) => new URL(url)).filter(({ pathname }) => pathname !== '/v1/payment_intents');
  return { world, account, order, pending, placed, outcomes, send, events, queries };
}

const refunded = (amount: string, currency = 'TWD') => ({
  type: 'refunded',
  id: expect.stringMatching(/^re_\w+$/) as unknown,
  amount,
  currency,
});

describe.each([
  ['signed', credentials],
  ['unproven, but confirmed by Stripe', withoutSecret],
])('%s events', (_name, keys) => {
  it('three of one refund leave one event', async () => {
    const { send, events } = await paid(keys);
    expect(await send('refunded', { times: 2 })).toEqual(Array(6).fill(200));
    expect(events()).toMatchObject([refunded('980')]);
  });

  it('each part of a payment leaves its own', async () => {
    const { send, events } = await paid(keys);
    await send('refunded', { amount: 18_050 });
    await send('refunded', { amount: 900 });
    expect(events()).toMatchObject([refunded('180.50'), refunded('9')]);
  });

  it('a refund that pends leaves none before it succeeds', async () => {
    const { send, events } = await paid(keys, 'paynow');
    await send('refunded', { amount: 100, options: { status: 'pending' } });
    expect(events()).toEqual([]);
    await send('refunded', { amount: 200 });
    expect(events()).toMatchObject([refunded('2', 'SGD')]);
  });

  it('a refund that fails leaves none', async () => {
    const { send, events } = await paid(keys, 'paynow');
    expect(await send('refunded', { options: { status: 'failed' } })).toEqual([200, 200, 200, 200]);
    expect(events()).toEqual([]);
  });

  it('a dispute leaves one, however often it is told', async () => {
    const { send, events } = await paid(keys);
    await send('disputed', { amount: 50_000 });
    await send('disputed', {});
    expect(events()).toMatchObject([
      { type: 'disputed', id: expect.stringMatching(/^du_/) as unknown, amount: '500', currency: 'TWD' },
    ]);
  });
});

it('a signed refund with its id is believed without a query; charge.refunded names none, and costs one', async () => {
  const { send, queries } = await paid();
  await send('refunded', {});
  expect(
    queries().map(({ pathname, search }) => `${pathname.replace(/pi_\w+/, 'pi')}${decodeURIComponent(search)}`),
  ).toEqual(['/v1/payment_intents/pi?expand[0]=latest_charge.refunds']);
});

it('a forged event leaves nothing: refused where there is a secret, queried about where there is none', async () => {
  const guarded = await paid();
  expect(await guarded.send('refunded', { forged: true })).toEqual([400, 400, 400]);
  expect(await guarded.send('disputed', { forged: true })).toEqual([400]);
  expect([guarded.events(), guarded.queries()]).toEqual([[], []]);
  const open = await paid(withoutSecret);
  expect(await open.send('refunded', { forged: true })).toEqual([200, 200, 200]);
  expect(await open.send('disputed', { forged: true })).toEqual([200]);
  expect(open.events()).toEqual([]);
  expect(open.outcomes.flatMap(({ claims = [] }) => claims)).toHaveLength(4);
  expect(open.queries()).toHaveLength(4);
});

it('a refund heard of before the order is known as paid is queried about, and both are learnt', async () => {
  const { world, account, order, pending } = await paid();
  await world.simulator.drive(order.gatewayOrderNo, 'refunded', { amount: 1_000 });
  const [outcome, answer] = await learn(account, world.callbacks[0] as Callback, pending);
  expect(outcome).toMatchObject({ status: 'pending', next: 'query', claims: [refunded('10')] });
  expect(answer).toMatchObject({ status: 'paid', postPayment: [refunded('10')] });
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
  async function read(type: string, object: object, intentId?: string | object) {
    const { world, placed } = await paid();
    const account = world.gateway.open(withoutSecret, 'test');
    const body = {
      object: 'event',
      type,
      livemode: false,
      data: { object: { payment_intent: intentId ?? placed.gatewayTradeNo, ...object } },
    };
    const callback = { method: 'POST', rawBody: Buffer.from(JSON.stringify(body)), headers: {}, query: {} } as const;
    const keys = await world.gateway.locate(callback, async () => []);
    return { keys, placed, verify: async () => account.verify(callback, placed, trust) };
  }

  it.each([
    ['charge.refunded', charge({ refunds: { data: [refund(), refund({ id: 're_2', status: 'failed' })] } }), ['re_1']],
    ['charge.refunded', charge(), ['ch_1']],
    ['charge.refund.updated', refund(), ['re_1']],
    ['refund.created', refund({ id: 'pyr_1' }), ['pyr_1']],
    ['charge.dispute.closed', { id: 'dp_1', object: 'dispute', amount: 1, currency: 'usd' }, ['dp_1']],
  ])('%s is located by its intent and claims %#', async (type, object, ids) => {
    const { keys, placed, verify } = await read(type, object);
    expect(keys).toEqual([{ by: 'gatewayTradeNo', value: placed.gatewayTradeNo }]);
    const { status, next, claims = [] } = await verify();
    expect({ status, next, ids: claims.map(({ id }) => id) }).toEqual({ status: 'pending', next: 'query', ids });
  });

  it.each(['pending', 'requires_action', 'failed', 'canceled', null])('that is %s queries nothing', async (status) => {
    const { verify, placed } = await read('refund.updated', refund({ status }));
    expect(await verify()).toEqual({ status: 'pending', gatewayTradeNo: placed.gatewayTradeNo });
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

describe('query', () => {
  it('sees refunds and disputes beside the money', async () => {
    const { world, account, order, placed } = await paid();
    await world.simulator.drive(order.gatewayOrderNo, 'refunded', { amount: 5_000, silent: true });
    expect(await account.query?.(placed)).toMatchObject({
      status: 'paid',
      postPayment: [{ type: 'refunded', amount: '50' }],
    });
    await world.simulator.drive(order.gatewayOrderNo, 'disputed', { silent: true });
    expect(await account.query?.(placed)).toMatchObject({
      status: 'paid',
      postPayment: [{ type: 'refunded' }, { type: 'disputed', amount: '980', currency: 'TWD' }],
    });
    expect(await account.cancel?.(placed)).toMatchObject({ status: 'paid', postPayment: [{}, {}] });
  });

  it('learns of the money where the charge cannot be read', async () => {
    const { world, account, placed } = await paid();
    world.fake.answer = async (call) => {
      const intent = (await (await world.reachSimulator(call)).json()) as object;
      return new Response(JSON.stringify({ ...intent, latest_charge: { object: 'charge', id: 7 } }));
    };
    expect(await account.query?.(placed)).toEqual({ status: 'paid', gatewayTradeNo: placed.gatewayTradeNo });
  });
});
