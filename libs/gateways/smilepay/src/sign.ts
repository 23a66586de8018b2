/**
 * `Mid_smilepay`, the only signature on SmilePay's callbacks, and a weak one: 10,000 codes give 73 values. Computed over 16
 * characters: the merchant's verify code (4 digits), the amount ordered (8), and the last four of SmilePay's number with 9
 * for anything but a digit. Digits at odd places count nine times, at even places three times.
 * Example: https://github.com/GoodLife/offsite_payments, smile_pay_notification_test.rb.
 */
export function checksum(verifyCode: string, amount: string, tradeNo: string): string {
  const signed = verifyCode.padStart(4, '0') + amount.padStart(8, '0') + tradeNo.slice(-4).replace(/\D/g, '9');
  const sum = [...signed].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 9 : 3), 0);
  return String(sum);
}

/**
 * All valid ones. How SmilePay pads a number of fewer than four characters is not public: one integration puts 9
 * (RicherYang/RY-WooCommerce-Tools), others 0 (MrBandi/payment_smilepay_v2), or nothing, which sums as 0 behind it.
 */
export function checksums(verifyCode: string, amount: string, tradeNo: string): readonly string[] {
  const tails = [tradeNo, tradeNo.padStart(4, '9'), tradeNo.padStart(4, '0')];
  return [...new Set(tails.map((tail) => checksum(verifyCode, amount, tail)))];
}
