import { aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const stored = async (differences: PaymentDifferences = {}) => {
  const page = Secret.of<Page>({ kind: 'redirect', url: 'https://gateway.example/' });
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

  it('leaves the payment open where the gateway is away', async () => {
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    const payment = await stored();
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await core.payments.find(payment.paymentNo)).toEqual(payment);
  });

  it.each(['expired', 'failed'] as const)(
    'changes nothing of one that is %s, and needs no credentials',
    async (status) => {
      const payment = await stored({ status, holdsOrder: false, credentials: Secret.of(undefined) });
      expect(await cancel(payment)).toEqual(payment);
      expect(await core.payments.find(payment.paymentNo)).toEqual(payment);
    },
  );

  it('knows no other payment', async () => {
    await expect(core.cancelPayment.execute('PAY202606221200ZZZZZZZZ')).rejects.toMatchObject({ kind: 'notFound' });
  });
});
