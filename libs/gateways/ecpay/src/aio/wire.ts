import { z } from 'zod';
import { issuedCodes, type IssuedCode } from '../codes.ts';
import { code } from '../values.ts';
import type { Fields } from './check-mac-value.ts';

const text = z.string().optional();
const tradeNo = z.string().min(1).optional().catch(undefined);

/** ReturnURL's and PaymentInfoURL's form, pages 2878 and 2881, and QueryPaymentInfo's answer. */
export const notice = z.object({
  MerchantTradeNo: text,
  CustomField1: text,
  RtnCode: code,
  RtnMsg: text,
  TradeNo: tradeNo,
  TradeAmt: text,
  SimulatePaid: text,
});

/** QueryTradeInfo's answer, page 2890. */
export const trade = z.object({
  MerchantID: text,
  MerchantTradeNo: text,
  TradeNo: tradeNo,
  TradeAmt: text,
  TradeStatus: code,
  PaymentType: text,
});

export function readFields<S extends z.ZodType>(schema: S, fields: Fields): z.infer<S> | undefined {
  const parsed = schema.safeParse(Object.fromEntries(fields));
  return parsed.success ? parsed.data : undefined;
}

/** Fields of the other methods are absent or empty; undefined where none can be read. */
export function readCode(fields: Fields): IssuedCode | undefined {
  for (const schema of [issuedCodes.atm, issuedCodes.cvs, issuedCodes.barcode]) {
    const issued = readFields<z.ZodType<IssuedCode>>(schema, fields);
    if (issued) return issued;
  }
  return undefined;
}
