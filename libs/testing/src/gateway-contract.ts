import { isDeepStrictEqual } from 'node:util';
import type { Answerer } from './fake-fetch.ts';
import { callbackRules, oddBodyRules } from './gateway-callback-contract.ts';
import { brokenCompletionRules, completionRules } from './gateway-completion-contract.ts';
import { credentialCheckRules, understoodRules } from './gateway-credential-contract.ts';
import { docsRules } from './gateway-docs-contract.ts';
import { codeRules, handoverRules } from './gateway-handover-contract.ts';
import { broken, errorOf, expectNoSecret, follow, issued, open, type GatewaySubject } from './gateway-subject.ts';
import { firstOfFlows } from './gateway-profile.ts';
import { SimulatedGateway } from './simulated-gateway.ts';

/** What every gateway promises, proved against its own simulator. Call it inside a spec; it declares the tests. */
export function gatewayContract(name: string, subject: GatewaySubject): void {
  describe(`${name} keeps the gateway contract`, () => {
    credentialRules(subject);
    understoodRules(subject);
    credentialCheckRules(subject);
    const { methods } = new SimulatedGateway(subject.gateway, subject.simulator).gateway;
    for (const route of Object.keys(methods)) {
      describe(route, () => {
        if (subject.byBrowser?.includes(route)) handoverRules(subject, route);
        else createRules(subject, route);
        storageRules(subject, route);
        callbackRules(subject, route);
        if (subject.codeByCallback?.includes(route)) codeRules(subject, route);
        syncRules(subject, route);
        completionRules(subject, route);
      });
    }
    // What no order's kind has a part in is tried at one route of each flow.
    for (const route of firstOfFlows(subject.routes)) {
      describe(`${route}, as all of its flow`, () => {
        if (!subject.byBrowser?.includes(route)) brokenCreateRules(subject, route);
        oddBodyRules(subject, route);
        brokenQueryRules(subject, route);
        brokenCompletionRules(subject, route);
      });
    }
    docsRules(subject);
  });
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
    expectNoSecret(subject, world.fake.calls, subject.sent);
    expectNoSecret(
      subject,
      world.fake.calls.map(({ url }) => url),
    );
    expect(JSON.stringify(created)).not.toContain('t0k3n');
    const [atGateway] = world.simulator.orders();
    expect(atGateway).toMatchObject({
      order_no: order.gatewayOrderNo,
      payment_no: order.paymentNo,
      amount: order.amount,
    });
  });

  it('answers a repeated order with what it issued before, or issues anew where the gateway forgets', async () => {
    const { world, account } = open(subject);
    const order = world.order(route);
    const first = await account.create(order);
    const second = await account.create(order);
    expect(isDeepStrictEqual(second, first)).toBe(!subject.forgetsOrders);
    expect(world.simulator.orders()).toHaveLength(subject.forgetsOrders ? 2 : 1);
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
    expect(world.simulator.orders()).toHaveLength(subject.forgetsOrders ? 2 : 1);
  });
}

function brokenCreateRules(subject: GatewaySubject, route: string): void {
  it.each(Object.keys(broken))('says unavailable where the gateway gives %s', async (fault) => {
    const { world, account } = open(subject);
    world.fake.answer = broken[fault] as Answerer;
    const error = await errorOf(() => account.create(world.order(route)));
    expect(error.kind).toBe('unavailable');
    expectNoSecret(subject, error);
  });
}

function storageRules(subject: GatewaySubject, route: string): void {
  it('leaves its orders with the simulator over a restart', async () => {
    const { world, placed } = await issued(subject, route);
    const before = world.simulator.orders();
    world.restartSimulator();
    expect(world.simulator.orders()).toEqual(before);
    expect(before[0]?.payment_no).toBe(placed.paymentNo);
  });
}

function syncRules(subject: GatewaySubject, route: string): void {
  if (!open(subject).account.query) return;

  it('asks the gateway for a state that no callback brought', async () => {
    const { account, placed, driven } = await issued(subject, route);
    expect(await account.query?.(placed)).toMatchObject({ status: 'pending' });
    await driven('paid', { silent: true });
    expect(await follow(account, placed, await account.query?.(placed))).toMatchObject({ status: 'paid' });
  });

  it.each(['query', 'cancel', 'complete'] as const)('takes no other amount for the payment at %s', async (name) => {
    const { account, placed, driven } = await issued(subject, route);
    if (!account[name]) return;
    await driven('paid', { silent: true, amount: 1 });
    expect(await errorOf(() => account[name]?.(placed, 1))).toMatchObject({
      kind: 'unavailable',
      code: 'PAYMENT_GATEWAY_ERROR',
      message: expect.stringMatching(/amount mismatch/) as unknown,
    });
  });
}

function brokenQueryRules(subject: GatewaySubject, route: string): void {
  if (!open(subject).account.query) return;

  it.each(Object.keys(broken))('says unavailable where a query is given %s', async (fault) => {
    const { world, account, placed } = await issued(subject, route);
    world.fake.answer = broken[fault] as Answerer;
    const error = await errorOf(() => account.query?.(placed));
    expect(error.kind).toBe('unavailable');
    expectNoSecret(subject, error);
  });
}
