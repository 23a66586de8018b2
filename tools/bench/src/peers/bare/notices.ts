import { createHmac, randomBytes } from 'node:crypto';
import type { Collection } from 'mongodb';
import { Agent } from 'undici';
import type { Notice, Stored } from './document.ts';

/** As long as PayCore's; the merchant's own number is padding, since nothing is read that would tell it. */
export function noticeOf(paymentNo: string, amount: number, url: string, now: Date): Notice {
  const at = now.toISOString();
  const data = {
    payment_no: paymentNo,
    merchant_order_no: paymentNo,
    gateway: 'ecpay',
    method: 'atm',
    amount,
    currency: 'TWD',
    status: 'paid',
    payment_url: null,
    payment_info: { bank_code: '812', bank_name: 'Bank', virtual_account: '9103522175887271', expire_at: at },
    environment: 'test',
    simulated: false,
    created_at: at,
    paid_at: at,
    expires_at: at,
  };
  const body = JSON.stringify({ type: 'payment.paid', timestamp: at, data });
  const id = `msg_${randomBytes(12).toString('hex')}`;
  return { id, state: 'due', url, body, attempts: 0, nextAt: new Date(now.getTime() + 25_000) };
}

const secret = randomBytes(24);
const agent = new Agent();

/** Posts the signed notice and stores that it was delivered. */
export async function deliver(payments: Collection<Stored>, paymentNo: string, notice: Notice): Promise<void> {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${notice.id}.${timestamp}.${notice.body}`).digest('base64');
  const { origin, pathname, search } = new URL(notice.url);
  const { statusCode, body } = await agent.request({
    origin,
    path: pathname + search,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': notice.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    },
    body: notice.body,
  });
  await body.dump();
  await payments.updateOne(
    { _id: paymentNo },
    {
      $set: { 'notice.state': statusCode < 300 ? 'delivered' : 'due', 'notice.attempts': 1 },
      $push: { events: { at: new Date(), type: 'notice', detail: { attempt: 1, status: statusCode } } },
    },
  );
}
