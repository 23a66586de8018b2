import {
  callbackRefused,
  PayCoreError,
  type Callback,
  type GatewayFactory,
  type SimulatorFactory,
} from '@paycore/core';
import { inspect } from 'node:util';
import type { Answerer } from './fake-fetch.ts';
import { SimulatedGateway } from './simulated-gateway.ts';

/** What a gateway brings to the contract. */
export interface GatewaySubject {
  readonly gateway: GatewayFactory;
  readonly simulator: SimulatorFactory;
  /** As a merchant gives them; the simulator knows this merchant. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Another merchant's. */
  readonly otherCredentials: Readonly<Record<string, string>>;
  /** Names in `credentials` without which it cannot be opened. */
  readonly required: readonly string[];
  /** Names in `credentials` whose values must never show. */
  readonly secrets: readonly string[];
  /** error_code of bad credentials. */
  readonly credentialCode: string;
}

const errorOf = async (act: () => unknown): Promise<PayCoreError> => {
  const thrown = await Promise.resolve()
    .then(act)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(thrown).toBeInstanceOf(PayCoreError);
  return thrown as PayCoreError;
};

const broken: Readonly<Record<string, Answerer>> = {
  reset: () => Promise.reject(new Error('socket hang up')),
  timeout: () => Promise.reject(new DOMException('The operation timed out.', 'TimeoutError')),
  'status 500': () => new Response('oops', { status: 500 }),
  'status 302': () => new Response('', { status: 302, headers: { location: 'https://elsewhere.test/' } }),
  garbage: () => new Response('<html>\u0000maintenance</html>'),
  'an empty answer': () => new Response(''),
  'odd JSON': () => new Response('[[{"toString":1}]]'),
};

const odd: readonly (string | Uint8Array)[] = [
  '', ' ', 'null', '0', '"text"', '[]', '[[]]', '{}', '{', '{"a":1,"a":2}', '{"__proto__":{"a":1}}', 'a=1&a=2', '%', '=&=',
  '{"event_type":"example.event","resource":{"payment_no":"PAY202606220001ABCDEFGH"}}',
  '['.repeat(9000), '{"a":'.repeat(9000), Buffer.from([0xff, 0xfe, 0x00, 0xc3]),
]; // prettier-ignore

/** What every gateway promises, proved against its own simulator. Call it inside a spec; it declares the tests. */
export function gatewayContract(name: string, subject: GatewaySubject): void {
  describe(`${name} keeps the gateway contract`, () => {
    credentialRules(subject);
    const { methods } = new SimulatedGateway(subject.gateway, subject.simulator).gateway;
    for (const route of Object.keys(methods)) {
      describe(route, () => {
        createRules(subject, route);
        callbackRules(subject, route);
        syncRules(subject, route);
      });
    }
  });
}

function open(subject: GatewaySubject) {
  const world = new SimulatedGateway(subject.gateway, subject.simulator);
  return { world, account: world.gateway.open(subject.credentials, 'test') };
}

async function issued(subject: GatewaySubject, route: string) {
  const { world, account } = open(subject);
  const order = world.order(route);
  const { payment } = await world.pay(account, subject.credentials, order);
  const driven = async (
    ...how: Parameters<typeof world.simulator.drive> extends [string, ...infer How] ? How : never
  ) => {
    await world.simulator.drive(order.gatewayOrderNo, ...how);
    return world.callbacks.at(-1) as Callback;
  };
  return { world, account, order, payment, driven };
}

const byUrl = { secret: 'valid', allowsUnsigned: false } as const;

function expectNoSecret(subject: GatewaySubject, value: unknown): void {
  const shown = inspect(value, { depth: 10, showHidden: false });
  for (const secret of subject.secrets) expect(shown).not.toContain(subject.credentials[secret]);
}

function credentialRules(subject: GatewaySubject): void {
  const { gateway } = new SimulatedGateway(subject.gateway, subject.simulator);

  it.each([[undefined], [null], ['text'], [7], [true], [[]], [{}], [Object.create(null)]])(
    'names every fault of the credentials %p',
    async (value) => {
      const { kind, code, fields = {} } = await errorOf(() => gateway.open(value, 'test'));
      expect({ kind, code }).toEqual({ kind: 'invalid', code: subject.credentialCode });
      const faults = Object.entries(fields);
      expect(faults).not.toHaveLength(0);
      for (const [field, messages] of faults) {
        expect(field).toMatch(/^gateway_credentials(\.|$)/);
        for (const message of messages) expect(message).toMatch(/^The .+\.$/);
      }
    },
  );

  it('names all missing fields at once', async () => {
    const { fields = {} } = await errorOf(() => gateway.open({}, 'test'));
    expect(Object.keys(fields).sort()).toEqual(subject.required.map((field) => `gateway_credentials.${field}`).sort());
  });

  it.each(subject.required)('refuses %s of another type, without showing it', async (field) => {
    for (const value of [3, ['a'], { $ne: null }, true, '', '   ']) {
      const error = await errorOf(() => gateway.open({ ...subject.credentials, [field]: value }, 'test'));
      expect(Object.keys(error.fields ?? {})).toEqual([`gateway_credentials.${field}`]);
      expectNoSecret(subject, error);
    }
  });

  it('ignores fields that it does not know, and opens the same account each time', () => {
    const first = gateway.open(subject.credentials, 'test');
    const second = gateway.open({ ...subject.credentials, unknown: { a: 1 } }, first.environment);
    expect([second.id, second.environment]).toEqual([first.id, first.environment]);
  });
}

