import { isLoopback } from '../loopback-send.ts';
import * as z from 'zod';
import type { DemoAccess } from '../demo-file.ts';
import type { ShopOrder } from './order.ts';
import { products } from './products.ts';

/** Longer than PayCore waits for a create of the same order that is under way. */
const TIMEOUT_MS = 30_000;

const answerSchema = z.union([
  z.object({
    success: z.literal(true),
    data: z.object({ payment_no: z.string(), payment_url: z.url({ protocol: /^https?$/ }).nullable() }),
  }),
  z.object({ success: z.literal(false), message: z.string(), error: z.object({ error_code: z.string() }) }),
]);

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Where to send the payer; null where there is nothing to pay. */
export type Asked = { readonly url: string | null } | { readonly refusal: Refusal };

const noAnswer: Asked = { refusal: { code: 'NO_ANSWER', message: 'PayCore gave no answer.' } };

/** Asks PayCore for the order's payment. To ask again is safe: one order number has one payment that can be paid. */
export async function askPayment(demo: DemoAccess, order: ShopOrder, shopUrl: string): Promise<Asked> {
  const { path, key, body } = callFor(demo, order, `${shopUrl}/orders/${order.order_no}`);
  if (key === undefined || !isLoopback(demo.api)) return noAnswer;
  const { data: answer } = answerSchema.safeParse(await post(`${demo.api}/api/paycore/pay${path}`, key, body));
  if (answer === undefined) return noAnswer;
  if (answer.success) return { url: answer.data.payment_url };
  return { refusal: { code: answer.error.error_code, message: answer.message } };
}

function callFor(demo: DemoAccess, order: ShopOrder, back: string) {
  const { zh, en } = products[order.product];
  const body = {
    merchant_order_no: order.order_no,
    amount: order.amount,
    currency: 'TWD',
    item_name: `${zh} ${en}`,
    payok_url: demo.payok_url,
    success_url: back,
    cancel_url: back,
  };
  if (order.mode === 'all_in_one') return { path: '', key: demo.all_in_one?.api_key, body };
  const direct = { ...body, gateway_credentials: demo.credentials['ecpay'] };
  return { path: '/ecpay/aio/credit', key: demo.project.api_key, body: direct };
}

/** Undefined where no answer came, or one that is not JSON. */
async function post(url: string, key: string, body: unknown): Promise<unknown> {
  try {
    const headers = { 'Content-Type': 'application/json', 'X-API-KEY': key };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'error', signal });
    return await answer.json();
  } catch {
    return undefined;
  }
}
