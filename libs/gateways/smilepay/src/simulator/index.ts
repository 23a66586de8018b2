import { parseUrl } from '@paycore/core';
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
import { Desk } from './desk.ts';
import { Callbacks, readManner } from './callbacks.ts';
import { words, type Order } from './orders.ts';
import { noOrderPage, orderPage, ordersPage } from './pages.ts';

const paymentNoIn = (roturl: string) => parseUrl(roturl)?.searchParams.get('payment_no') ?? null;

const toSimulated = (order: Order): SimulatedOrder => ({
  gateway: 'smilepay',
  order_no: order.dataId,
  trade_no: order.smilePayNo,
  payment_no: paymentNoIn(order.roturl),
  method: order.method === 'ibon' || order.method === 'fami' ? 'cvs' : order.method,
  amount: order.amount,
  currency: 'TWD',
  state: order.state,
  callback_url: order.roturl || null,
  callbacks: order.callbacks,
});

/** The order after the outcome. The code was issued in the answer, and no counter declines cash: both leave it. */
function moved(order: Order, outcome: SimulatedOutcome, how: Drive): Order {
  const reported = { ...order, amount: how.amount ?? order.amount };
  if (outcome === 'issued' || outcome === 'declined' || isAfterPayment(outcome)) return reported;
  return { ...reported, state: outcome, isSimulated: how.simulated === true };
}

const isReported = (outcome: SimulatedOutcome) => outcome === 'paid' || outcome === 'failed';

type DriveOrder = (orderNo: string, outcome: SimulatedOutcome, how: Drive) => Promise<SimulatedOrder | undefined>;

function routes(desk: Desk, ledger: Ledger<Order>, drive: DriveOrder, base: string): Hono {
  const app = new Hono();
  app.get('/api/SPPayment.asp', (c) => desk.handle(new URL(c.req.url).searchParams));
  app.post('/api/SPPayment.asp', async (c) => desk.handle(new URLSearchParams(await c.req.text())));
  app.get('/', (c) => c.html(ordersPage(ledger.newestFirst().slice(0, 100), base)));
  app.get('/orders/:orderNo', (c) => {
    const order = ledger.findByOrderNo(c.req.param('orderNo'));
    return order ? c.html(orderPage(order, base)) : c.html(noOrderPage(base), 404);
  });
  app.post('/orders/:orderNo/pay', async (c) => {
    const order = await drive(c.req.param('orderNo'), 'paid', {});
    return order ? c.redirect(`${base}/orders/${order.order_no}`, 303) : c.html(noOrderPage(base), 404);
  });
  return app;
}

/** SmilePay's side of the wire, as far as it is known outside, for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const ledger = new Ledger(runtime.journal, words);
  const callbacks = new Callbacks(ledger, runtime);
  const drive: DriveOrder = async (orderNo, outcome, how) => {
    const order = ledger.findByOrderNo(orderNo);
    if (!order) return undefined;
    const { times = 1 } = how;
    const manner = readManner(how);
    const next = moved(order, outcome, how);
    if (how.forged === true) await callbacks.sendForged(next, times, manner);
    else {
      ledger.write(next);
      if (isReported(outcome) && how.silent !== true) await callbacks.send(next, times, manner);
    }
    return toSimulated(ledger.findByOrderNo(orderNo) ?? next);
  };
  const app = routes(new Desk(ledger, runtime), ledger, drive, runtime.baseUrl);
  return {
    fetch: (request) => app.fetch(request),
    orders: () => ledger.newestFirst().map(toSimulated),
    drive,
  };
}

const [demo] = accounts;

export const smilepaySimulator: SimulatorFactory = {
  gateway: 'smilepay',
  demoCredentials: { dcvc: demo.dcvc, rvg2c: demo.rvg2c, verify_key: demo.verifyKey },
  open,
};
