import { BrokenPaymentError } from '@paycore/core';
import { fakeLog } from '@paycore/testing';
import { MacRule, readerRules } from './stored-payments.ts';

describe('a mac', () => {
  it.each([
    ['required', false, true],
    ['optional', true, false],
    [undefined, true, true],
    [undefined, false, false],
  ] as const)(
    '%s by the setting, on a database that had them always: %s, is required: %s',
    (setting, hasMacs, isRequired) => {
      const macs = new MacRule(setting);
      macs.learn({ hasMacs });
      expect(macs.isRequired).toBe(isRequired);
    },
  );

  it('is not required before the database was reached, unless set', () => {
    expect([new MacRule(undefined).isRequired, new MacRule('required').isRequired]).toEqual([false, true]);
  });
});

it('counts a broken payment each time, and logs it once, however many there are', () => {
  const log = fakeLog();
  const counted: string[] = [];
  const { onBroken } = readerRules(new MacRule('required'), log, { count: (name) => counted.push(name) });
  for (let n = 0; n < 3; n += 1) onBroken(new BrokenPaymentError('PAY1', new Error('Its mac is of other values.')));
  onBroken(new BrokenPaymentError('PAY2', new Error('It has no mac.')));
  expect(counted).toEqual(Array(4).fill('broken_payments'));
  expect(log.lines).toMatchObject([
    { level: 'error', detail: { paymentNo: 'PAY1', why: expect.stringContaining('of other values') } },
    { level: 'error', detail: { paymentNo: 'PAY2', why: expect.stringContaining('no mac') } },
  ]);
});
