import { isPaymentNo, newGatewayOrderNo, newPaymentNo, paymentNoLength } from './payment-no.ts';

const last = (alphabet: string, length: number) => alphabet.slice(-1).repeat(length);
/** 2026-06-22 00:01 in Taipei. */
const at = new Date('2026-06-21T16:01:30Z');

describe('payment numbers', () => {
  it('hold the minute in Taipei and 8 letters', () => {
    expect(newPaymentNo(at, last)).toBe('PAY202606220001ZZZZZZZZ');
    expect(newPaymentNo(at, last)).toHaveLength(paymentNoLength);
  });

  it.each([18, 20])('of the gateway are exactly %i long', (length) => {
    expect(newGatewayOrderNo(at, last, length)).toBe('PC2606220001'.padEnd(length, 'Z'));
  });

  it.each([
    ['PAY202606220001ABCDEFGH', true],
    ['PAY202606220001ABCDEFG', false],
    ['PAY202606220001ABCDEFGHI', false],
    ['PAY202606220001abcdefgh', false],
    ['PAY202606220001ABCDEFGH\n', false],
    ['XPAY202606220001ABCDEFGH', false],
    ['', false],
  ])('knows its own: %j', (text, isOurs) => {
    expect(isPaymentNo(text)).toBe(isOurs);
  });
});