function createRules(subject: GatewaySubject, route: string): void {
  it('creates a payment whose info is JSON and shows no secret', async () => {
    const { world, account } = open(subject);
    const order = world.order(route);
    const created = await account.create(order);
    expect(JSON.parse(JSON.stringify(created.info))).toEqual(created.info);
    expectNoSecret(subject, created);
    expectNoSecret(subject, world.fake.calls);
    expect(JSON.stringify(created)).not.toContain('t0k3n');
    const [atGateway] = world.simulator.orders();
    expect(atGateway).toMatchObject({ order_no: order.gatewayOrderNo, payment_no: order.paymentNo, amount: 980 });
  });

  it('answers a repeated order with what it issued before', async () => {
    const { world, account } = open(subject);
    const order = world.order(route);
    const first = await account.create(order);
    expect(await account.create(order)).toEqual(first);
    expect(world.simulator.orders()).toHaveLength(1);
  });

  it('finishes an order whose answer was lost', async () => {
    const { world, account } = open(subject);
    const order = world.order(route);
    world.fake.answer = async (call) => {
      await world.reachSimulator(call);
      throw new Error('socket hang up');
    };
    expect((await errorOf(() => account.create(order))).kind).toBe('unavailable');
    world.fake.answer = world.reachSimulator;
    const created = await account.create(order);
    expect(created.page).toBeDefined();
    expect(world.simulator.orders()).toHaveLength(1);
  });

  it.each(Object.keys(broken))('says unavailable where the gateway gives %s', async (fault) => {
    const { world, account } = open(subject);
    world.fake.answer = broken[fault] as Answerer;
    const error = await errorOf(() => account.create(world.order(route)));
    expect(error.kind).toBe('unavailable');
    expectNoSecret(subject, error);
  });

  it('leaves its orders with the simulator over a restart', async () => {
    const { world, payment } = await issued(subject, route);
    const before = world.simulator.orders();
    world.restartSimulator();
    expect(world.simulator.orders()).toEqual(before);
    expect(before[0]?.payment_no).toBe(payment.paymentNo);
  });
}

function callbackRules(subject: GatewaySubject, route: string): void {
  it('finds the payment of a genuine callback and learns that it is paid', async () => {
    const { world, account, payment, driven } = await issued(subject, route);
    const callback = await driven('paid', {});
    expect(await world.locate(callback, [payment])).toBe(payment);
    const outcome = await account.verify(callback, payment, byUrl);
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
    ['a forged callback', { forged: true }],
    ['another amount', { amount: 1 }],
  ])('refuses %s', async (_, how) => {
    const { account, payment, driven } = await issued(subject, route);
    const callback = await driven('paid', how);
    expect((await errorOf(() => account.verify(callback, payment, byUrl))).kind).toBe('forged');
  });

  it('refuses a genuine callback of another payment or merchant', async () => {
    const { world, account, payment, driven } = await issued(subject, route);
    const other = await world.pay(account, subject.credentials, world.order(route));
    const callback = await driven('paid', {});
    expect((await errorOf(() => account.verify(callback, other.payment, byUrl))).kind).toBe('forged');
    const stranger = world.gateway.open(subject.otherCredentials, 'test');
    expect((await errorOf(() => stranger.verify(callback, payment, byUrl))).kind).toBe('forged');
  });

  it.each(odd.map((body, index) => [index, body] as const))('refuses odd body %i', async (_, body) => {
    const { world, account, payment } = await issued(subject, route);
    const callback = { rawBody: Buffer.from(body), headers: {}, query: {} };
    expect(await world.locate(callback, [payment])).toBeUndefined();
    const error = await errorOf(() => account.verify(callback, payment, { ...byUrl, secret: 'absent' }));
    expect(error.kind).toBe('forged');
    expectNoSecret(subject, error);
  });

  it('learns of a payment that failed', async () => {
    const { account, payment, driven } = await issued(subject, route);
    const callback = await driven('failed', {});
    expect(await account.verify(callback, payment, byUrl)).toMatchObject({ status: 'failed' });
  });
}

function syncRules(subject: GatewaySubject, route: string): void {
  if (!open(subject).account.sync) return;

  it('asks the gateway for a state that no callback told', async () => {
    const { account, payment, driven } = await issued(subject, route);
    expect(await account.sync?.(payment)).toMatchObject({ status: 'pending' });
    await driven('paid', { silent: true });
    expect(await account.sync?.(payment)).toMatchObject({ status: 'paid' });
  });

  it('never takes another amount for the payment', async () => {
    const { account, payment, driven } = await issued(subject, route);
    await driven('paid', { silent: true, amount: 1 });
    expect((await errorOf(() => account.sync?.(payment))).message).toMatch(/amount mismatch/);
  });

  it.each(Object.keys(broken))('says unavailable where a query is given %s', async (fault) => {
    const { world, account, payment } = await issued(subject, route);
    world.fake.answer = broken[fault] as Answerer;
    const error = await errorOf(() => account.sync?.(payment));
    expect(error.kind).toBe('unavailable');
    expectNoSecret(subject, error);
  });
}
