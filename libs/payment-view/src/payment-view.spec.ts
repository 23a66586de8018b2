import { pageUrlPlaceholder, type Attempt, type Payment } from '@paycore/core';
import { anAttempt, aPayment, firstAttempt } from '@paycore/testing';
import { noticeBody, paymentView } from './payment-view.ts';

const pageUrl = 'https://pay.example/zh-tw/pay/PAY1?token=canary';

const info = {
  bank_code: '812',
  ecpay: {
    barcode_user_copy_url: pageUrlPlaceholder,
    barcode_segments_copyable: false,
    list: [pageUrlPlaceholder, 1, null],
  },
};
const shownInfo = {
  bank_code: '812',
  ecpay: { barcode_user_copy_url: pageUrl, barcode_segments_copyable: false, list: [pageUrl, 1, null] },
};

const paidAt = new Date('2026-06-23T01:02:03Z');
const isPaid = { status: 'paid', paidAt } as const;

/** A payment with these attempts, numbered as they stand. */
const withAttempts = (differences: readonly Partial<Attempt>[], ofPayment: Partial<Payment> = {}) =>
  aPayment({ ...ofPayment, attempts: differences.map((one, at) => anAttempt({ no: at + 1, ...one })) });

const now = new Date('2026-06-22T04:00:00Z');
const view = (payment: Payment) => paymentView(payment, { pageUrl, now });

