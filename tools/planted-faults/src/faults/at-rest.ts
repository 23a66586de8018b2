import type { Fault } from '../fault.ts';

const broken = 'libs/store-mongo/src/broken-payments.spec.ts';
const reader = 'libs/store-mongo/src/payment-reader.spec.ts';
const macSpec = 'libs/store-mongo/src/payment-mac.spec.ts';
const migrate = 'libs/store-mongo/src/migrate/migrate.spec.ts';

/** What is stored, and who may change it. */
export const atRestFaults: readonly Fault[] = [
  {
    name: 'mac-not-over-the-amount',
    why: 'An amount that somebody changed in the database is never taken for the payment’s.',
    file: 'libs/store-mongo/src/payment-mac.ts',
    find: 'fields.push(merchantOrderNo, amount, decimals, currency);',
    replace: 'fields.push(merchantOrderNo, decimals, currency);',
    caughtBy: [reader, broken],
  },
  {
    name: 'mac-not-checked-for-a-callback',
    why: 'A callback is judged by what PayCore wrote.',
    file: 'libs/store-mongo/src/payment-reader.ts',
    find: 'if (read instanceof BrokenPaymentError) throw read;',
    replace: 'if (read instanceof BrokenPaymentError) return toPayment(document, this.sealing);',
    caughtBy: [reader, broken],
  },
  {
    name: 'mac-of-the-payment-before',
    why: 'The mac goes with the payment as the change leaves it.',
    file: 'libs/store-mongo/src/payment-update.ts',
    find: "fields.add('mac', macOf(after, sealing.macs))",
    replace: "fields.add('mac', macOf(payment, sealing.macs))",
    caughtBy: [broken],
  },
  {
    name: 'mac-left-although-paid',
    why: 'A mac stays only where nothing under it changes.',
    file: 'libs/store-mongo/src/payment-mac.ts',
    find: 'before.status === after.status &&',
    replace: '',
    caughtBy: [macSpec],
  },
  {
    name: 'mac-missed-although-required',
    why: 'Who takes the mac away together with the change gains nothing.',
    file: 'libs/store-mongo/src/payment-reader.ts',
    find: "if (this.rules.isMacRequired()) throw new Error('It has no mac.');",
    replace: 'return;',
    caughtBy: [reader],
  },
  {
    name: 'mac-not-renewed-where-a-number-is-trimmed',
    why: 'What PayCore changes in bulk stays whole.',
    file: 'libs/store-mongo/src/migrate/trim-orders.ts',
    find: '        mac: macOf({ ...payment, request: { ...payment.request, merchantOrderNo } }, this.sealing.macs),\n',
    replace: '',
    caughtBy: [migrate],
  },
  {
    name: 'purge-takes-the-addresses-too',
    why: 'A purge erases secrets and buyer, and leaves the payment whole.',
    file: 'libs/store-mongo/src/maintain/purge-payments.ts',
    find: 'sealFields({ ...(urls && { urls }) }, document, seal)',
    replace: 'urls && undefined',
    caughtBy: [broken],
  },
  {
    name: 'broken-payments-fill-the-batch',
    why: 'Payments that are broken keep no other one’s work from being done.',
    file: 'libs/store-mongo/src/due-queries.ts',
    find: 'if (payments.length === found.length || found.length < limit) return payments;',
    replace: 'return payments;',
    caughtBy: [broken],
  },
];
