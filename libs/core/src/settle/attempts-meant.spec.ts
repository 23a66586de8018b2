import { anAttempt, aPayment } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import type { Strings } from '../domain/page.ts';
import type { OrderKey } from '../ports/gateway.ts';
import { attemptsMeant } from './attempts-meant.ts';

/** Two at ECPay, of two accounts, and one at SmilePay between them. */
const attempts = [
  anAttempt({ no: 1, gatewayOrderNo: 'PC-1', gatewayTradeNo: 'T-1' }),
  anAttempt({ no: 2, gatewayOrderNo: 'PC-2', gateway: 'smilepay', accountId: '107' }),
  anAttempt({ no: 3, gatewayOrderNo: 'PC-3', accountId: '2000132' }),
];
const payment = aPayment({ attempts });
const { paymentNo } = payment;
const urlOf = (query: Strings): Strings => ({ payment_no: paymentNo, secret: 's', ...query });
const byNo: OrderKey = { by: 'paymentNo', value: paymentNo };
const meant = (key: OrderKey, query: Strings = {}, gateway = 'ecpay', of = payment) =>
  attemptsMeant(of, gateway, key, query).map((group) => group.map(({ no }) => no));

describe('the attempt that a callback means', () => {
  it.each<[OrderKey['by'], string, number[][]]>([
    ['gatewayOrderNo', 'PC-1', [[1]]],
    ['gatewayOrderNo', 'PC-3', [[3]]],
    ['gatewayOrderNo', 'PC-2', []],
    ['gatewayOrderNo', 'PC-4', []],
    ['gatewayTradeNo', 'T-1', [[1]]],
    ['gatewayTradeNo', 'PC-1', []],
  ])('is that with the %s %s, whatever its URL says', (by, value, expected) => {
    expect(meant({ by, value }, urlOf({ attempt: '1' }))).toEqual(expected);
  });

  it.each<[string, number[][]]>([
    ['1', [[1]]],
    ['3', [[3]]],
    ['2', []],
    ['4', []],
    ['0', []],
    ['01', []],
    ['', []],
    ['1,3', []],
  ])('is that with the number %j of its URL, at this gateway', (attempt, expected) => {
    expect(meant(byNo, urlOf({ attempt }))).toEqual(expected);
  });

  it('is read from the URL of its own payment alone', () => {
    const query = { payment_no: 'PAY202606221200ZZZZZZZZ', attempt: '1' };
    expect(meant(byNo, query)).toEqual([[3, 1]]);
    expect(meant(byNo, { attempt: '1' })).toEqual([[3, 1]]);
  });

  it('is the gateway’s only one, where the message names no more than payment or order', () => {
    expect(meant(byNo, {}, 'smilepay')).toEqual([[2]]);
    expect(meant({ by: 'merchantOrderNo', value: payment.request.merchantOrderNo }, {}, 'smilepay')).toEqual([[2]]);
  });

  it('is any of several, newest first, where nothing tells them apart', () => {
    expect(meant({ by: 'merchantOrderNo', value: payment.request.merchantOrderNo })).toEqual([[3, 1]]);
    expect(meant(byNo)).toEqual([[3, 1]]);
  });

  it('is of the account that the key names', () => {
    expect(meant({ ...byNo, accountId: '2000132' })).toEqual([[3]]);
    expect(meant({ by: 'gatewayOrderNo', value: 'PC-1', accountId: '2000132' })).toEqual([]);
    expect(meant({ ...byNo, accountId: '3002607' }, urlOf({ attempt: '3' }))).toEqual([]);
  });

  it('is none at a gateway where the payment has none', () => {
    expect(meant(byNo, {}, 'stripe')).toEqual([]);
  });

  describe('by a URL without a number', () => {
    const old: Attempt = { ...anAttempt({ no: 1 }), isKeyedByPayment: true };
    const later = anAttempt({ no: 2 });

    it('is the first, of a payment made before it had attempts', () => {
      const before = aPayment({ paymentNo, attempts: [old, later] });
      expect(meant(byNo, urlOf({}), 'ecpay', before)).toEqual([[1]]);
      expect(meant(byNo, urlOf({ attempt: '2' }), 'ecpay', before)).toEqual([[2]]);
    });

    it('may be any, of a payment that always had', () => {
      const after = aPayment({ paymentNo, attempts: [anAttempt({ no: 1 }), later] });
      expect(meant(byNo, urlOf({}), 'ecpay', after)).toEqual([[2, 1]]);
    });
  });
});
