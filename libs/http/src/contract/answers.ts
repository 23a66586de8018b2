import { decimalAmount, maxAmount, maxAttempts, pageLimits, pageLocales, paymentStatuses } from '@paycore/core';
import * as z from 'zod';

/** Strict schemas of PayCore's answers, for the documentation and the specs. Answers are not parsed with them on the way out. */

const instant = z.iso.datetime();
const webUrl = z.url({ protocol: /^https?$/ });
const word = z.string().regex(/^[a-z][a-z0-9-]*$/);
/** What follows `/pay/{gateway}/`: `aio/credit`. */
const route = z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/);
const side = z.enum(['test', 'production']);

/** What a gateway issued for a payment; each gateway documents its own fields. */
const paymentInfo = z.record(z.string(), z.unknown());

/** In the form that the create sent: decimal text stays text, and has as many decimals. */
const amount = z.union([z.int().min(1).max(maxAmount), z.string().regex(decimalAmount)]);

/** What all attempts of a payment brought has up to two digits more. */
const received = z.union([z.int().min(0), z.string().regex(/^(0|[1-9]\d{0,13})(\.\d+)?$/)]);

/** One order at one gateway for the payment. */
export const attemptData = z.strictObject({
  attempt_no: z.int().min(1).max(maxAttempts),
  gateway: word,
  method: word,
  gateway_order_no: z.string().min(1).max(20),
  gateway_trade_no: z.string().min(1).nullable(),
  status: z.enum(paymentStatuses),
  payment_info: paymentInfo,
  created_at: instant,
  expires_at: instant.nullable(),
  paid_at: instant.nullable(),
});

const paymentNo = z.string().regex(/^PAY\d{12}[A-Z]{8}$/);

/** A payment, as query and sync answer it. */
export const paymentData = z.strictObject({
  payment_no: paymentNo,
  merchant_order_no: z.string().min(1).max(100),
  gateway: word,
  method: word,
  amount,
  currency: z.string().min(1).max(10),
  status: z.enum(paymentStatuses),
  payment_url: webUrl.nullable(),
  payment_info: paymentInfo,
  environment: side,
  simulated: z.boolean(),
  created_at: instant,
  paid_at: instant.nullable(),
  expires_at: instant.nullable(),
  mode: z.enum(['direct', 'all_in_one']),
  attempts: z.array(attemptData).max(maxAttempts),
  received_amount: received,
  paid_twice: z.boolean(),
  paid_beside: paymentNo.nullable(),
  closed_reason: z.enum(['cancelled', 'paid_beside', 'refused', 'expired']).nullable(),
});

/** A form the payer's browser may submit instead of going to `payment_url`. */
export const redirectForm = z.strictObject({
  action: webUrl,
  method: z.literal('POST'),
  fields: z.record(z.string(), z.string()),
});

export const createdData = paymentData.extend({ created: z.boolean(), redirect_form: redirectForm.optional() });

/** Of a create for which the payer picks the method. */
export const linkedData = paymentData.extend({ created: z.boolean() });

const limit = z.int().min(1).max(maxAmount).nullable();

/** A method that the payer of some money can use now. */
export const offeredMethod = z.strictObject({
  gateway: word,
  method: route,
  min: limit,
  max: limit,
  currencies: z.array(z.string().regex(/^[A-Z]{3}$/)).nullable(),
});

export const offeredData = z.strictObject({ methods: z.array(offeredMethod) });

/** An account at a gateway that a project has stored. */
export const storedGateway = z.strictObject({
  gateway: word,
  account: z.string().regex(/^([\s\S]{2}\*{3}[\s\S]{2}|\*{3})$/),
  environment: side,
  version: z.int().min(1),
  verified_at: instant.nullable(),
  verify_result: z.enum(['valid', 'invalid', 'unverifiable']).nullable(),
});

export const gatewaysData = z.strictObject({ gateways: z.array(storedGateway) });

/** Whether payers may pick a method, and for amounts from and to how much. */
export const shownSetting = z.strictObject({
  gateway: word,
  method: route,
  enabled: z.boolean(),
  min: limit,
  max: limit,
});

