import type { Trust } from '@paycore/core';
import { meansThisOrder } from './means-this-order.ts';

const byUrl: Trust = { matchedBy: 'paymentNo', secret: 'absent', allowsUnsigned: true };
const query = { payment_no: 'PAY202606221200ABCDEFGH', attempt: '2' };
const withoutAttempt = { payment_no: query.payment_no };

it.each<[boolean, string, Record<string, string>, Partial<Trust>]>([
  [true, "this attempt's secret", query, { secret: 'valid' }],
  [false, "another attempt's secret", query, { secret: 'wrong' }],
  [false, 'an attempt that anybody may write', query, {}],
  [true, 'the only order of the payment in the URL', withoutAttempt, {}],
  [true, "the only order of the merchant's number", {}, { matchedBy: 'merchantOrderNo' }],
  [false, 'a number of which it is to be judged', {}, { matchedBy: 'gatewayTradeNo' }],
])('%s for %s', (expected, _, inUrl, trust) => {
  expect(meansThisOrder({ query: inUrl }, { ...byUrl, ...trust })).toBe(expected);
});
