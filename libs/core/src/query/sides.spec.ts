import { aPayment, coreOnFakes } from '@paycore/testing';
import type { Environment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';

const callerOf = (environment: Environment) => ({ project: { id: 'prj_1' }, environment }) as Caller;
const notFound = { kind: 'notFound', code: 'PAYMENT_NOT_FOUND' };

describe('what a key sees by number', () => {
  it.each<[Environment, Environment, boolean]>([
    ['test', 'test', true],
    ['test', 'production', false],
    ['production', 'test', true],
    ['production', 'production', true],
  ])('a key of %s, a payment of %s: %s', async (key, environment, isSeen) => {
    const core = coreOnFakes();
    const payment = aPayment({ environment });
    await core.payments.insert(payment);
    for (const call of [core.getPayment, core.syncPayment, core.cancelOwnPayment]) {
      const found = call.execute(callerOf(key), payment.paymentNo);
      if (isSeen) expect(await found).toMatchObject({ paymentNo: payment.paymentNo });
      else await expect(found).rejects.toMatchObject(notFound);
    }
  });
});
