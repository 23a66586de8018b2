import * as z from 'zod';
import { issuedCodes, lagHours, type IssuedCode } from '../issued-code.ts';
import { code } from '../wire.ts';
import type { Fields } from './sign.ts';

const text = z.string().optional();
const tradeNo = z.string().min(1).optional().catch(undefined);

/** ReturnURL's and PaymentInfoURL's form, pages 2878 and 2881, and QueryPaymentInfo's answer. */
export const codeOrPayment = z.object({
  MerchantTradeNo: text,
  CustomField1: text,
  RtnCode: code,
  RtnMsg: text,
  TradeNo: tradeNo,
  TradeAmt: text,
  SimulatePaid: text,
});
export type CodeOrPayment = z.infer<typeof codeOrPayment>;

/** QueryTradeInfo's answer, page 2890. */
export const trade = z.object({
  MerchantID: text,
  MerchantTradeNo: text,
  TradeNo: tradeNo,
  TradeAmt: text,
  TradeStatus: code,
  PaymentType: text,
});
export type Trade = z.infer<typeof trade>;

export function readFields<S extends z.ZodType>(schema: S, fields: Fields): z.infer<S> | undefined {
  const parsed = schema.safeParse(Object.fromEntries(fields));
  return parsed.success ? parsed.data : undefined;
}

/** The code of whichever method the payer chose, and its lag, which `ecpay/aio` does not tell. */
export type ChosenCode = IssuedCode & { readonly lagHours: number };

/** Fields of the other methods are absent or empty; undefined where no code can be read. */
export function readCode(fields: Fields): ChosenCode | undefined {
  for (const method of ['atm', 'cvs', 'barcode'] as const) {
    const issued = readFields<z.ZodType<IssuedCode>>(issuedCodes[method], fields);
    if (issued) return { ...issued, lagHours: lagHours[method] };
  }
  return undefined;
}

/**
 * Undefined where a name is repeated, since two readers may see different values. Names that differ only in letter case
 * count as repeated, since the MAC is blind to it.
 */
function unique(pairs: readonly (readonly [string, string])[]): Fields | undefined {
  const names = new Set(pairs.map(([name]) => name.toLowerCase()));
  return names.size === pairs.length ? new Map(pairs) : undefined;
}

/** A form as browsers and ECPay's server post it. */
export const readForm = (body: string): Fields | undefined => unique([...new URLSearchParams(body)]);

/** An answer to a query looks like a form, but its values are not escaped. */
export const readLine = (line: string): Fields | undefined =>
  unique(
    line
      .trim()
      .split('&')
      .map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );

/**
 * The signed text joins fields with unescaped `&` and `=`, so it can be split into other fields, as long as the rest hides in
 * some value. A form with a value that contains a field is therefore refused.
 */
export const hidesFields = (fields: Fields): boolean => [...fields.values()].some((value) => /&[^&=]*=/.test(value));
