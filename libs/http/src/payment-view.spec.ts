import { pageUrlPlaceholder } from '@paycore/core';
import { aPayment } from '@paycore/testing';
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

describe('paymentView', () => {
  it('shows a pending payment as the contract says', () => {
    const payment = aPayment({ info, expiresAt: new Date('2026-06-28T15:59:59Z') });
    expect(paymentView(payment, { pageUrl })).toEqual({
      payment_no: payment.paymentNo,
      merchant_order_no: payment.request.merchantOrderNo,
      gateway: 'ecpay',
      method: 'atm',
      amount: 980,
      currency: 'TWD',
      status: 'pending',
      payment_url: pageUrl,
      payment_info: {
        bank_code: '812',
        ecpay: { barcode_user_copy_url: pageUrl, barcode_segments_copyable: false, list: [pageUrl, 1, null] },
      },
      environment: 'test',
      simulated: false,
      created_at: '2026-06-22T04:00:00.000Z',
      paid_at: null,
      expires_at: '2026-06-28T15:59:59.000Z',
    });
  });

  it('leaves the payment as it was', () => {
    const payment = aPayment({ info });
    paymentView(payment, { pageUrl });
    expect(payment.info).toEqual(info);
  });
});

describe('noticeBody', () => {
  it('tells the payment without its page', () => {
    const payment = aPayment({ info, status: 'paid', paidAt: new Date('2026-06-23T01:02:03Z') });
    const notice = JSON.parse(noticeBody(payment));
    expect(notice).toMatchObject({ type: 'payment.paid', timestamp: '2026-06-23T01:02:03.000Z' });
    expect(notice.data).toEqual(paymentView(payment, { pageUrl: null }));
    expect(notice.data).toMatchObject({ status: 'paid', payment_url: null });
    expect(notice.data.payment_info.ecpay.barcode_user_copy_url).toBeNull();
  });

  it('is the same text each time', () => {
    const payment = aPayment({ info, status: 'paid', paidAt: new Date('2026-06-23T01:02:03Z') });
    expect(noticeBody(payment)).toBe(noticeBody(payment));
  });
});
