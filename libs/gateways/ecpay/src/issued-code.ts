import { pageUrlPlaceholder, parseTaipeiTime, taipeiTime, type Info, type Page, type StoreChain } from '@paycore/core';
import { bankName } from '@paycore/gateway-kit';
import * as z from 'zod';

const codeMethods = ['atm', 'cvs', 'barcode'] as const;
export type CodeMethod = (typeof codeMethods)[number];
export const isCodeMethod = (method: string): method is CodeMethod =>
  (codeMethods as readonly string[]).includes(method);

/**
 * Hours after a code's deadline within which ECPay still reports that it was paid in time:
 * https://support.ecpay.com.tw/4634. Cards are reported within the hour.
 */
export const lagHours: Readonly<Record<CodeMethod, number>> = { atm: 24, cvs: 24, barcode: 72 };

/** What the payer pays by, and until when; the same from the cashier and from background issue. */
export interface IssuedCode {
  readonly info: Info;
  readonly page: Page;
  readonly expiresAt: Date;
}

/** ECPay's own page about paying by barcode. */
export const introUrl = 'https://www.ecpay.com.tw/introcvs';

/** Where codes and bar codes are paid: `PayFrom` in https://developers.ecpay.com.tw/?p=5675. */
const chains: readonly StoreChain[] = ['ibon', 'fami', 'hilife', 'ok'];

/** A code whose `PaymentType` names one chain is that chain's alone; `CVS_CVS` names none. */
const chainOf: Readonly<Record<string, StoreChain>> = {
  ...{ CVS_IBON: 'ibon', CVS_FAMILY: 'fami', CVS_HILIFE: 'hilife', CVS_OK: 'ok' },
};

const chainsOf = (paymentType = ''): readonly StoreChain[] =>
  Object.hasOwn(chainOf, paymentType) ? [chainOf[paymentType] as StoreChain] : chains;

/** A date alone means the end of that day. */
const deadline = z.string().transform((text, context) => {
  const date = parseTaipeiTime(text);
  if (!date) context.addIssue('not a date');
  return date ?? z.NEVER;
});

const account = z
  .object({
    BankCode: z.string().regex(/^\d{3}$/),
    vAccount: z.string().regex(/^\d{1,20}$/),
    ExpireDate: deadline,
  })
  .transform(({ BankCode, vAccount, ExpireDate }): IssuedCode => {
    const name = bankName(BankCode);
    return {
      info: {
        bank_code: BankCode,
        bank_name: name ?? null,
        virtual_account: vAccount,
        expire_at: taipeiTime(ExpireDate),
      },
      page: { kind: 'account', bankCode: BankCode, ...(name !== undefined && { bankName: name }), account: vAccount },
      expiresAt: ExpireDate,
    };
  });

const storeCode = z
  .object({
    PaymentNo: z.string().regex(/^[0-9A-Za-z]{1,20}$/),
    ExpireDate: deadline,
    // Only the cashier's callback has one.
    PaymentType: z.string().optional().catch(undefined),
    // Only the background issue names one.
    PaymentURL: z
      .url({ protocol: /^https?$/ })
      .optional()
      .catch(undefined),
  })
  .transform(({ PaymentNo, ExpireDate, PaymentType, PaymentURL }): IssuedCode => {
    const url = PaymentURL !== undefined && { url: PaymentURL };
    return {
      info: {
        payment_code: PaymentNo,
        ...(url && { payment_code_url: url.url }),
        expire_at: taipeiTime(ExpireDate),
      },
      page: { kind: 'code', code: PaymentNo, ...url, chains: chainsOf(PaymentType) },
      expiresAt: ExpireDate,
    };
  });

/** Code 39 has no lower case. */
const segment = z.string().regex(/^[0-9A-Z]{1,20}$/);

const barcode = z
  .object({ Barcode1: segment, Barcode2: segment, Barcode3: segment, ExpireDate: deadline })
  .transform(({ Barcode1, Barcode2, Barcode3, ExpireDate }): IssuedCode => ({
    info: barcodeInfo(
      { barcode1: Barcode1, barcode2: Barcode2, barcode3: Barcode3 },
      { expire_at: taipeiTime(ExpireDate) },
    ),
    page: { kind: 'barcode', segments: [Barcode1, Barcode2, Barcode3], introUrl, chains },
    expiresAt: ExpireDate,
  }));

/** The contract's nested object for a barcode, with what is known so far. */
export const barcodeInfo = (segments: Info = {}, term: Info = {}): Info => ({
  ecpay: {
    selected_payment_method: 'barcode',
    ...segments,
    barcode_user_copy_url: pageUrlPlaceholder,
    barcode_segments_copyable: false,
    barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes',
    barcode_intro_url: introUrl,
    ...term,
  },
});

/** ECPay's fields of a code, which have the same names everywhere: pages 2881 and 28000–28005. */
export const issuedCodes = { atm: account, cvs: storeCode, barcode } as const;
