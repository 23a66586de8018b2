import { anAttempt, aPayment, coreOnFakes } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';

const hour = 3_600_000;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

/** A create whose end nobody knows, and whose lease has run out. */
const unclear = (fields: Partial<Attempt> = {}): Attempt =>
  anAttempt({
    createdAt: core.clock.now(),
    creating: { token: 'gone', until: core.clock.now(), attempts: 1, isReleased: true },
    ...fields,
  });
const stored = async (attempts: readonly Attempt[]) => {
  const payment = aPayment({ attempts });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const numbersCreated = () => core.gateway.create.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo);
const numbersAsked = () => core.gateway.query.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo);

describe('a create whose end is unclear', () => {
  it('is repeated with its own number while it is the newest attempt', async () => {
    const [first, second] = [anAttempt(), unclear({ no: 2 })];
    const payment = await stored([first, second]);
    await core.finishCreates.execute();
    expect([numbersCreated(), numbersAsked()]).toEqual([[second.gatewayOrderNo], []]);
    expect((await fresh(payment)).attempts[1]).toMatchObject({ info: { bank_code: '822' } });
  });

  it('is asked for once, and never created again, when it is no longer the newest', async () => {
    const [first, second] = [unclear(), anAttempt({ no: 2, gateway: 'smilepay', route: 'barcode' })];
    const payment = await stored([first, second]);
    await core.finishCreates.execute();
    await core.finishCreates.execute();
    expect([numbersCreated(), core.other.create.calls, numbersAsked()]).toEqual([[], [], [first.gatewayOrderNo]]);
    const after = await fresh(payment);
    expect(after.attempts[0]).toMatchObject({
      status: 'pending',
      expiresAt: new Date(core.clock.now().getTime() + 24 * hour),
      closesAt: new Date(core.clock.now().getTime() + 25 * hour),
      asksAt: new Date(core.clock.now().getTime() + 600_000),
    });
    expect(after.attempts[0]?.creating).toBeUndefined();
    expect(after.attempts[1]).toEqual(second);
  });

  it('has what it issued listed and watched', async () => {
    const payment = await stored([unclear(), anAttempt({ no: 2 })]);
    const page = { kind: 'account', bankCode: '822', account: '9103522175887271' } as const;
    const expiresAt = new Date(core.clock.now().getTime() + 72 * hour);
    core.gateway.query.next(() => ({ status: 'pending', page, info: { bank_code: '822' }, expiresAt }));
    await core.finishCreates.execute();
    const [first] = (await fresh(payment)).attempts;
    expect(first).toMatchObject({ info: { bank_code: '822' }, expiresAt });
    expect([first?.page?.reveal(), first?.closesAt]).toEqual([page, new Date(expiresAt.getTime() + hour)]);
  });

  it('has its money taken', async () => {
    const payment = await stored([unclear(), anAttempt({ no: 2 })]);
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.finishCreates.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 1 });
  });

  it.each([
    ['is away', gatewayUnavailable(new Error('timeout'))],
    ['knows of no such order', new PayCoreError('rejected', 'NOT_FOUND', 'No such order.')],
  ])('is watched all the same where the gateway %s, and does not block the payment', async (_, fault) => {
    const payment = await stored([unclear(), anAttempt({ no: 2 })]);
    core.gateway.query.next(() => Promise.reject(fault));
    await core.finishCreates.execute();
    const [first] = (await fresh(payment)).attempts;
    expect([first?.creating, first?.status, first?.closesAt !== undefined]).toEqual([undefined, 'pending', true]);
    core.gateway.query.next(() => ({ status: 'paid' }));
    core.clock.advance(600_000);
    await core.askGateways.execute();
    expect((await fresh(payment)).status).toBe('paid');
  });

  it('is not created again for a payment that is paid or closed', async () => {
    const open = await stored([unclear()]);
    const attempts = [anAttempt({ status: 'paid' }), unclear({ no: 2 })];
    await core.payments.insert(aPayment({ attempts, keptAttempt: 1 }));
    await core.payments.insert(aPayment({ attempts: [unclear({ status: 'failed' })], closedReason: 'paid_beside' }));
    await core.finishCreates.execute();
    expect(numbersCreated()).toEqual([open.attempts[0]?.gatewayOrderNo]);
    expect(numbersAsked()).toHaveLength(2);
  });

  it('is watched where the gateway cannot be asked', async () => {
    core.gateway.canQuery = false;
    const payment = await stored([unclear({ route: 'barcode' }), anAttempt({ no: 2 })]);
    await core.finishCreates.execute();
    const [first] = (await fresh(payment)).attempts;
    expect(first?.closesAt).toEqual(new Date(core.clock.now().getTime() + 96 * hour));
    expect([first?.creating, first?.asksAt]).toEqual([undefined, undefined]);
  });

  it('of several attempts that are due is finished one after the other', async () => {
    const payment = await stored([unclear(), unclear({ no: 2 }), unclear({ no: 3 })]);
    for (let n = 0; n < 3; n += 1) await core.finishCreates.execute();
    expect((await fresh(payment)).attempts.map(({ creating }) => creating)).toEqual([undefined, undefined, undefined]);
    expect([numbersCreated().length, numbersAsked().length]).toEqual([1, 2]);
  });
});
