/** Mid_smilepay as SmilePay's example builds it, digit by digit: https://github.com/GoodLife/offsite_payments. */
export function midOf(verifyCode: string, purchaseAmount: number, smseid: string): number {
  let tail = '';
  for (const char of smseid.slice(Math.max(0, smseid.length - 4))) tail += char >= '0' && char <= '9' ? char : '9';
  const digits = verifyCode + purchaseAmount.toString().padStart(8, '0') + tail;
  let odd = 0;
  let even = 0;
  for (let place = 1; place <= digits.length; place += 1) {
    const digit = digits.charCodeAt(place - 1) - 48;
    if (place % 2 === 1) odd += digit;
    else even += digit;
  }
  return even * 3 + odd * 9;
}
