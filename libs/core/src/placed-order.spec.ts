import { anAttempt, aPayment, coreOnFakes } from '@paycore/testing';
import type { Attempt } from './domain/attempt.ts';
import type { Page } from './domain/page.ts';
import { Secret } from './domain/secret.ts';
import { orderIdentity, placedOrder } from './placed-order.ts';

const form: Page = { kind: 'form', action: 'https://gateway.example/', fields: {} };
const second: Attempt = anAttempt({
  no: 2,
  gateway: 'smilepay',
  route: 'barcode',
  amount: 98_000,
  gatewayTradeNo: 'S-2',
});
const payment = aPayment({ attempts: [anAttempt(), second] });

describe('an attempt as its adapter sees it', () => {
  it('has its own number, route and amount, and its payment’s names', () => {
    expect(orderIdentity(payment, second)).toEqual({
      ...{ paymentNo: payment.paymentNo, gatewayOrderNo: second.gatewayOrderNo, route: 'barcode', amount: 98_000 },
      ...{ merchantOrderNo: payment.request.merchantOrderNo, currency: 'TWD' },
    });
    expect(placedOrder(payment, second)).toMatchObject({ gatewayTradeNo: 'S-2', info: {}, isPaid: false });
  });

  it('is keyed by its payment only where that was made before payments had attempts', () => {
    const old = anAttempt({ isKeyedByPayment: true });
    expect(orderIdentity(payment, old).isKeyedByPayment).toBe(true);
    for (const attempt of payment.attempts)
      expect(orderIdentity(payment, attempt)).not.toHaveProperty('isKeyedByPayment');
  });

  it.each<[string, Page | undefined, boolean]>([
    ['nothing', undefined, false],
    ['a way to the gateway', form, false],
    ['a code', { kind: 'code', code: '1' }, true],
    ['a form of ours', { kind: 'element', params: {} }, true],
  ])('with %s tells whether the payer has something to pay by', (_, page, hasCode) => {
    const attempt = anAttempt(page && { page: Secret.of(page) });
    expect(placedOrder(payment, attempt).hasCode).toBe(hasCode);
  });
});

describe('what an adapter’s idempotency keys are made of', () => {
  it('is the attempt’s own at every call to the gateway', async () => {
    const core = coreOnFakes();
    for (const gateway of [core.gateway, core.other]) Object.assign(gateway, { canCancel: true, canComplete: true });
    const lease = { token: 't', until: core.clock.now(), attempts: 1, isReleased: true };
    const old = anAttempt({ isKeyedByPayment: true, page: Secret.of(form) });
    const newest = anAttempt({ no: 2, gateway: 'smilepay', route: 'barcode', page: Secret.of(form), creating: lease });
    const stored = aPayment({ attempts: [old, newest] });
    await core.payments.insert(stored);
    await core.finishCreates.execute();
    const fresh = async () => (await core.payments.find(stored.paymentNo)) ?? stored;
    for (const no of [1, 2]) {
      for (const gateway of [core.gateway, core.other]) gateway.complete.next(() => ({ status: 'pending' }));
      await core.completePayment.execute(await fresh(), no);
    }
    await core.cancelPayment.execute(stored.paymentNo);
    const keys = (calls: readonly (readonly unknown[])[]) =>
      calls.map(([order]) => {
        const { gatewayOrderNo, isKeyedByPayment } = order as { gatewayOrderNo: string; isKeyedByPayment?: boolean };
        return [gatewayOrderNo, isKeyedByPayment];
      });
    const { gateway, other } = core;
    expect(keys(other.create.calls)).toEqual([[newest.gatewayOrderNo, undefined]]);
    expect([...keys(gateway.complete.calls), ...keys(gateway.cancel.calls)]).toEqual([
      [old.gatewayOrderNo, true],
      [old.gatewayOrderNo, true],
    ]);
    expect([...keys(other.complete.calls), ...keys(other.cancel.calls)]).toEqual([
      [newest.gatewayOrderNo, undefined],
      [newest.gatewayOrderNo, undefined],
    ]);
  });
});
