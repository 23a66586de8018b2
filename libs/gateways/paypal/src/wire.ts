import { PayCoreError, type Outcome, type Payment, type PaymentRequest, type PostPaymentEvent } from '@paycore/core';
import { amountsInLog } from '@paycore/gateway-kit';
import { z } from 'zod';
import { unclear } from './refusals.ts';

/** https://developer.paypal.com/reference/currency-codes: these take no decimals, whatever ISO 4217 says. */
const withoutDecimals: readonly string[] = ['HUF', 'JPY', 'TWD'];

/** Whole major units as PayPal writes them. */
export const amountText = (amount: number, currency: string): string =>
  withoutDecimals.includes(currency) ? String(amount) : `${amount}.00`;

export const money = z.object({ currency_code: z.string(), value: z.string() });

export type Money = z.infer<typeof money>;
type Asked = Pick<PaymentRequest, 'amount' | 'currency'>;

/** Whether it is this payment's money; PayPal may add or leave out decimals of zero. */
export function isMoneyOf({ currency_code, value }: Money, { amount, currency }: Asked): boolean {
  const whole = /^(\d{1,15})(?:\.0{1,3})?$/.exec(value)?.[1];
  return currency_code === currency && whole === String(amount);
}

/** For the log of a mismatch. */
export const difference = ({ currency_code, value }: Money, { amount, currency }: Asked) => ({
  ...amountsInLog(amount, value.slice(0, 40)),
  expected_currency: currency,
  received_currency: currency_code.slice(0, 10),
});

/** Decimal text without decimals of zero; undefined where it is none. */
const decimalText = ({ value }: Money): string | undefined =>
  /^\d{1,15}(\.\d{1,3})?$/.test(value) ? value.replace(/\.0+$/, '') : undefined;

/** What became of money later, with the amount where PayPal says a plausible one. */
export function afterPayment(
  type: PostPaymentEvent['type'],
  id: string,
  money: Money | null | undefined,
): PostPaymentEvent {
  const amount = money ? decimalText(money) : undefined;
  const currency = /^[A-Z]{3}$/.exec(money?.currency_code ?? '')?.[0];
  return { type, id, ...(amount !== undefined && currency !== undefined && { amount, currency }) };
}

const capture = z.object({
  id: z.string().regex(/^\w{1,40}$/),
  status: z.string(),
  amount: money.nullish(),
  custom_id: z.string().nullish(),
  invoice_id: z.string().nullish(),
});

const refund = z.object({ id: z.string().regex(/^\w{1,40}$/), status: z.string().nullish(), amount: money.nullish() });

const unit = z.object({
  custom_id: z.string().nullish(),
  invoice_id: z.string().nullish(),
  amount: money.nullish(),
  // A refund that cannot be read must not hide the money that came before it.
  payments: z
    .object({ captures: z.array(capture).nullish(), refunds: z.array(refund).nullish().catch(null) })
    .nullish(),
});

const order = z.object({
  id: z.string().regex(/^[A-Z0-9]{1,36}$/),
  status: z.string(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).nullish(),
  purchase_units: z.array(unit).nullish(),
});

export type PayPalOrder = z.infer<typeof order>;
type Capture = z.infer<typeof capture>;
type Refund = z.infer<typeof refund>;

/** Throws `unavailable` for what is no order. */
export function readOrder(said: unknown): PayPalOrder {
  const result = order.safeParse(said);
  if (result.success) return result.data;
  throw unclear('no order', { fields: result.error.issues.map(({ path }) => path.join('.')) });
}

type Numbered = { custom_id?: string | null | undefined; invoice_id?: string | null | undefined };

/** PayPal says our numbers in the order and in its captures, or in one of them: those that it says are this payment's. */
export const isOf = (
  { custom_id, invoice_id }: Numbered,
  { paymentNo, gatewayOrderNo }: Pick<Payment, 'paymentNo' | 'gatewayOrderNo'>,
): boolean => (custom_id ?? paymentNo) === paymentNo && (invoice_id ?? gatewayOrderNo) === gatewayOrderNo;

const mismatch = (received: Money, { request }: Payment) =>
  new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'PayPal amount mismatch.', {
    log: difference(received, request),
  });

/**
 * What an order of PayPal's says of the payment. Only a capture that is COMPLETED, or was and is refunded, is money: an
 * order is COMPLETED as well with a capture that is PENDING or DECLINED.
 * Throws `unavailable` for an order of another payment, and where an amount or currency differs.
 */
export function toOutcome({ id, status, purchase_units }: PayPalOrder, payment: Payment): Outcome {
  const units = purchase_units ?? [];
  const captures = units.flatMap(({ payments }) => payments?.captures ?? []);
  if (id !== (payment.gatewayTradeNo ?? id)) throw unclear('the order differs', { order_id: id });
  const strange = [...units, ...captures].find((each) => !isOf(each, payment));
  if (strange) throw unclear('our numbers differ', { order_id: id });
  for (const { amount } of [...units, ...captures]) {
    if (amount && !isMoneyOf(amount, payment.request)) throw mismatch(amount, payment);
  }
  const refunds = units.flatMap(({ payments }) => payments?.refunds ?? []);
  return { gatewayTradeNo: id, ...(status === 'COMPLETED' ? ofCaptures(captures, refunds) : ofStatus(status)) };
}

const lost: readonly string[] = ['DECLINED', 'FAILED'];
const refunded: readonly string[] = ['REFUNDED', 'PARTIALLY_REFUNDED'];
const moneyCame: readonly string[] = ['COMPLETED', ...refunded];

function ofCaptures(captures: readonly Capture[], refunds: readonly Refund[]): Outcome {
  const money = captures.find(({ status, amount }) => moneyCame.includes(status) && amount);
  if (money) {
    const postPayment = refundsOf(money, refunds);
    const info = { paypal_capture_id: money.id };
    return { status: 'paid', info, ...(postPayment.length > 0 && { postPayment }) };
  }
  const isLost = captures.length > 0 && captures.every(({ status }) => lost.includes(status));
  if (isLost) return { status: 'failed', reason: { capture: captures[0]?.status } };
  // A bank transfer, or PayPal's own review, takes days.
  const isUnderWay = captures.some(({ status }) => status === 'PENDING');
  return { status: 'pending', ...(isUnderWay && { isUnderWay }) };
}

/** A reversal stands there as a refund does. */
function refundsOf({ id, status, amount }: Capture, refunds: readonly Refund[]): PostPaymentEvent[] {
  const done = refunds.filter((each) => (each.status ?? 'COMPLETED') === 'COMPLETED');
  if (done.length > 0) return done.map((each) => afterPayment('refunded', each.id, each.amount));
  // PayPal says that there was one and not which.
  if (status === 'REFUNDED') return [afterPayment('refunded', id, amount)];
  return status === 'PARTIALLY_REFUNDED' ? [afterPayment('refunded', id, undefined)] : [];
}

function ofStatus(status: string): Outcome {
  if (status === 'APPROVED') return { status: 'pending', next: 'complete' };
  return status === 'VOIDED' ? { status: 'failed', reason: { order: status } } : { status: 'pending' };
}
