import * as z from 'zod';

const text = (limit: number) => z.string().max(limit);

/** A PHP shop's numbers come as text, and are taken. */
const count = z
  .union([z.number(), z.string().regex(/^\d{1,12}$/)])
  .transform(Number)
  .pipe(z.number().int().min(1));

const number = (max: number, standard: number) => count.pipe(z.number().max(max)).default(standard);

const head = z.object({
  MerchantID: z.string(),
  PlatformID: text(10).default(''),
  OrderInfo: z.object({
    MerchantTradeNo: z.string().regex(/^[0-9A-Za-z]{1,20}$/),
    MerchantTradeDate: z.string().regex(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/),
    TotalAmount: count,
    ReturnURL: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .regex(/^[^;|`]*$/),
    TradeDesc: text(200).min(1),
    ItemName: text(400).min(1),
  }),
  CustomField: z.string().default(''),
});

/** `Data` of GenPaymentCode as pages 28000–28005 limit it. */
export const generate = z.discriminatedUnion('ChoosePayment', [
  head.extend({
    ChoosePayment: z.literal('ATM'),
    ATMInfo: z.object({
      ExpireDate: number(60, 3),
      ATMBankCode: z
        .string()
        .regex(/^(\d{3})?$/)
        .default(''),
    }),
  }),
  head.extend({
    ChoosePayment: z.literal('CVS'),
    CVSInfo: z.object({
      ExpireDate: number(43_200, 10_080),
      CVSCode: z.enum(['CVS', 'OK', 'FAMILY', 'HILIFE', 'IBON']).default('CVS'),
    }),
  }),
  head.extend({ ChoosePayment: z.literal('BARCODE'), BarcodeInfo: z.object({ ExpireDate: number(30, 7) }) }),
]);
export type Generate = z.infer<typeof generate>;

export const query = z.object({ MerchantID: z.string(), MerchantTradeNo: z.string() });

export const envelope = z.object({
  MerchantID: z.string(),
  RqHeader: z.object({ Timestamp: z.number() }),
  Data: z.string(),
});
