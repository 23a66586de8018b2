import * as z from 'zod';
import { methods } from '../methods.ts';

const optional = (limit: number) => z.string().max(limit).default('');

const url = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .regex(/^[^;|`]*$/);
const optionalUrl = z.union([url, z.literal('')]).default('');

const count = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number)
    .refine((value) => value <= max)
    .optional();

/** Fields of AioCheckOut as page 2862 limits them. Fields that are not simulated may stand beside, for the MAC. */
export const checkout = z
  .object({
    MerchantID: z.string(),
    MerchantTradeNo: z.string().regex(/^[0-9A-Za-z]{1,20}$/),
    MerchantTradeDate: z.string().regex(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/),
    PaymentType: z.literal('aio'),
    TotalAmount: z
      .string()
      .regex(/^[1-9]\d{0,11}$/)
      .transform(Number),
    TradeDesc: z.string().min(1).max(200),
    ItemName: z.string().min(1).max(400),
    ReturnURL: url,
    ChoosePayment: z.enum(['ALL', ...Object.values(methods).map(({ name }) => name)]),
    ChooseSubPayment: optional(20),
    NeedExtraPaidInfo: z.enum(['Y', 'N', '']).default('N'),
    EncryptType: z.literal('1'),
    PaymentInfoURL: optionalUrl,
    ClientRedirectURL: optionalUrl,
    OrderResultURL: optionalUrl,
    PlatformID: optional(10),
    StoreID: optional(20),
    CustomField1: optional(50),
    CustomField2: optional(50),
    CustomField3: optional(50),
    CustomField4: optional(50),
    /** Days, of an ATM account. */
    ExpireDate: count(60),
    /** Minutes of a CVS code, but days of a barcode. */
    StoreExpireDate: count(43_200),
  })
  .refine(({ OrderResultURL, ReturnURL }) => OrderResultURL !== ReturnURL, { path: ['OrderResultURL'] })
  .refine(({ ChoosePayment, StoreExpireDate = 1 }) => ChoosePayment !== 'BARCODE' || StoreExpireDate <= 30, {
    path: ['StoreExpireDate'],
  });
export type Checkout = z.infer<typeof checkout>;

export const query = z.object({ MerchantID: z.string(), MerchantTradeNo: z.string(), TimeStamp: z.coerce.number() });
