import { SimulatedGateway } from '@paycore/testing';
import fc from 'fast-check';
import { stripe } from '../index.ts';
import { vector } from '../fixtures/webhook-vector.ts';
import { readForm, textAt } from './desk/form.ts';
import { signatureHeader } from './callbacks.ts';
import { stripeSimulator } from './index.ts';

async function issued() {
  const world = new SimulatedGateway(stripe, stripeSimulator);
  const account = world.gateway.open(stripeSimulator.demoCredentials, 'test');
  const order = world.order('credit');
  await world.pay(account, stripeSimulator.demoCredentials, order);
  const drive = (...how: Parameters<typeof world.simulator.drive> extends [string, ...infer How] ? How : never) =>
    world.simulator.drive(order.gatewayOrderNo, ...how);
  const last = () =>
    JSON.parse(Buffer.from(world.callbacks.at(-1)?.rawBody ?? '').toString()) as { id: string; type: string };
  return { world, order, drive, last };
}

it('signs the published vector', () => {
  const { body, secret, timestamp, v1 } = vector;
  expect(signatureHeader(body, secret, new Date(timestamp * 1000))).toBe(`t=${timestamp},v1=${v1}`);
});

describe('a drive', () => {
  it.each([
    ['issued', 'payment_intent.requires_action', 'issued'],
    ['paid', 'payment_intent.succeeded', 'paid'],
    ['failed', 'payment_intent.canceled', 'failed'],
    ['declined', 'payment_intent.payment_failed', 'declined'],
    ['expired', 'payment_intent.canceled', 'expired'],
  ] as const)('to %s sends %s', async (outcome, type, state) => {
    const { world, drive, last, order } = await issued();
    expect(await drive(outcome, {})).toMatchObject({
      state,
      order_no: order.gatewayOrderNo,
      callbacks: [{ status: 200 }],
    });
    expect(last().type).toBe(type);
    expect(world.simulator.orders()[0]).toMatchObject({
      gateway: 'stripe',
      method: 'credit',
      amount: 98_000,
      currency: 'TWD',
    });
  });

  it('may be silent, send often, report another amount, or be forged', async () => {
    const { world, drive } = await issued();
    await drive('paid', { silent: true });
    expect(world.callbacks).toEqual([]);
    await drive('paid', { times: 3 });
    const ids = world.callbacks.map(
      ({ rawBody }) => (JSON.parse(Buffer.from(rawBody).toString()) as { id: string }).id,
    );
    expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
    expect(await drive('failed', { forged: true })).toMatchObject({ state: 'paid' });
    expect(await drive('paid', { amount: 1 })).toMatchObject({ amount: 1 });
    expect(await world.simulator.drive('unknown', 'paid', {})).toBeUndefined();
  });
});

it('sends an event again until it is taken, the same one, signed anew, and gives up', async () => {
  const { world, drive, last } = await issued();
  world.reply = () => ({ status: 500, type: 'text/plain', body: 'no' });
  await drive('paid', {});
  const { id } = last();
  for (let run = 0; run < world.later.length; run += 1) {
    world.now = new Date(world.now.getTime() + (world.later[run]?.seconds ?? 0) * 1000);
    await world.later[run]?.task();
  }
  expect(world.later.map(({ seconds }) => seconds)).toEqual([
    60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ]);
  expect(last().id).toBe(id);
  expect(new Set(world.callbacks.map(({ headers }) => headers['stripe-signature'])).size).toBe(10);
});

it('sends to the address that the merchant gave, with the merchant’s own secret in it', async () => {
  const world = new SimulatedGateway(stripe, stripeSimulator);
  const second = {
    secret_key: 'sk_test_PayCoreSecond8HdJt4KqVb6Xpw',
    publishable_key: 'pk_test_PayCoreSecond8HdJt4KqVb6Xpw',
    callback_secret: 'cb-7f3a91d2',
  };
  const account = world.gateway.open(second, 'test');
  const order = world.order('credit');
  const { placed } = await world.pay(account, second, order);
  await world.simulator.drive(order.gatewayOrderNo, 'paid', {});
  const [callback] = world.callbacks;
  expect(callback?.query).toEqual({ callback_secret: 'cb-7f3a91d2' });
  const trust = { matchedBy: 'paymentNo', secret: 'absent', allowsUnsigned: false } as const;
  expect(callback && account.verify(callback, placed, trust)).toMatchObject({ status: 'pending', next: 'query' });
  expect(await account.query?.(placed)).toMatchObject({ status: 'paid' });
});

describe('nested forms', () => {
  it('are read as Stripe reads them', () => {
    const fields = readForm('a=1&b[c]=2&b[d][e]=3&f[]=x&f[]=y&g[0]=z&h=%5Bi%5D');
    expect(JSON.parse(JSON.stringify(fields))).toEqual({
      a: '1',
      b: { c: '2', d: { e: '3' } },
      f: { 0: 'x', 1: 'y' },
      g: { 0: 'z' },
      h: '[i]',
    });
    expect(textAt(fields, 'b', 'd', 'e')).toBe('3');
    expect(textAt(fields, 'b', 'd')).toBeUndefined();
    expect(textAt(fields, 'toString')).toBeUndefined();
  });

  it('refuse a value that is an object too', () => {
    expect(() => readForm('a=1&a[b]=2')).toThrow('Invalid object');
  });

  it('never reach beyond themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z_\][]{1,12}$/), fc.string())), (pairs) => {
        try {
          readForm(new URLSearchParams([...pairs, ['__proto__[polluted]', '1']]).toString());
        } catch (error) {
          expect(String(error)).toContain('Invalid object');
        }
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
    );
  });
});
