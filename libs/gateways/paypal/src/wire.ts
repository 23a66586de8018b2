import {
  decimalText,
  PayCoreError,
  type OrderIdentity,
  type Outcome,
  type PlacedOrder,
  type PostPaymentEvent,
} from '@paycore/core';
import { amountsInLog } from '@paycore/gateway-kit';
import * as z from 'zod';
import { unclear } from './refusals.ts';

/** https://developer.paypal.com/reference/currency-codes: these take no decimals, whatever ISO 4217 says. */
const withoutDecimals: readonly string[] = ['HUF', 'JPY', 'TWD'];

/** The most that an amount may have. */
export const decimalsAt = (currency: string): number => (withoutDecimals.includes(currency) ? 0 : 2);

/** An order's money in major units as PayPal writes them: "980" TWD, "980.00" and "9.99" USD. */
export function amountText({ amount, decimals = 0, currency }: Expected): string {
  const written = decimalsAt(currency);
  return decimalText(BigInt(amount) * 10n ** BigInt(written - decimals), written);
}

export const money = z.object({ currency_code: z.string(), value: z.string() });

export type Money = z.infer<typeof money>;
type Expected = Pick<OrderIdentity, 'amount' | 'decimals' | 'currency'>;

/** Whether amount and currency are this order's; PayPal may add or leave out zero decimals. */
export function isMoneyOf({ currency_code, value }: Money, order: Expected): boolean {
  const isDecimal = /^\d{1,15}(\.\d{1,3})?$/.test(value);
  return currency_code === order.currency && isDecimal && withoutZeros(value) === withoutZeros(amountText(order));
}

/** The zeros at the end of its decimals: "9.90" → "9.9", "980.00" → "980". */
const withoutZeros = (value: string): string => value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** For the log of a mismatch. */
export const difference = ({ currency_code, value }: Money, order: Expected) => ({
  ...amountsInLog(order.decimals === undefined ? order.amount : amountText(order), value.slice(0, 40)),
  expected_currency: order.currency,
  received_currency: currency_code.slice(0, 10),
});

/** The amount without zero decimals; undefined where it is no decimal number. */
const plainText = ({ value }: Money): string | undefined =>
  /^\d{1,15}(\.\d{1,3})?$/.test(value) ? value.replace(/\.0+$/, '') : undefined;

/** A refund, reversal or dispute, with the amount where PayPal gives a plausible one. */
export function afterPayment(
  type: PostPaymentEvent['type'],
  id: string,
  money: Money | null | undefined,
): PostPaymentEvent {
  const amount = money ? plainText(money) : undefined;
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
export function readOrder(body: unknown): PayPalOrder {
  const result = order.safeParse(body);
  if (result.success) return result.data;
  throw unclear('no order', { fields: result.error.issues.map(({ path }) => path.join('.')) });
}

type Numbered = { custom_id?: string | null | undefined; invoice_id?: string | null | undefined };

/** PayPal repeats our numbers in the order, in its captures, or in one of them: those that it repeats must be this order's. */
export const isOf = (
  { custom_id, invoice_id }: Numbered,
  { paymentNo, gatewayOrderNo }: Pick<OrderIdentity, 'paymentNo' | 'gatewayOrderNo'>,
): boolean => (custom_id ?? paymentNo) === paymentNo && (invoice_id ?? gatewayOrderNo) === gatewayOrderNo;

/** What this order's PayPal-Request-Ids are made of. */
export const requestIdOf = ({ isKeyedByPayment, paymentNo, gatewayOrderNo }: OrderIdentity): string =>
  isKeyedByPayment ? paymentNo : gatewayOrderNo;

const mismatch = (received: Money, expected: Expected) =>
  new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'PayPal amount mismatch.', {
    log: difference(received, expected),
  });

/**
 * What PayPal's order means for ours. Money is only a capture that is COMPLETED, or was so before it was refunded: an order is
 * COMPLETED even if its capture is PENDING or DECLINED.
 * Throws `unavailable` where PayPal's order is not ours, and where an amount or currency differs.
 */
export function toOutcome({ id, status, purchase_units }: PayPalOrder, order: PlacedOrder): Outcome {
  const units = purchase_units ?? [];
  const captures = units.flatMap(({ payments }) => payments?.captures ?? []);
  if (id !== (order.gatewayTradeNo ?? id)) throw unclear('the order differs', { order_id: id });
  const stranger = [...units, ...captures].find((each) => !isOf(each, order));
  if (stranger) throw unclear('our numbers differ', { order_id: id });
  for (const { amount } of [...units, ...captures]) {
    if (amount && !isMoneyOf(amount, order)) throw mismatch(amount, order);
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
  return isUnderWay ? { status: 'pending', underWay: true } : { status: 'pending' };
}

/** A reversal is listed like a refund. */
function refundsOf({ id, status, amount }: Capture, refunds: readonly Refund[]): PostPaymentEvent[] {
  const done = refunds.filter((each) => (each.status ?? 'COMPLETED') === 'COMPLETED');
  if (done.length > 0) return done.map((each) => afterPayment('refunded', each.id, each.amount));
  // PayPal says that there was a refund, not which one.
  if (status === 'REFUNDED') return [afterPayment('refunded', id, amount)];
  return status === 'PARTIALLY_REFUNDED' ? [afterPayment('refunded', id, undefined)] : [];
}

function ofStatus(status: string): Outcome {
  if (status === 'APPROVED') return { status: 'pending', next: 'complete' };
  return status === 'VOIDED' ? { status: 'failed', reason: { order: status } } : { status: 'pending' };
}
