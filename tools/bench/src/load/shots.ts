import { account, paidCallback } from '../peers/ecpay-wire.ts';
import type { PlacedOrder } from '../peers/gateway-stub.ts';
import type { Shot } from './load.ts';

let drawn = 0;

/** Creates of new orders; with `payokUrls`, taken in turn, their merchants want to be told. */
export function createShots(
  count: number,
  to: { readonly path: string; readonly apiKey: string; readonly payokUrls?: readonly string[] },
): Shot[] {
  const { payokUrls = [] } = to;
  const headers = { 'content-type': 'application/json', 'x-api-key': to.apiKey };
  return Array.from({ length: count }, () => {
    drawn += 1;
    const body = {
      merchant_order_no: `BENCH-${process.pid}-${drawn}`,
      amount: 980,
      item_name: 'Two tickets',
      payok_url: payokUrls[drawn % payokUrls.length],
      gateway_credentials: { ...account, environment: 'test' },
    };
    return { method: 'POST', path: to.path, headers, body: JSON.stringify(body) };
  });
}

/** What the gateway posts once the order is paid, to the address it was given. `more` is added to the query. */
export function callbackShot({ callbackUrl, orderNo, amount }: PlacedOrder, more = ''): Shot {
  const { pathname, search } = new URL(callbackUrl);
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', path: pathname + search + more, headers, body: paidCallback(orderNo, amount) };
}

export const paymentNoOf = ({ callbackUrl }: PlacedOrder): string =>
  new URL(callbackUrl).searchParams.get('payment_no') ?? '';
