import { aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import type { Outcome } from '../domain/outcome.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';

const payok = 'https://shop.example:8443/payok';
const paid: Outcome = { status: 'paid', gatewayTradeNo: 'T1' };

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment(differences);
  const request = { ...payment.request, urls: { payok } };
  const whole = { ...payment, request };
  expect(await core.payments.insert(whole)).toBe('inserted');
  return whole;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const typesOf = ({ events }: Payment) => events.map(({ type }) => type);
const lines = (level: string) => core.log.lines.filter((line) => line.level === level);

describe('SettlePayment', () => {
  it('makes one transition and one notice of 50 identical words, and sends it once', async () => {
    const payment = await stored();
    const after = await Promise.all(Array.from({ length: 50 }, () => core.settlePayment.execute(payment, 1, paid)));
    await core.deliverNotices.idle();
    expect(new Set(after.map(({ notice }) => notice?.id)).size).toBe(1);
    expect(after.every(({ status }) => status === 'paid')).toBe(true);
    expect(core.merchant.posted).toHaveLength(1);
    expect(core.metrics.counts.get('payments_paid')).toBe(1);
    expect(typesOf(await fresh(payment))).toEqual(['paid', 'notice']);
  });

  it('holds the lease of the notice that it sends', async () => {
    core.merchant.tries.answer = () => new Promise(() => undefined);
    const { notice } = await core.settlePayment.execute(await stored(), 1, paid);
    expect(notice).toMatchObject({ state: 'due', url: payok, host: 'shop.example:8443', attempts: 0 });
    expect(notice?.id).toMatch(/^msg_[A-Za-z0-9]{24}$/);
    expect(notice?.nextAt).toEqual(new Date(core.clock.now().getTime() + 25_000));
    expect(core.merchant.posted[0]).toEqual(notice);
    expect(JSON.parse(notice?.body ?? '')).toMatchObject({ paidAt: core.clock.now().toISOString() });
  });

  it('owes no notice without a payok_url', async () => {
    const payment = aPayment();
    await core.payments.insert(payment);
    const after = await core.settlePayment.execute(payment, 1, paid);
    expect([after.status, after.notice]).toEqual(['paid', undefined]);
    expect(core.merchant.posted).toEqual([]);
  });

  it('gives an order back to late money', async () => {
    const payment = await stored();
    const expired = await core.settlePayment.execute(payment, 1, { status: 'expired' });
    expect(await core.payments.findHolder(merchantOrderOf(payment))).toBeUndefined();
    await core.settlePayment.execute(expired, 1, paid);
    expect(await core.payments.findHolder(merchantOrderOf(payment))).toMatchObject({
      paymentNo: payment.paymentNo,
      status: 'paid',
    });
  });

  it('takes money beside a newer payment of the order, which is to be closed', async () => {
    const first = await stored();
    const expired = await core.settlePayment.execute(first, 1, { status: 'expired' });
    const second = await stored({ request: first.request });
    const after = await core.settlePayment.execute(expired, 1, paid);
    await core.deliverNotices.idle();
    expect(after).toMatchObject({ status: 'paid', holdsOrder: false, holdsPaid: true, tidyAt: core.clock.now() });
    expect(after.paidBeside).toBeUndefined();
    expect(typesOf(after)).not.toContain('paid_beside');
    expect(lines('error')).toEqual([]);
    expect(core.merchant.posted).toHaveLength(1);
    expect((await fresh(second)).status).toBe('pending');
  });

  it('takes money beside a paid payment of the order, and says so once', async () => {
    const first = await stored();
    const expired = await core.settlePayment.execute(first, 1, { status: 'expired' });
    const second = await core.settlePayment.execute(await stored({ request: first.request }), 1, paid);
    const after = await core.settlePayment.execute(expired, 1, { status: 'paid', gatewayTradeNo: 'T2' });
    expect(after).toMatchObject({ status: 'paid', holdsOrder: false, holdsPaid: false });
    expect(after.notice?.id).not.toBe(second.notice?.id);
    expect(after.paidBeside).toBe(second.paymentNo);
    expect(after.events.filter(({ type }) => type === 'paid_beside')).toEqual([
      { at: core.clock.now(), type: 'paid_beside', detail: { paymentNo: second.paymentNo } },
    ]);
    expect(lines('error')).toEqual([
      expect.objectContaining({ detail: { paymentNo: first.paymentNo, other: second.paymentNo } }),
    ]);
    expect(core.metrics.counts.get('paid_beside')).toBe(1);
    expect(await core.payments.findPaid(merchantOrderOf(first))).toMatchObject({
      paymentNo: second.paymentNo,
    });
  });

  it('says that it took money beside another once, whoever else writes meanwhile', async () => {
    const first = await stored();
    const expired = await core.settlePayment.execute(first, 1, { status: 'expired' });
    await core.settlePayment.execute(await stored({ request: first.request }), 1, paid);
    const update = core.payments.update.bind(core.payments);
    let storms = 5;
    core.payments.update = async (payment, change) => {
      if (change.set?.holdsOrder === false && storms-- > 0) {
        await update(await fresh(payment), { attempts: [{ no: 1, set: { syncedAt: core.clock.now() } }] });
      }
      return update(payment, change);
    };
    const after = await core.settlePayment.execute(expired, 1, paid);
    expect(typesOf(after).filter((type) => type === 'paid_beside')).toHaveLength(1);
    expect(lines('error')).toHaveLength(1);
    expect(core.metrics.counts.get('paid_beside')).toBe(1);
  });

  it('counts and reports money that came a second time, once for each trade', async () => {
    const payment = await stored();
    await core.settlePayment.execute(payment, 1, paid);
    for (const gatewayTradeNo of ['T1', 'T2', 'T2'])
      await core.settlePayment.execute(await fresh(payment), 1, { ...paid, gatewayTradeNo });
    expect(core.metrics.counts.get('paid_again')).toBe(1);
    expect(lines('error')).toMatchObject([{ detail: { paymentNo: payment.paymentNo, gatewayTradeNo: 'T2' } }]);
  });

  it('gets through a storm of other writers, and loses none of their fields', async () => {
    const payment = await stored();
    const update = core.payments.update.bind(core.payments);
    let storms = 100;
    core.payments.update = async (current, change) => {
      if (storms-- > 0) await update(await fresh(payment), { attempts: [{ no: 1, set: { info: { storms } } }] });
      return update(current, change);
    };
    const after = await core.settlePayment.execute(payment, 1, { ...paid, info: { bank_code: '822' } });
    expect(after).toEqual(await fresh(payment));
    expect(after).toMatchObject({ status: 'paid', attempts: [{ info: { storms: 0, bank_code: '822' } }] });
    expect(core.metrics.counts.get('payments_paid')).toBe(1);
  });

  it('throws what the store throws, and may then be repeated', async () => {
    const payment = await stored();
    const update = core.payments.update.bind(core.payments);
    core.payments.update = async (current, change) => {
      core.payments.update = update;
      await update(current, change);
      throw new Error('written, but the answer was lost');
    };
    await expect(core.settlePayment.execute(payment, 1, paid)).rejects.toThrow('written');
    const { notice } = await core.settlePayment.execute(payment, 1, paid);
    expect([notice?.attempts, core.merchant.posted]).toEqual([0, []]);
    core.clock.advance(25_000);
    expect(await core.deliverNotices.execute()).toBe(1);
    await core.deliverNotices.idle();
    expect(core.merchant.posted.map(({ id }) => id)).toEqual([notice?.id]);
  });
});
