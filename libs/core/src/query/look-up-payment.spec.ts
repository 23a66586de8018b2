import { aPayment, coreOnFakes, fakeCallback, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
  core.gateway.verify.answer = () => ({ status: 'pending', next: 'query' });
});

const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment(differences);
  await core.payments.insert(payment);
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const hint = ({ paymentNo }: Payment, process = core as Pick<typeof core, 'receiveCallback'>) =>
  process.receiveCallback.execute('ecpay', fakeCallback([{ by: 'paymentNo', value: paymentNo }]));

describe('a callback that proves nothing', () => {
  it('makes us ask the gateway, whose word counts', async () => {
    const payment = await stored();
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect((await hint(payment)).status).toBe(200);
    expect((await fresh(payment)).status).toBe('paid');
  });

  it('is never enough by itself', async () => {
    const payment = await stored();
    expect((await hint(payment)).status).toBe(200);
    expect((await fresh(payment)).status).toBe('pending');
  });

  it('makes us ask once in five seconds, whichever process hears it, and is not lost', async () => {
    const payment = await stored();
    const other = core.process();
    await hint(payment);
    core.gateway.query.answer = () => ({ status: 'paid' });
    const replies = await Promise.all(Array.from({ length: 10 }, (_, n) => hint(payment, n % 2 ? core : other)));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(core.gateway.query.calls).toHaveLength(1);
    core.clock.advance(4_999);
    await core.askGateways.execute();
    expect((await fresh(payment)).status).toBe('pending');
    core.clock.advance(1);
    await core.askGateways.execute();
    expect((await fresh(payment)).status).toBe('paid');
    expect(core.gateway.query.calls).toHaveLength(2);
  });

  it('is not acknowledged while the gateway cannot be asked', async () => {
    const payment = await stored();
    core.gateway.query.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    expect((await hint(payment)).status).toBe(503);
  });

  it('of a payment that is over has it asked after, and no longer than needed', async () => {
    const payment = await stored({ status: 'expired', holdsOrder: false, syncedAt: core.clock.now() });
    await hint(payment);
    core.clock.advance(5_000);
    expect(await core.askGateways.execute()).toBe(1);
    expect(firstAttempt(await fresh(payment)).asksAt).toBeUndefined();
  });

  it('of a payment that is over is given up where the gateway keeps silent', async () => {
    const payment = await stored({ status: 'failed', holdsOrder: false, asksAt: core.clock.now() });
    core.gateway.query.answer = () => {
      throw gatewayUnavailable(new Error('timeout'));
    };
    for (let day = 0; day < 30; day += 1) {
      await core.askGateways.execute();
      core.clock.advance(24 * 3_600_000);
    }
    expect(firstAttempt(await fresh(payment)).asksAt).toBeUndefined();
    expect(core.gateway.query.calls.length).toBeLessThan(15);
  });

  it('of a payment that is paid asks nobody', async () => {
    await hint(await stored({ status: 'paid', holdsPaid: true }));
    expect(core.gateway.query.calls).toEqual([]);
  });
});
