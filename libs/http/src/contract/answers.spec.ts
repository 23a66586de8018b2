import { noticeBody, paymentView } from '@paycore/payment-view';
import { aPayment } from '@paycore/testing';
import { failureBody } from '../envelope.ts';
import { answers, failure, notice } from './answers.ts';

const pageUrl = 'https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=t0k3n';
const now = new Date('2026-06-22T04:00:00Z');
const open = paymentView(aPayment(), { pageUrl, now });
const paid = aPayment({ status: 'paid', paidAt: new Date('2026-06-22T04:05:00Z') });

const enveloped = (data: object, message: string) => ({ success: true, data, message });

describe('the answers of the contract', () => {
  it('are what a payment is shown as', () => {
    expect(answers.found.parse(enveloped(open, 'Payment found'))).toBeDefined();
    expect(answers.synced.parse(enveloped(open, 'Payment synced'))).toBeDefined();
    expect(answers.created.parse(enveloped({ ...open, created: true }, 'Payment created successfully'))).toBeDefined();
  });

  it('are decimal text where the create sent that', () => {
    const request = { ...aPayment().request, amount: 999, decimals: 2, currency: 'USD' };
    for (const payment of [aPayment({ request }), aPayment({ request, status: 'paid' })]) {
      expect(answers.found.parse(enveloped(paymentView(payment, { pageUrl, now }), 'Payment found'))).toBeDefined();
    }
  });

  it('are what a notice carries', () => {
    expect(notice.parse(JSON.parse(noticeBody(paid)))).toBeDefined();
    const shown = { ...JSON.parse(noticeBody(paid)), data: paymentView(paid, { pageUrl: null, now }) };
    expect(notice.safeParse(shown).error?.issues).toMatchObject([
      { path: ['data', 'attempts', 0], keys: ['payment_info'] },
    ]);
    expect(notice.safeParse({ ...JSON.parse(noticeBody(paid)), type: 'payment.failed' }).success).toBe(false);
  });

  it('are what a refusal says', () => {
    const refusal = failureBody({
      code: 'VALIDATION_FAILED',
      message: 'Validation failed',
      fields: { amount: ['No.'] },
    });
    const conflict = failureBody({ code: 'ORDER_CONFLICT', message: 'No.', paymentNo: aPayment().paymentNo });
    expect(failure.parse(refusal)).toEqual(refusal);
    expect(failure.parse(conflict)).toEqual(conflict);
    expect(failure.safeParse({ ...refusal, error: {} }).success).toBe(false);
  });

  it.each([
    ['another message', enveloped(open, 'Payment synced')],
    ['a field too many', enveloped({ ...open, client_secret: 'x' }, 'Payment found')],
    ['a field too few', enveloped({ ...open, status: undefined }, 'Payment found')],
    ['an amount of another type', enveloped({ ...open, amount: true }, 'Payment found')],
    ['an amount with a fraction', enveloped({ ...open, amount: 9.99 }, 'Payment found')],
    ['an amount of no decimal text', enveloped({ ...open, amount: '1e3' }, 'Payment found')],
    ['an attempt without its number', enveloped({ ...open, attempts: [{}] }, 'Payment found')],
    ['a create’s own field', enveloped({ ...open, created: true }, 'Payment found')],
  ])('refuse %s', (_what, answer) => {
    expect(answers.found.safeParse(answer).success).toBe(false);
  });
});
