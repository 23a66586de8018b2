import { taipeiTime, type Order } from '@paycore/core';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';

/** ECPay writes the same code as a number here and as text there. */
export const code = z.union([z.number().int(), z.string().regex(/^-?\d{1,10}$/)]).transform(String);

/** Whole TWD, as an integer or its digits; undefined for all else. */
export function readAmount(value: unknown): number | undefined {
  if (typeof value === 'string') return /^[1-9]\d{0,11}$/.test(value) ? Number(value) : undefined;
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** The text of a JSON string or integer; undefined for all else, which must not pass for one by being printed. */
export function readScalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

export const merchantFields = ({ merchantId, platformId }: Credentials) => ({
  MerchantID: merchantId,
  ...(platformId !== undefined && { PlatformID: platformId }),
});

/** `yyyy/MM/dd HH:mm:ss`, when the payment was created: the same on each repeat. */
export const tradeDate = ({ createdAt }: Order): string => taipeiTime(createdAt).replaceAll('-', '/');

const clampedDays = ({ expireDays }: Order, max: number) => Math.min(Math.max(expireDays, 1), max);

/** How long a code can be paid, in the unit of its method and within ECPay's range: days 1–60, minutes 1–43200, days 1–30. */
export const terms = {
  atm: (order: Order) => clampedDays(order, 60),
  cvs: (order: Order) => clampedDays(order, 30) * 1440,
  barcode: (order: Order) => clampedDays(order, 30),
} as const;

/** ECPay blocks an address that asks too often: https://developers.ecpay.com.tw/?p=2890, half an hour. */
export const blockedSeconds = 1800;

/**
 * A code issued (2 for ATM, 10100073 for stores) is no payment, and 10300066 asks to wait for the bank's word:
 * https://developers.ecpay.com.tw/?p=2878. All else but 1 ends the order, whose number ECPay never takes again.
 */
const waiting: readonly string[] = ['2', '10100073', '10300066'];

export function statusOf(rtnCode: string): 'paid' | 'pending' | 'failed' {
  if (rtnCode === '1') return 'paid';
  return waiting.includes(rtnCode) ? 'pending' : 'failed';
}