describe('paymentView', () => {
  it('shows a pending payment as the contract says', () => {
    const payment = aPayment({ info, expiresAt: new Date('2026-06-28T15:59:59Z') });
    const { gatewayOrderNo } = firstAttempt(payment);
    const shown = {
      payment_no: payment.paymentNo,
      merchant_order_no: payment.request.merchantOrderNo,
      gateway: 'ecpay',
      method: 'atm',
      amount: 980,
      currency: 'TWD',
      status: 'pending',
      payment_url: pageUrl,
      payment_info: shownInfo,
      environment: 'test',
      simulated: false,
      created_at: '2026-06-22T04:00:00.000Z',
      paid_at: null,
      expires_at: '2026-06-28T15:59:59.000Z',
      mode: 'direct',
      attempts: [
        {
          attempt_no: 1,
          gateway: 'ecpay',
          method: 'atm',
          gateway_order_no: gatewayOrderNo,
          gateway_trade_no: null,
          status: 'pending',
          payment_info: shownInfo,
          created_at: '2026-06-22T04:00:00.000Z',
          expires_at: '2026-06-28T15:59:59.000Z',
          paid_at: null,
        },
      ],
      received_amount: 0,
      paid_twice: false,
      paid_beside: null,
      closed_reason: null,
    };
    // The text, too: merchants compare and sign bodies, so what was there before keeps its place.
    expect(JSON.stringify(view(payment))).toBe(JSON.stringify(shown));
  });

  it('leaves the payment as it was', () => {
    const payment = aPayment({ info });
    view(payment);
    expect(firstAttempt(payment).info).toEqual(info);
  });

  it('stands for the kept attempt once one is paid', () => {
    const payment = withAttempts(
      [
        { info: { virtual_account: '1' }, expiresAt: new Date('2026-06-28T15:59:59Z') },
        { gateway: 'stripe', method: 'credit', info: { stripe_payment_method: 'card' }, simulated: true, ...isPaid },
        {
          gateway: 'smilepay',
          method: 'cvs',
          info: { payment_code: '2' },
          expiresAt: new Date('2026-07-01T00:00:00Z'),
        },
      ],
      { keptAttempt: 2, paidAt },
    );
    expect(view(payment)).toMatchObject({
      gateway: 'stripe',
      method: 'credit',
      status: 'paid',
      simulated: true,
      payment_info: { stripe_payment_method: 'card' },
      expires_at: null,
      paid_at: paidAt.toISOString(),
      attempts: [{ attempt_no: 1 }, { attempt_no: 2, paid_at: paidAt.toISOString() }, { attempt_no: 3 }],
      received_amount: 980,
      paid_twice: false,
    });
  });

  it('names the latest deadline of what can still be paid', () => {
    const [late, early, past] = ['2026-07-02T00:00:00Z', '2026-06-29T00:00:00Z', '2026-08-01T00:00:00Z'];
    const open = withAttempts([
      { status: 'failed', expiresAt: new Date(past) },
      { expiresAt: new Date(late) },
      { expiresAt: new Date(early) },
    ]);
    expect(view(open).expires_at).toBe('2026-07-02T00:00:00.000Z');
    const closed = withAttempts([
      { status: 'expired', expiresAt: new Date(past) },
      { status: 'expired', expiresAt: new Date(early) },
    ]);
    expect(view(closed).expires_at).toBe('2026-06-29T00:00:00.000Z');
    expect(view(withAttempts([{}])).expires_at).toBeNull();
  });

  it.each([
    [{ amount: 999, decimals: 2 }, '9.99', '0.00', '19.98'],
    [{ amount: 1000, decimals: 2 }, '10.00', '0.00', '20.00'],
    [{ amount: 10, decimals: 0 }, '10', '0', '20'],
    [{ amount: 10 }, 10, 0, 20],
  ])('writes money as the create did: %j is %p', (money, amount, none, twice) => {
    const request = { ...aPayment().request, ...money, currency: 'USD' };
    expect(view(aPayment({ request }))).toMatchObject({ amount, received_amount: none });
    const paid = aPayment({ ...isPaid, request });
    expect(view(paid)).toMatchObject({ amount, received_amount: amount });
    expect(JSON.parse(noticeBody(paid))).toMatchObject({ data: { amount, received_amount: amount } });
    const events = [{ at: paidAt, type: 'paid_again', detail: { gatewayTradeNo: '2' } }] as const;
    expect(view(aPayment({ ...isPaid, request, events }))).toMatchObject({ amount, received_amount: twice });
  });

  it('tells what was received in all, and that it was paid twice', () => {
    const twice = withAttempts([isPaid, { status: 'failed' }, isPaid], { keptAttempt: 1, paidAt });
    expect(view(twice)).toMatchObject({ status: 'paid', amount: 980, received_amount: 1960, paid_twice: true });
    const again = aPayment({
      ...isPaid,
      events: [{ at: paidAt, type: 'paid_again', detail: { gatewayTradeNo: '2' } }],
    });
    expect(view(again)).toMatchObject({ received_amount: 1960, paid_twice: true });
  });

  it.each<[string | null, Payment]>([
    [null, aPayment()],
    ['refused', aPayment({ status: 'failed' })],
    ['expired', aPayment({ status: 'expired' })],
    ['cancelled', aPayment({ status: 'failed', closedReason: 'cancelled' })],
    ['paid_beside', aPayment({ status: 'failed', closedReason: 'paid_beside', paidBeside: 'PAY202606221200AAAAAAAA' })],
    [null, aPayment(isPaid)],
  ])('says why it is closed: %s', (reason, payment) => {
    expect(view(payment)).toMatchObject({ closed_reason: reason, paid_beside: payment.paidBeside ?? null });
  });
});

describe('noticeBody', () => {
  it('tells the payment without its page', () => {
    const payment = aPayment({ info, ...isPaid });
    const notice = JSON.parse(noticeBody(payment));
    expect(notice).toMatchObject({ type: 'payment.paid', timestamp: '2026-06-23T01:02:03.000Z' });
    const { attempts, ...data } = paymentView(payment, { pageUrl: null, now });
    const withoutInfo = attempts.map(({ payment_info: _info, ...attempt }) => attempt);
    expect(notice.data).toEqual({ ...data, attempts: withoutInfo });
    expect(notice.data).toMatchObject({ status: 'paid', payment_url: null, received_amount: 980, paid_beside: null });
    expect(notice.data.payment_info.ecpay.barcode_user_copy_url).toBeNull();
  });

  it('is the same text each time', () => {
    const payment = aPayment({ info, ...isPaid });
    expect(noticeBody(payment)).toBe(noticeBody(payment));
  });
});
