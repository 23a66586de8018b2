import type * as z from 'zod';
import * as infos from './infos.ts';

interface Refusal {
  readonly message: string;
  readonly error: { readonly error_code: string };
}

/** What a gateway and its callbacks are like, whatever the method. */
interface Traits {
  readonly gateway: string;
  readonly ack: string;
  /** Whether the gateway can be asked for a payment. */
  readonly canQuery: boolean;
  /** Whether it knows payments in which no money moves. */
  readonly simulates: boolean;
  /** Whether it refuses a try that may be repeated. */
  readonly declines: boolean;
  readonly wrongAmount: Refusal;
  readonly forged: Refusal;
  /** Decimal places of `amount`, where it is no whole number of the currency: 98_000 are TWD 980.00. */
  readonly decimals?: number;
}

/** One create endpoint of the contract. */
export interface Row extends Traits {
  /** Its number in the contract's table. */
  readonly number: number;
  readonly path: string;
  readonly method: string;
  readonly currency: string;
  readonly amount: number;
  /** Whether the payer's browser takes the order to the gateway, by `redirect_form`. */
  readonly hasForm: boolean;
  /** What that form holds, among other fields. */
  readonly form?: (amount: number, paymentNo: string) => object;
  /** `payment_info` at create, and once the gateway has issued what the payer needs. */
  readonly created: z.ZodType;
  readonly issued: z.ZodType;
}

const refused = (message: string, error_code = 'CALLBACK_REFUSED'): Refusal => ({ message, error: { error_code } });
const received = JSON.stringify({ success: true, message: 'Webhook received' });

const ecpay = {
  gateway: 'ecpay',
  ack: '1|OK',
  canQuery: true,
  simulates: true,
  declines: false,
  wrongAmount: refused('ECPay amount mismatch.'),
} as const;
const cashier = {
  ...ecpay,
  hasForm: true,
  form: (amount: number, paymentNo: string) => ({ fields: { TotalAmount: String(amount), CustomField1: paymentNo } }),
  forged: refused('ECPay CheckMacValue verification failed.'),
} as const;
const background = {
  ...ecpay,
  hasForm: false,
  forged: refused('ECPay encrypted background callback transaction not found.'),
} as const;
const smilepay = {
  gateway: 'smilepay',
  ack: 'OK',
  canQuery: false,
  simulates: true,
  declines: false,
  hasForm: false,
  wrongAmount: refused('SmilePay amount mismatch.'),
  forged: refused('SmilePay validation token mismatch.'),
} as const;
const paypal = {
  gateway: 'paypal',
  ack: received,
  canQuery: true,
  simulates: false,
  declines: true,
  hasForm: false,
  wrongAmount: refused('PayPal amount mismatch.'),
  forged: refused('PayPal webhook verification failed.', 'PAYPAL_WEBHOOK_VERIFY_FAILED'),
} as const;
const stripe = {
  gateway: 'stripe',
  ack: received,
  canQuery: true,
  simulates: false,
  declines: true,
  hasForm: false,
  wrongAmount: refused('Stripe amount mismatch.'),
  forged: refused('The Stripe-Signature is missing or not valid.', 'STRIPE_WEBHOOK_SIGNATURE_INVALID'),
  decimals: 2,
} as const;
const plus = {
  gateway: 'plus',
  ack: received,
  canQuery: false,
  simulates: false,
  declines: false,
  hasForm: false,
  wrongAmount: refused('PLUS money mismatch.'),
  forged: refused('PLUS callback secret mismatch.'),
} as const;

const at = (number: number, path: string, method: string, created: z.ZodType, issued = created) => ({
  number,
  path,
  method,
  currency: 'TWD',
  amount: 980,
  created,
  issued,
});

const byIntent = (number: number, name: string, method: string, type: string, currency: string, amount = 980): Row => ({
  ...stripe,
  ...at(number, `stripe/${name}`, method, infos.intent(type)),
  currency,
  amount,
});

/** Rows 4 to 23 of the contract. */
export const rows: readonly Row[] = [
  { ...cashier, ...at(4, 'ecpay/aio', 'all', infos.nothing, infos.ecpayAccount) },
  { ...cashier, ...at(5, 'ecpay/aio/credit', 'credit', infos.nothing) },
  { ...cashier, ...at(6, 'ecpay/aio/atm', 'atm', infos.nothing, infos.ecpayAccount) },
  { ...cashier, ...at(7, 'ecpay/aio/cvs', 'cvs', infos.nothing, infos.ecpayCode) },
  { ...cashier, ...at(8, 'ecpay/aio/barcode', 'barcode', infos.ecpayBarcodeToCome, infos.ecpayBarcode) },
  { ...background, ...at(9, 'ecpay/atm', 'atm', infos.ecpayAccount) },
  { ...background, ...at(10, 'ecpay/cvs', 'cvs', infos.ecpayCodeWithUrl) },
  { ...background, ...at(11, 'ecpay/barcode', 'barcode', infos.ecpayBarcode) },
  { ...smilepay, ...at(12, 'smilepay/atm', 'atm', infos.smilepayAccount) },
  { ...smilepay, ...at(13, 'smilepay/cvs', 'cvs', infos.smilepayCode) },
  { ...smilepay, ...at(14, 'smilepay/barcode', 'barcode', infos.smilepayBarcode) },
  { ...paypal, ...at(15, 'paypal/checkout', 'checkout', infos.approval) },
  byIntent(16, 'credit', 'credit', 'card', 'TWD', 98_000),
  byIntent(17, 'alipay', 'alipay', 'alipay', 'CNY'),
  byIntent(18, 'wechat-pay', 'wechat', 'wechat_pay', 'HKD'),
  byIntent(19, 'grabpay', 'grabpay', 'grabpay', 'SGD'),
  byIntent(20, 'paynow', 'paynow', 'paynow', 'SGD'),
  byIntent(21, 'promptpay', 'promptpay', 'promptpay', 'THB', 9_800),
  byIntent(22, 'fpx', 'fpx', 'fpx', 'MYR'),
  { ...plus, ...at(23, 'plus/atm', 'atm', infos.plusAccount) },
];
