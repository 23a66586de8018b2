import { anAttempt, aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const page = Secret.of<Page>({ kind: 'redirect', url: 'https://gateway.example/' });
const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ page, ...differences });
  await core.payments.insert(payment);
  return payment;
};
const cancel = ({ paymentNo }: Payment) => core.cancelPayment.execute(paymentNo);

describe('CancelPayment', () => {
  it('fails the payment and frees its order; late money still pays', async () => {
    const after = await cancel(await stored());
    expect(after).toMatchObject({ status: 'failed', holdsOrder: false });
    expect(after.events.at(-1)).toMatchObject({ type: 'failed', detail: { cancelled: true } });
    expect(await core.settlePayment.execute(after, 1, { status: 'paid' })).toMatchObject({
      status: 'paid',
      holdsPaid: true,
    });
  });

  it('cancels at the gateway where that can be', async () => {
    core.gateway.canCancel = true;
    expect((await cancel(await stored())).status).toBe('failed');
    expect(core.gateway.cancel.calls).toHaveLength(1);
  });

  it('answers paid where the gateway says so', async () => {
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => ({ status: 'paid' }));
    expect((await cancel(await stored())).status).toBe('paid');
  });

  it('asks no gateway where nothing was ever issued', async () => {
    core.gateway.canCancel = true;
    const payment = aPayment();
    await core.payments.insert(payment);
    expect(await cancel(payment)).toMatchObject({ status: 'failed' });
    expect(core.gateway.cancel.calls).toEqual([]);
  });

  it('leaves a paid payment paid, and asks nobody', async () => {
    core.gateway.canCancel = true;
    const payment = await stored({ status: 'paid' });
    expect(await cancel(payment)).toEqual(payment);
    expect(core.gateway.cancel.calls).toEqual([]);
  });

  it('leaves the payment as it was where the gateway is away, and notes that it was', async () => {
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    const payment = await stored();
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'unavailable' });
    const answers = [{ at: core.clock.now(), by: 'close', result: 'unreachable' }];
    const attempts = [{ ...payment.attempts[0], answers }];
    const noted = { ...payment, attempts, version: payment.version + 1 };
    expect(await core.payments.find(payment.paymentNo)).toEqual(noted);
  });

  it.each(['expired', 'failed'] as const)(
    'changes nothing of one that is %s, and needs no credentials',
    async (status) => {
      const payment = await stored({ status, holdsOrder: false, credentials: Secret.of(undefined) });
      expect(await cancel(payment)).toEqual(payment);
      expect(await core.payments.find(payment.paymentNo)).toEqual(payment);
    },
  );

  it('says why, names who, and keeps its code watched until its own closing time', async () => {
    const closesAt = new Date('2026-07-01T00:00:00Z');
    const after = await cancel(await stored({ closesAt, asksAt: closesAt }));
    expect(after).toMatchObject({
      closedReason: 'cancelled',
      attempts: [{ status: 'failed', closesAt, asksAt: closesAt }],
    });
    expect(await core.settlePayment.execute(after, 1, { status: 'paid' })).toMatchObject({ status: 'paid' });
  });

  it('changes nothing the second time', async () => {
    const payment = await stored();
    const after = await cancel(payment);
    expect(await cancel(payment)).toEqual(after);
  });

  it('cancels each attempt at its own gateway, and nothing that is over', async () => {
    for (const gateway of [core.gateway, core.other]) gateway.canCancel = true;
    const attempts = [
      anAttempt({ page }),
      anAttempt({ no: 2, page, status: 'expired' }),
      anAttempt({ no: 3, page, gateway: 'smilepay' }),
    ];
    const after = await cancel(await stored({ attempts }));
    expect(after.attempts.map(({ status }) => status)).toEqual(['failed', 'expired', 'failed']);
    expect([core.gateway.cancel.calls.length, core.other.cancel.calls.length]).toEqual([1, 1]);
  });

  it.each<[string, PaymentDifferences]>([
    ['is being created', { creating: { token: 't', until: new Date(0), attempts: 1, isReleased: true } }],
    ['has money under way', { isUnderWay: true }],
    ['may be completing', { completing: { attempt: 1, until: new Date(0) } }],
  ])('is a conflict while the payment %s', async (_, differences) => {
    core.gateway.canQuery = false;
    const payment = await stored(differences);
    const { paymentNo } = payment;
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'conflict', code: 'ORDER_CONFLICT', paymentNo });
    expect(await core.payments.find(paymentNo)).toEqual(payment);
  });

  it('is a conflict where the gateway says that money is under way', async () => {
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => ({ status: 'pending', underWay: true }));
    const payment = await stored();
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await core.payments.find(payment.paymentNo))?.status).toBe('pending');
  });

  it('frees the order for another way to pay', async () => {
    const payment = await stored();
    await cancel(payment);
    expect(await core.payments.findHolder(merchantOrderOf(payment))).toBeUndefined();
  });

  it('knows no other payment', async () => {
    await expect(core.cancelPayment.execute('PAY202606221200ZZZZZZZZ')).rejects.toMatchObject({ kind: 'notFound' });
  });
});