export const methodListData = z.strictObject({ version: z.int().min(0), methods: z.array(shownSetting) });

/** How payers see the shop. */
export const pageData = z.strictObject({
  shop_name: z.string().min(1).max(pageLimits.shopName).nullable(),
  accent_color: z
    .string()
    .regex(/^#[0-9A-F]{6}$/)
    .nullable(),
  support_contact: z.string().min(1).max(pageLimits.supportContact).nullable(),
  default_locale: z.enum(pageLocales).nullable(),
  success_redirect_seconds: z.int().min(0).max(pageLimits.redirectSeconds).nullable(),
  logo: z
    .strictObject({
      url: webUrl,
      type: z.enum(['image/png', 'image/webp']),
      width: z.int().min(1),
      height: z.int().min(1),
    })
    .nullable(),
});

/** In major units: 980.5. */
export const paidMoney = z.strictObject({
  today_amount: z.number(),
  month_amount: z.number(),
  to_return_amount: z.number(),
});

export const overviewData = paidMoney.extend({
  by_currency: z.record(z.string(), paidMoney),
  recent_transactions: z.array(paymentData).max(10),
});

export const listData = z.strictObject({
  payments: z.array(paymentData).max(100),
  next_cursor: z.string().min(1).max(200).nullable(),
});

export const balanceData = z.strictObject({
  gateway: word,
  balance: z.union([z.int(), z.string()]).nullable(),
  raw_response: z.unknown(),
});

export const healthData = z.strictObject({ status: z.literal('ok') });

/** `{"success": true, "data", "message"}`. */
export const answerOf = <Data extends z.ZodType>(data: Data, message: string) =>
  z.strictObject({ success: z.literal(true), data, message: z.literal(message) });

export const answers = {
  created: answerOf(createdData, 'Payment created successfully'),
  linked: answerOf(linkedData, 'Payment created successfully'),
  offered: answerOf(offeredData, 'Methods found'),
  found: answerOf(paymentData, 'Payment found'),
  synced: answerOf(paymentData, 'Payment synced'),
  cancelled: answerOf(paymentData, 'Payment cancelled'),
  listed: answerOf(listData, 'Payments found'),
  overview: answerOf(overviewData, 'Overview found'),
  balance: answerOf(balanceData, 'Gateway action completed'),
  gatewaysFound: answerOf(gatewaysData, 'Gateways found'),
  gatewayStored: answerOf(gatewaysData, 'Gateway stored'),
  gatewayRemoved: answerOf(gatewaysData, 'Gateway removed'),
  gatewayVerified: answerOf(gatewaysData, 'Gateway verified'),
  methodsFound: answerOf(methodListData, 'Methods found'),
  methodsStored: answerOf(methodListData, 'Methods stored'),
  pageFound: answerOf(pageData, 'Page found'),
  pageStored: answerOf(pageData, 'Page stored'),
  logoStored: answerOf(pageData, 'Logo stored'),
  logoRemoved: answerOf(pageData, 'Logo removed'),
  healthy: answerOf(healthData, 'OK'),
} as const;

/** Every error answer, whatever its status. */
export const failure = z.strictObject({
  success: z.literal(false),
  message: z.string().min(1),
  error: z.strictObject({
    error_code: z.string().regex(/^([A-Z][A-Z0-9_]*|gateway_sync_not_supported)$/),
    fields: z.record(z.string(), z.array(z.string().min(1)).min(1)).optional(),
    payment_no: paymentNo.optional(),
  }),
});

/** What PayCore posts to `payok_url`: the payment as query shows it, without the page's URL, which holds a token. */
export const notice = z.strictObject({
  type: z.literal('payment.paid'),
  timestamp: instant,
  data: paymentData.extend({
    status: z.literal('paid'),
    payment_url: z.null(),
    paid_at: instant,
    attempts: z.array(attemptData.omit({ payment_info: true })).max(maxAttempts),
  }),
});
