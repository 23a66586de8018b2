import {
  isAfterPayment,
  Ledger,
  type Drive,
  type SimulatedOrder,
  type SimulatedOutcome,
  type Simulator,
  type SimulatorFactory,
  type SimulatorRuntime,
} from '@paycore/simulator-kit';
import { Hono } from 'hono';
import { accounts } from './accounts.ts';
import { Callbacks } from './callbacks.ts';
import { Desk } from './desk.ts';
import { isLink, words, type Order } from './orders.ts';
import { noOrderPage, orderPage, ordersPage } from './pages.ts';
import { pathOf, speech } from './wire.ts';

const toSimulated = (order: Order): SimulatedOrder => ({
  gateway: 'plus',
  order_no: order.orderNo,
  trade_no: order.platNo,
  payment_no: new URL(order.callbackUrl).searchParams.get('payment_no'),
  method: 'atm',
  amount: order.money,
  currency: order.currency,
  state: order.state,
  callback_url: order.callbackUrl,
  callbacks: order.callbacks,
});

/** The order after the outcome. The account was issued in the answer, and no bank declines cash: both leave it. */
function moved(order: Order, outcome: SimulatedOutcome, how: Drive): Order {
  const reported = { ...order, money: how.amount ?? order.asked };
  const isUnmoved = outcome === 'issued' || outcome === 'declined' || isAfterPayment(outcome);
  return isUnmoved ? reported : { ...reported, state: outcome };
}

const isReported = (outcome: SimulatedOutcome) => outcome === 'paid' || outcome === 'failed';

type DriveOrder = (orderNo: string, outcome: SimulatedOutcome, how: Drive) => Promise<SimulatedOrder | undefined>;

function pages(app: Hono, ledger: Ledger<Order>, drive: DriveOrder, base: string): Hono {
  app.get('/', (c) => c.html(ordersPage(ledger.newestFirst().slice(0, 100), base)));
  app.get('/orders/:orderNo', (c) => {
    const order = ledger.find(c.req.param('orderNo'));
    return order ? c.html(orderPage(order, base)) : c.html(noOrderPage(base), 404);
  });
  app.post('/orders/:orderNo/pay', async (c) => {
    const orderNo = c.req.param('orderNo');
    await drive(orderNo, 'paid', {});
    const order = ledger.find(orderNo);
    if (!order) return c.html(noOrderPage(base), 404);
    return c.redirect(isLink(order.returnUrl) ? order.returnUrl : `${base}/orders/${orderNo}`, 303);
  });
  return app;
}

/** PLUS's side of the wire as it is assumed to be, for the sandbox; in the operator's own names where there are any. */
function open(runtime: SimulatorRuntime): Simulator {
  const { settings } = runtime;
  const say = speech(settings);
  const ledger = new Ledger(runtime.journal, words);
  const callbacks = new Callbacks(ledger, say, runtime);
  const desk = new Desk(ledger, say, runtime.now);
  const drive: DriveOrder = async (orderNo, outcome, how) => {
    const order = ledger.find(orderNo);
    if (!order) return undefined;
    const { times = 1 } = how;
    const next = moved(order, outcome, how);
    if (how.forged === true) await callbacks.sendForged(next, times);
    else {
      ledger.write(next);
      if (isReported(outcome) && how.silent !== true) await callbacks.send(next, times, how.options?.['status']);
    }
    return toSimulated(ledger.find(orderNo) ?? next);
  };
  const app = pages(new Hono(), ledger, drive, runtime.baseUrl);
  app.post(pathOf(settings, 'path_atm'), async (c) => desk.atm(await c.req.text()));
  app.post(pathOf(settings, 'path_balance'), async (c) => desk.balance(await c.req.text()));
  return {
    fetch: (request) => app.fetch(request),
    orders: () => ledger.newestFirst().map(toSimulated),
    drive,
  };
}

const [demo] = accounts;

export const plusSimulator: SimulatorFactory = {
  gateway: 'plus',
  demoCredentials: { appid: demo.appid, secret_key: demo.secretKey },
  open,
};
