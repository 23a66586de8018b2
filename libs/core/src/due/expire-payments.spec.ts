import { aPayment, coreOnFakes, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

const minute = 60_000;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

/** Its deadline was an hour ago: it is to be closed now. */
const stored = async (differences: PaymentDifferences = {}) => {
  const closesAt = core.clock.now();
  const payment = aPayment({ closesAt, expiresAt: new Date(closesAt.getTime() - hour), ...differences });
  await core.payments.insert(payment);
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const away = () => {
  throw gatewayUnavailable(new Error('timeout'));
};
const countOf = ({ events }: Payment, type: string) => events.filter((event) => event.type === type).length;

describe('ExpirePayments', () => {
  it('expires what is due, and nothing before', async () => {
    const later = await stored({ closesAt: new Date(core.clock.now().getTime() + 1) });
    const due = await stored();
    expect(await core.expirePayments.execute()).toBe(1);
    expect(await fresh(due)).toMatchObject({ status: 'expired', holdsOrder: false });
    expect(firstAttempt(await fresh(due)).closesAt).toBeUndefined();
    expect(await fresh(later)).toEqual(later);
    expect(await core.expirePayments.execute()).toBe(0);
  });

  it('asks a last time: what was paid meanwhile is paid', async () => {
    const payment = await stored();
    core.gateway.query.next(() => ({ status: 'paid', gatewayTradeNo: 'T1' }));
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({
      ...{ status: 'paid', holdsPaid: true },
      attempts: [{ gatewayTradeNo: 'T1' }],
    });
  });

  it('leaves open what turns out to have a code that can still be paid', async () => {
    const payment = await stored();
    const expiresAt = new Date(core.clock.now().getTime() + 48 * hour);
    core.gateway.query.next(() => ({
      status: 'pending',
      page: { kind: 'account', bankCode: '822', account: '9103522175887271' },
      expiresAt,
    }));
    await core.expirePayments.execute();
    const closesAt = new Date(expiresAt.getTime() + hour);
    expect(await fresh(payment)).toMatchObject({
      ...{ status: 'pending', holdsOrder: true },
      attempts: [{ expiresAt, closesAt }],
    });
  });

  it('leaves open, and asks again in an hour, what the gateway is still at work on', async () => {
    const payment = await stored();
    core.gateway.query.answer = () => ({ status: 'pending', underWay: true });
    await core.expirePayments.execute();
    const closesAt = new Date(core.clock.now().getTime() + hour);
    expect(await fresh(payment)).toMatchObject({ status: 'pending', holdsOrder: true, attempts: [{ closesAt }] });
  });

  it('does not ask where the gateway cannot be asked', async () => {
    core.gateway.canQuery = false;
    const payment = await stored();
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('expired');
  });

  it('never expires what a callback pays while the last question is under way', async () => {
    const payment = await stored();
    core.gateway.query.next(async () => {
      await core.settlePayment.execute(payment, 1, { status: 'paid' });
      return { status: 'pending' };
    });
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'paid' });
    expect(countOf(await fresh(payment), 'expired')).toBe(0);
  });

  it.each([
    ['is away', away],
    ['answers what cannot be', () => Promise.reject(new TypeError('x'))],
  ])('waits for a gateway that %s, 24 hours beyond the closing time', async (_, fault) => {
    core.gateway.query.answer = fault;
    const payment = await stored();
    const from = core.clock.now().getTime();
    while ((await fresh(payment)).status === 'pending') {
      await core.expirePayments.execute();
      core.clock.advance(5 * minute);
      expect(core.clock.now().getTime() - from).toBeLessThan(30 * hour);
    }
    const waited = core.clock.now().getTime() - from;
    expect(waited).toBeGreaterThan(24 * hour);
    expect(waited).toBeLessThan(24 * hour + 30 * minute);
    expect(core.gateway.query.calls.length).toBeLessThan(6 * 25);
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false });
  });

  it('asks again 10 minutes after the gateway was away', async () => {
    core.gateway.query.next(away);
    const payment = await stored();
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'pending', holdsOrder: true });
    core.clock.advance(10 * minute - 1);
    expect(await core.expirePayments.execute()).toBe(0);
    core.clock.advance(1);
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('expired');
  });

  it('cancels at the gateway first, and reads a refused cancel', async () => {
    core.gateway.canCancel = true;
    const page = Secret.of<Page>({ kind: 'redirect', url: 'https://gateway.example/' });
    const [cancelled, paid, working] = [await stored({ page }), await stored({ page }), await stored({ page })];
    core.gateway.cancel.answer = ({ paymentNo }): Outcome => {
      if (paymentNo === paid.paymentNo) return { status: 'paid' };
      return paymentNo === working.paymentNo ? { status: 'pending' } : { status: 'failed' };
    };
    await core.expirePayments.execute();
    expect((await fresh(cancelled)).status).toBe('expired');
    expect((await fresh(paid)).status).toBe('paid');
    expect(await fresh(working)).toMatchObject({
      status: 'pending',
      attempts: [{ closesAt: new Date(core.clock.now().getTime() + hour) }],
    });
    expect(core.gateway.query.calls).toEqual([]);
  });

  it('expires each once, whoever else does', async () => {
    const payments = await Promise.all(Array.from({ length: 30 }, () => stored()));
    const others = [core.process(), core.process()];
    await Promise.all([core, ...others].map(({ expirePayments }) => expirePayments.execute()));
    for (const payment of payments) expect(countOf(await fresh(payment), 'expired')).toBe(1);
    expect(core.gateway.query.calls).toHaveLength(30);
  });

  it('drains more than one batch', async () => {
    core.gateway.canQuery = false;
    await Promise.all(Array.from({ length: 450 }, () => stored()));
    expect(await core.expirePayments.execute()).toBe(450);
    expect(core.payments.all().every(({ status }) => status === 'expired')).toBe(true);
  });

  it('does as if it were another time', async () => {
    const payment = await stored({ closesAt: new Date('2026-07-01T00:00:00Z') });
    expect(await core.expirePayments.execute(new Date('2026-07-01T00:00:00Z'))).toBe(1);
    expect((await fresh(payment)).status).toBe('expired');
  });

  it('is stopped by no single payment', async () => {
    const stranger = await stored({ gateway: 'gone' });
    const payments = await Promise.all(Array.from({ length: 20 }, () => stored()));
    const { update } = core.payments;
    const fault = new Error('written by nobody');
    const unlucky = new Set(payments.slice(0, 10).map(({ paymentNo }) => paymentNo));
    core.payments.update = (payment, change) =>
      unlucky.has(payment.paymentNo) ? Promise.reject(fault) : update.call(core.payments, payment, change);
    await expect(core.expirePayments.execute()).rejects.toBe(fault);
    for (const payment of payments.slice(10)) expect((await fresh(payment)).status).toBe('expired');
    expect((await fresh(stranger)).status).toBe('pending');
  });

  it('begins nothing more once the database is away', async () => {
    await Promise.all(Array.from({ length: 100 }, () => stored()));
    let writes = 0;
    const offline = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Away.');
    core.payments.update = () => ((writes += 1), Promise.reject(offline));
    await expect(core.expirePayments.execute()).rejects.toBe(offline);
    expect(writes).toBeLessThanOrEqual(8);
  });
});
