import { Hono, type Context } from 'hono';
import { accountOf } from './accounts.ts';
import { codeFields, paymentFields } from './aio/answers.ts';
import { withMac, type Form } from './aio/sign.ts';
import type { DriveOrder } from './driving.ts';
import { codeMethodOf, withCode, type CodeMethod, type Ledger, type Order } from './orders.ts';
import type { Callbacks } from './callbacks.ts';
import { noOrderPage, orderPage, ordersPage, returnPage } from './pages.ts';

export interface Counter {
  readonly ledger: Ledger;
  readonly callbacks: Callbacks;
  readonly drive: DriveOrder;
  readonly now: () => Date;
  /** The mount as the outside sees it. */
  readonly base: string;
}

/** Where a person plays the payer: chooses, pays, is refused. */
export function counterRoutes(counter: Counter): Hono {
  const { ledger, base } = counter;
  const app = new Hono();
  app.get('/', (c) => c.html(ordersPage(ledger.newestFirst().slice(0, 100), base)));
  app.get('/orders/:orderNo', (c) => {
    const order = ledger.findByOrderNo(c.req.param('orderNo'));
    return order ? c.html(orderPage(order, base)) : c.html(noOrderPage(base), 404);
  });
  app.get('/PaymentRule/CVSBarCode', (c) => {
    const paymentNo = c.req.query('PaymentNo') ?? '';
    const order = ledger.newestFirst().find(({ code }) => code?.method === 'cvs' && code.paymentNo === paymentNo);
    return order ? c.html(orderPage(order, base)) : c.html(noOrderPage(base), 404);
  });
  app.post('/orders/:orderNo/issue', async (c) => {
    const method = codeMethodOf((await c.req.parseBody()).method);
    const order = ledger.findByOrderNo(c.req.param('orderNo'));
    if (!order || !method || order.offers?.includes(method) === false) return c.html(noOrderPage(base), 404);
    return goOn(c, counter, await issue(counter, order, method), 'code');
  });
  app.post('/orders/:orderNo/pay', (c) => settle(c, counter, 'paid'));
  app.post('/orders/:orderNo/decline', (c) => settle(c, counter, 'failed'));
  return app;
}

async function issue({ ledger, callbacks, now }: Counter, order: Order, method: CodeMethod): Promise<Order> {
  const issued = ledger.write(withCode(order, method, now()));
  if (issued.paymentInfoUrl !== '') await callbacks.send(issued, 'code', 1);
  return issued;
}

async function settle(c: Context, counter: Counter, outcome: 'paid' | 'failed') {
  const { drive, ledger, base } = counter;
  const orderNo = c.req.param('orderNo') ?? '';
  await drive(orderNo, outcome);
  const order = ledger.findByOrderNo(orderNo);
  return order ? goOn(c, counter, order, 'payment') : c.html(noOrderPage(base), 404);
}

/** Back to the shop where it wants the browser: with a code, or from a card. Else the order as it now stands. */
function goOn(c: Context, { base }: Counter, order: Order, what: 'code' | 'payment') {
  const [url, fields] = wayBack(order, what);
  const account = accountOf(order.merchantId);
  if (url === '' || !account) return c.redirect(`${base}/orders/${order.merchantTradeNo}`, 303);
  return c.html(returnPage(url, withMac(fields, account)));
}

function wayBack(order: Order, what: 'code' | 'payment'): [string, Form] {
  if (what === 'code') return [order.clientRedirectUrl, codeFields(order, false)];
  return [order.code ? '' : order.orderResultUrl, paymentFields(order, 'browser')];
}
