import { callbackRefused } from '../domain/errors.ts';
import { amountsOf } from './compared-amounts.ts';

const of = (log: Record<string, unknown>) => amountsOf(callbackRefused('Amount mismatch.', { log }));

it.each([
  [
    { expected_amount: 980, received_amount: '12345' },
    { expected: '980', received: '12345' },
  ],
  [
    { expected_amount: 980, received_amount: 98000 },
    { expected: '980', received: '98000' },
  ],
  [
    { expected_amount: '9.99', received_amount: '9.90', expected_currency: 'USD', received_currency: 'TWD' },
    { expected: '9.99 USD', received: '9.90 TWD' },
  ],
  [
    { expected_amount: 980, received_amount: '980', received_currency: '<b>' },
    { expected: '980', received: '980' },
  ],
  [
    { expected_amount: 980, received_amount: null },
    { expected: '980', received: 'none' },
  ],
  [{ expected_amount: 980 }, { expected: '980', received: 'none' }],
  [
    { expected_amount: 980, received_amount: '' },
    { expected: '980', received: 'none' },
  ],
])('%j is kept', (log, kept) => {
  expect(of(log)).toEqual(kept);
});

it.each(['sk_live_51abc', 'whsec_x', '٩٨٠', '<script>', '9'.repeat(21), '1e3', { amount: 1 }, Number.NaN, 'pc_live_1'])(
  'what is no amount is not repeated: %j',
  (received_amount) => {
    expect(of({ expected_amount: 980, received_amount })).toEqual({ expected: '980', received: 'unreadable' });
  },
);

it('another refusal compares none', () => {
  expect(of({ reason: 'CheckMacValue', received_amount: '980' })).toBeUndefined();
});
