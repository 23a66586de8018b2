import * as z from 'zod';
import { modes, productNames } from './products.ts';

/** One genuine notice, however often it came. */
const factsSchema = z.object({
  webhook_id: z.string(),
  payment_no: z.string(),
  amount: z.union([z.number(), z.string()]),
  currency: z.string(),
  paid_at: z.string().nullable(),
  paid_twice: z.boolean(),
  paid_beside: z.string().nullable(),
  times: z.number().int().positive(),
});
export type NoticeFacts = z.infer<typeof factsSchema>;

/** An order as the shop keeps it. */
export const orderSchema = z.object({
  order_no: z.string(),
  /** Of the page on which the payer pressed: a second press is the same order. */
  cart: z.string(),
  product: z.enum(productNames),
  /** Whole TWD, as the price was then. */
  amount: z.number().int().positive(),
  mode: z.enum(modes),
  ordered_at: z.string(),
  /** Why PayCore's last answer was no payment. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  notices: z.array(factsSchema),
});
export type ShopOrder = z.infer<typeof orderSchema>;

const noticeSchema = z.object({
  type: z.literal('payment.paid'),
  data: factsSchema.pick({ payment_no: true, amount: true, currency: true, paid_at: true }).extend({
    merchant_order_no: z.string(),
    status: z.literal('paid'),
    paid_twice: z.boolean().default(false),
    paid_beside: z.string().nullable().default(null),
  }),
});
export type PaidNotice = z.infer<typeof noticeSchema>['data'];

/** Undefined where the body is no notice of a paid payment. */
export const readPaidNotice = (body: unknown): PaidNotice | undefined => noticeSchema.safeParse(body).data?.data;

export type OrderState = 'waiting' | 'paid' | 'wrong_amount';

/** By genuine notices alone: the payer's coming back proves nothing. */
export function stateOf({ notices, amount }: Pick<ShopOrder, 'notices' | 'amount'>): OrderState {
  const own = notices.filter(({ paid_beside }) => paid_beside === null);
  if (own.some((each) => each.currency === 'TWD' && Number(each.amount) === amount)) return 'paid';
  return own.length > 0 ? 'wrong_amount' : 'waiting';
}
