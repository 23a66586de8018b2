import { anAttempt, aPayment, coreOnFakes } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const leased = (fields: Partial<Attempt> = {}) =>
  anAttempt({ creating: { token: 't', until: core.clock.now(), attempts: 1, isReleased: false }, ...fields });
const stored = async (...attempts: Attempt[]) => {
  const payment = aPayment({ attempts });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const find = ({ paymentNo }: Payment) => core.payments.find(paymentNo);
const refusal = (leavesNoPayment: boolean) => new PayCoreError('rejected', 'NO', 'No.', { leavesNoPayment });

/** Places the order of that attempt, which the gateway refuses. */
const refuse = async (payment: Payment, no: number, { leavesNoPayment = true, isNew = true } = {}) => {
  const error = refusal(leavesNoPayment);
  core.gateway.create.next(() => Promise.reject(error));
  await expect(core.placeOrder.execute(payment, no, { isNew })).rejects.toBe(error);
  return find(payment);
};

describe('a refusal ends its attempt only', () => {
  it('the payment stays pending while another attempt is awaited', async () => {
    const payment = await stored(anAttempt(), leased({ no: 2 }));
    const after = await refuse(payment, 2);
    expect(after).toMatchObject({
      status: 'pending',
      holdsOrder: true,
      attempts: [{ status: 'pending' }, { status: 'failed' }],
    });
    expect(after?.events).toMatchObject([{ type: 'failed', attempt: 2, detail: { kind: 'rejected', code: 'NO' } }]);
  });

  it('the payment fails where no other attempt is left, and frees its order', async () => {
    const payment = await stored(anAttempt({ status: 'expired' }), leased({ no: 2 }));
    expect(await refuse(payment, 2)).toMatchObject({ status: 'failed', holdsOrder: false });
  });

  it('the payment stays paid where another attempt paid it', async () => {
    const payment = await stored(anAttempt(), leased({ no: 2 }));
    await core.settlePayment.execute(payment, 1, { status: 'paid' });
    expect(await refuse(payment, 2)).toMatchObject({
      status: 'paid',
      keptAttempt: 1,
      attempts: [{}, { status: 'failed' }],
    });
  });

  it('the payment fails with its only attempt where the contract keeps it', async () => {
    const payment = await stored(leased());
    expect(await refuse(payment, 1, { leavesNoPayment: false })).toMatchObject({ status: 'failed', holdsOrder: false });
  });
});

describe('a refusal that leaves no payment', () => {
  it('removes the payment that this call made, with the refused attempt its only one', async () => {
    expect(await refuse(await stored(leased()), 1)).toBeUndefined();
  });

  it('removes none that an earlier call made: merchants know its number', async () => {
    expect(await refuse(await stored(leased()), 1, { isNew: false })).toMatchObject({ status: 'failed' });
  });

  it('removes none with an earlier attempt', async () => {
    expect(await refuse(await stored(anAttempt(), leased({ no: 2 })), 2)).toMatchObject({ status: 'pending' });
  });

  it('removes none after an unclear answer: the scheduler’s refusal fails it', async () => {
    const caller = { project: await core.projects.create('Shop'), environment: 'test' as const };
    core.gateway.create.next(
      () => Promise.reject(gatewayUnavailable(new Error('timeout'))),
      () => Promise.reject(refusal(true)),
    );
    const request = { merchantOrderNo: 'A-1', amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {} };
    const credentials = { merchant_id: '3002607' };
    const create = core.createPayment.execute(caller, { gateway: 'ecpay', route: 'atm', request, credentials });
    await expect(create).rejects.toMatchObject({ kind: 'unavailable' });
    core.clock.advance(5_000);
    await core.finishCreates.execute();
    expect(core.payments.all()).toMatchObject([{ status: 'failed', holdsOrder: false }]);
  });
});
