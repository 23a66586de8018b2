import { taipeiTime, type Order } from '@paycore/core';
import * as z from 'zod';
import type { Credentials } from './credentials.ts';

/** ECPay sends the same code sometimes as a number, sometimes as text. */
export const code = z.union([z.number().int(), z.string().regex(/^-?\d{1,10}$/)]).transform(String);

/** Whole TWD, as an integer or its digits; undefined for anything else. */
export function readAmount(value: unknown): number | undefined {
  if (typeof value === 'string') return /^[1-9]\d{0,11}$/.test(value) ? Number(value) : undefined;
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** The text of a JSON string or integer; undefined for anything else, even where it would print as one. */
export function readScalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

export const merchantFields = ({ merchantId, platformId }: Credentials) => ({
  MerchantID: merchantId,
  ...(platformId !== undefined && { PlatformID: platformId }),
});

/** `yyyy/MM/dd HH:mm:ss`, when the order was created: the same on each repeat. */
export const tradeDate = ({ createdAt }: Order): string => taipeiTime(createdAt).replaceAll('-', '/');

const clampedDays = ({ expireDays }: Order, max: number) => Math.min(Math.max(expireDays, 1), max);

/** How long a code can be paid, in its method's unit and within ECPay's range: 1–60 days, 1–43200 minutes, 1–30 days. */
export const terms = {
  atm: (order: Order) => clampedDays(order, 60),
  cvs: (order: Order) => clampedDays(order, 30) * 1440,
  barcode: (order: Order) => clampedDays(order, 30),
} as const;

/** ECPay blocks an IP address with too many calls for half an hour: https://developers.ecpay.com.tw/?p=2890. */
export const blockedSeconds = 1800;

/**
 * An issued code (2 for ATM, 10100073 for stores) is not a payment, and with 10300066 ECPay waits for the bank:
 * https://developers.ecpay.com.tw/?p=2878. Anything else but 1 ends the order, whose number ECPay never accepts again.
 */
const waiting: readonly string[] = ['2', '10100073', '10300066'];

export function statusOf(rtnCode: string): 'paid' | 'pending' | 'failed' {
  if (rtnCode === '1') return 'paid';
  return waiting.includes(rtnCode) ? 'pending' : 'failed';
}
