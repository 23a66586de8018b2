import { aPayment, FakeLinks, MemoryPaymentStore } from '@paycore/testing';
import { OpenPayPage } from './open-pay-page.ts';

describe('OpenPayPage', () => {
  const payments = new MemoryPaymentStore();
  const openPayPage = new OpenPayPage(payments, new FakeLinks());
  const payment = aPayment();
  beforeAll(() => payments.insert(payment));

  it('opens a payment to whoever has its token', async () => {
    expect(await openPayPage.execute(payment.paymentNo, `token-of-${payment.paymentNo}`)).toBe(payment);
  });

  it.each([
    [payment.paymentNo, 'token-of-another'],
    [payment.paymentNo, ''],
    ['PAY202606221200ZZZZZZZZ', 'token-of-PAY202606221200ZZZZZZZZ'],
  ])('opens nothing else: %s, %j', async (paymentNo, token) => {
    await expect(openPayPage.execute(paymentNo, token)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
});
