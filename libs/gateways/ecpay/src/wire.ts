import { parseTaipeiTime, taipeiTime, type Created, type Order } from '@paycore/core';
import { z } from 'zod';
import { bankName } from './banks.ts';
import type { Credentials } from './credentials.ts';
import { cleanText } from './texts.ts';

/** ECPay writes the same code as a number here and as text there. */
const code = z.union([z.number().int(), z.string().regex(/^-?\d{1,10}$/)]).transform(String);

const tradeNo = z.string().min(1).optional().catch(undefined);

/** What every answer's and notice's `Data` begins with. */
export const verdict = z.object({ RtnCode: code, RtnMsg: z.string().optional().catch(undefined) });

/** The order as ECPay knows it; who reads it compares it with what was asked. */
const orderInfo = z.object({
  MerchantTradeNo: z.string(),
  TradeNo: tradeNo,
  TradeAmt: z.unknown().optional(),
  TradeStatus: code.optional(),
});

/** QueryTrade's answer, page 28020. */
export const trade = verdict.extend({ MerchantID: z.unknown().optional(), OrderInfo: orderInfo });
export type Trade = z.infer<typeof trade>;

/** The payment notice, page 28010. `SimulatePaid` stands at the top and only there where it is 1. */
export const notice = trade.extend({ SimulatePaid: code.optional() });
export type Notice = z.infer<typeof notice>;

/** GenPaymentCode's and QueryPaymentInfo's answer for ATM, page 28005. */
export const atmCode = trade.extend({
  ATMInfo: z.object({
    BankCode: z.string().regex(/^\d{3}$/),
    vAccount: z.string().regex(/^\d{1,20}$/),
    ExpireDate: z.string().transform((text, context) => {
      const date = parseTaipeiTime(text);
      if (!date) context.addIssue('not a date');
      return date ?? z.NEVER;
    }),
  }),
});
export type AtmCode = z.infer<typeof atmCode>;

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

/** GenPaymentCode's `Data`. An empty bank code leaves the bank to ECPay. */
export const atmRequest = (credentials: Credentials, order: Order) => ({
  ...merchantFields(credentials),
  ChoosePayment: 'ATM',
  OrderInfo: {
    MerchantTradeNo: order.gatewayOrderNo,
    MerchantTradeDate: taipeiTime(order.createdAt).replaceAll('-', '/'),
    TotalAmount: order.amount,
    ReturnURL: order.urls.callback,
    TradeDesc: cleanText(order.description ?? order.itemName),
    ItemName: cleanText(order.itemName),
  },
  ATMInfo: { ExpireDate: Math.min(Math.max(order.expireDays, 1), 60), ATMBankCode: '' },
});

export function toCreated({ ATMInfo, OrderInfo }: AtmCode): Created {
  const name = bankName(ATMInfo.BankCode);
  return {
    ...(OrderInfo.TradeNo !== undefined && { gatewayTradeNo: OrderInfo.TradeNo }),
    info: {
      bank_code: ATMInfo.BankCode,
      bank_name: name ?? null,
      virtual_account: ATMInfo.vAccount,
      expire_at: taipeiTime(ATMInfo.ExpireDate),
    },
    page: {
      kind: 'account',
      bankCode: ATMInfo.BankCode,
      ...(name !== undefined && { bankName: name }),
      account: ATMInfo.vAccount,
    },
    expiresAt: ATMInfo.ExpireDate,
  };
}
