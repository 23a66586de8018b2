import { leadsToGateway, type Page } from '@paycore/core';
import { callbackSecret } from './simulated-gateway.ts';
import { errorOf, expectNoSecret, issued, open, type GatewaySubject } from './gateway-subject.ts';

type Form = Extract<Page, { kind: 'form' }>;

/** Orders that the payer's browser hands over by posting a form. */
export function handoverRules(subject: GatewaySubject, route: string): void {
  it('makes a form for the payer’s browser, the same on each repeat, and calls nobody', async () => {
    const { world, account } = open(subject);
    const order = world.order(route);
    const created = await account.create(order);
    expect(created.page.kind).toBe('form');
    expect(await account.create(order)).toEqual(created);
    expect(world.fake.calls).toEqual([]);
    expect(world.simulator.orders()).toEqual([]);
    expect(JSON.parse(JSON.stringify(created))).toEqual(created);
    expect(JSON.stringify(created.info)).not.toContain('t0k3n');
    expectNoSecret(subject, created);
  });

  it('lets the form, posted once or more often, make one order', async () => {
    const { world, account } = open(subject);
    const order = world.order(route);
    const { page } = await account.create(order);
    for (let times = 0; times < 2; times += 1) expect((await world.post(page as Form)).status).toBe(200);
    expect(world.simulator.orders()).toEqual([
      expect.objectContaining({ order_no: order.gatewayOrderNo, payment_no: order.paymentNo, amount: order.amount }),
    ]);
  });

  it('lets the gateway refuse a form that was tampered with', async () => {
    const { world, account } = open(subject);
    const { page } = await account.create(world.order(route));
    const { action, fields } = page as Form;
    for (const name of Object.keys(fields)) {
      await world.post({ kind: 'form', action, fields: { ...fields, [name]: `${fields[name]}1` } });
    }
    expect(world.simulator.orders()).toEqual([]);
  });
}

/** Payments whose code the gateway sends in a callback, or when it is queried. */
export function codeRules(subject: GatewaySubject, route: string): void {
  const trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false } as const;

  it('learns of the code, which is no payment', async () => {
    const { world, account, placed, driven } = await issued(subject, route);
    const callback = await driven('issued', {});
    expect(callback.query['secret']).toBe(callbackSecret);
    expect(await world.locate(callback, [placed])).toBe(placed);
    const { status, page, info, expiresAt } = await account.verify(callback, placed, trust);
    expect([status, leadsToGateway(page)]).toEqual(['pending', false]);
    expect(expiresAt?.getTime()).toBeGreaterThan(world.now.getTime());
    expect(JSON.parse(JSON.stringify(info))).toEqual(info);
    expectNoSecret(subject, { page, info });
  });

  it('refuses a forged code', async () => {
    const { account, placed, driven } = await issued(subject, route);
    const callback = await driven('issued', { forged: true });
    expect((await errorOf(() => account.verify(callback, placed, trust))).kind).toBe('forged');
  });

  it('asks for the code that no callback brought', async () => {
    const { account, placed, driven } = await issued(subject, route);
    if (!account.query) return;
    await driven('issued', { silent: true });
    const queried = await account.query(placed);
    const verified = await account.verify(await driven('issued', {}), placed, trust);
    expect(queried).toEqual(verified);
  });
}
