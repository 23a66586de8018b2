import { callbackRefused, type Callback, type Trust } from '@paycore/core';
import { callbackSecret } from './simulated-gateway.ts';
import { errorOf, expectNoSecret, issued, learn, type GatewaySubject } from './gateway-subject.ts';

const odd: readonly (string | Uint8Array)[] = [
  '',
  ' ',
  'null',
  '0',
  '"text"',
  '[]',
  '[[]]',
  '{}',
  '{',
  '{"a":1,"a":2}',
  '{"__proto__":{"a":1}}',
  'a=1&a=2',
  '%',
  '=&=',
  '{"event_type":"example.event","resource":{"payment_no":"PAY202606220001ABCDEFGH"}}',
  '['.repeat(9000),
  '{"a":'.repeat(9000),
  Buffer.from([0xff, 0xfe, 0x00, 0xc3]),
];

/** What the core knows of a callback to a URL of ours. */
function byUrl({ query: { secret } }: Callback): Trust {
  const judged = secret === undefined ? 'absent' : secret === callbackSecret ? 'valid' : 'wrong';
  return { matchedBy: 'paymentNo', secret: judged, allowsUnsigned: false };
}

/** Callbacks: found, believed only when genuine, answered. */
export function callbackRules(subject: GatewaySubject, route: string): void {
  it('finds the payment of a genuine callback and learns that it is paid', async () => {
    const { world, account, placed, driven } = await issued(subject, route);
    const callback = await driven('paid', {});
    expect(await world.locate(callback, [placed])).toBe(placed);
    const outcome = await learn(account, callback, placed, byUrl(callback));
    expect(outcome).toMatchObject({ status: 'paid', gatewayTradeNo: world.simulator.orders()[0]?.trade_no });
    expect(outcome.simulated ?? false).toBe(false);
    expectNoSecret(subject, outcome);
  });

  it('is content with its ACK, and sends again after a refusal', async () => {
    const { world, driven } = await issued(subject, route);
    await driven('paid', {});
    expect(world.later).toHaveLength(0);
    world.reply = () => world.gateway.answer(callbackRefused('No.'));
    const refused = await driven('paid', {});
    expect(world.gateway.answer(callbackRefused('No.')).status).toBeGreaterThanOrEqual(400);
    expect(world.later).toHaveLength(1);
    await world.later[0]?.task();
    expect(world.callbacks).toHaveLength(3);
    expect(world.callbacks[2]?.query).toEqual(refused.query);
  });

  it.each([
    ['a forged callback as unproven', { forged: true }, false],
    ['another amount as proven', { amount: 1 }, true],
  ])('refuses %s', async (_, how, isProven) => {
    const { account, placed, driven } = await issued(subject, route);
    const callback = await driven('paid', how);
    expect(await errorOf(() => account.verify(callback, placed, byUrl(callback)))).toMatchObject({
      kind: 'forged',
      isProven,
    });
  });

  it('refuses a genuine callback of another payment or merchant', async () => {
    const { world, account, placed, driven } = await issued(subject, route);
    const other = await world.pay(account, subject.credentials, world.order(route));
    const callback = await driven('paid', {});
    expect((await errorOf(() => account.verify(callback, other.placed, byUrl(callback)))).kind).toBe('forged');
    const stranger = world.gateway.open(subject.otherCredentials, 'test');
    expect((await errorOf(() => stranger.verify(callback, placed, byUrl(callback)))).kind).toBe('forged');
  });

  it('learns of a payment that failed', async () => {
    const { account, placed, driven } = await issued(subject, route);
    const callback = await driven('failed', {});
    expect(await learn(account, callback, placed, byUrl(callback))).toMatchObject({ status: 'failed' });
  });
}

/** What is no callback at all. */
export function oddBodyRules(subject: GatewaySubject, route: string): void {
  it.each(odd.map((body, index) => [index, body] as const))('refuses odd body %i', async (_, body) => {
    const { world, account, placed } = await issued(subject, route);
    const callback = { rawBody: Buffer.from(body), headers: {}, query: {} };
    expect(await world.locate(callback, [placed])).toBeUndefined();
    const error = await errorOf(() => account.verify(callback, placed, byUrl(callback)));
    expect(error.kind).toBe('forged');
    expectNoSecret(subject, error);
  });
}
