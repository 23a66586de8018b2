import { z } from 'zod';

const text = (limit: number) => z.string().max(limit);

/** `Data` of GenPaymentCode as page 28005 limits it; only ATM is simulated. */
export const generate = z.object({
  MerchantID: z.string(),
  PlatformID: text(10).default(''),
  ChoosePayment: z.literal('ATM'),
  OrderInfo: z.object({
    MerchantTradeNo: z.string().regex(/^[0-9A-Za-z]{1,20}$/),
    MerchantTradeDate: z.string().regex(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/),
    TotalAmount: z.number().int().min(1),
    ReturnURL: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .regex(/^[^;|`]*$/),
    TradeDesc: text(200).min(1),
    ItemName: text(400).min(1),
  }),
  ATMInfo: z.object({
    ExpireDate: z.number().int().min(1).max(60).default(3),
    ATMBankCode: z
      .string()
      .regex(/^(\d{3})?$/)
      .default(''),
  }),
  CustomField: z.string().default(''),
});
export type Generate = z.infer<typeof generate>;

export const query = z.object({ MerchantID: z.string(), MerchantTradeNo: z.string() });

export const envelope = z.object({
  MerchantID: z.string(),
  RqHeader: z.object({ Timestamp: z.number() }),
  Data: z.string(),
});

const firewalled = ['echo', 'curl', 'wget', 'cmd', 'bash', 'python', 'powershell', 'exec', 'eval', 'system'];

/** ECPay's firewall takes such words for an attack. */
export const isFirewalled = ({ OrderInfo: { ItemName, TradeDesc } }: Generate): boolean =>
  firewalled.some((word) => `${ItemName}\n${TradeDesc}`.toLowerCase().includes(word));
