import type {
  Drive,
  SimulatedOrder,
  SimulatedOutcome,
  Simulator,
  SimulatorFactory,
  SimulatorRuntime,
} from '@paycore/core';
import { Hono } from 'hono';
import { Cashier } from './cashier.ts';
import { Ledger } from './ledger.ts';
import { Notices } from './notices.ts';
import { ecpayTime, type AtmOrder } from './order.ts';
import { noOrderPage, orderPage, ordersPage } from './pages.ts';

const toSimulated = (order: AtmOrder): SimulatedOrder => ({
  gateway: 'ecpay',
  order_no: order.merchantTradeNo,
  trade_no: order.tradeNo,
  payment_no: new URL(order.returnUrl).searchParams.get('payment_no'),
  method: 'atm',
  amount: order.amount,
  currency: 'TWD',
  state: order.state,
  callbacks: order.callbacks,
});

/** The order after the outcome. The code was issued in the answer, and an ATM transfer is never declined: both leave it. */
function moved(order: AtmOrder, outcome: SimulatedOutcome, how: Drive, now: Date): AtmOrder {
  const reported = { ...order, amount: how.amount ?? order.amount };
  if (outcome === 'issued' || outcome === 'declined') return reported;
  return {
    ...reported,
    state: outcome,
    isSimulated: outcome === 'paid' && how.simulated === true,
    paymentDate: outcome === 'paid' ? ecpayTime(now) : '',
  };
}

const isReported = (outcome: SimulatedOutcome) => outcome === 'paid' || outcome === 'failed';

type DriveOrder = (orderNo: string, outcome: SimulatedOutcome, how: Drive) => Promise<SimulatedOrder | undefined>;

function routes(cashier: Cashier, ledger: Ledger, drive: DriveOrder, base: string): Hono {
  const app = new Hono();
  for (const [name, action] of Object.entries(cashier.actions)) {
    app.post(`/1.0.0/Cashier/${name}`, async (c) => {
      const body: unknown = await c.req.json().catch(() => undefined);
      return c.json(cashier.handle(body, action));
    });
  }
  app.get('/', (c) => c.html(ordersPage(ledger.newestFirst().slice(0, 100), base)));
  app.get('/orders/:orderNo', (c) => {
    const order = ledger.findAnyones(c.req.param('orderNo'));
    return order ? c.html(orderPage(order, base)) : c.html(noOrderPage(base), 404);
  });
  app.post('/orders/:orderNo/pay', async (c) => {
    const order = await drive(c.req.param('orderNo'), 'paid', {});
    return order ? c.redirect(`${base}/orders/${order.order_no}`, 303) : c.html(noOrderPage(base), 404);
  });
  return app;
}

/** ECPay's side of background code issue, for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const ledger = new Ledger(runtime.journal);
  const notices = new Notices(ledger, runtime);
  const drive: DriveOrder = async (orderNo, outcome, how) => {
    const order = ledger.findAnyones(orderNo);
    if (!order) return undefined;
    const { times = 1 } = how;
    const next = moved(order, outcome, how, runtime.now());
    if (how.forged === true) await notices.sendForged(next, times);
    else {
      ledger.write(next);
      if (isReported(outcome) && how.silent !== true) await notices.send(next, times);
    }
    return toSimulated(ledger.findAnyones(orderNo) ?? next);
  };
  const app = routes(new Cashier(ledger, runtime.now), ledger, drive, runtime.baseUrl);
  return {
    fetch: (request) => app.fetch(request),
    orders: () => ledger.newestFirst().map(toSimulated),
    drive,
  };
}

export const ecpaySimulator: SimulatorFactory = {
  gateway: 'ecpay',
  // The test account that ECPay publishes for everybody: https://developers.ecpay.com.tw/?p=2856
  demoCredentials: {
    merchant_id: '3002607',
    hash_key: 'pwFHCqoQZGmho4w6',
    hash_iv: 'EkRm7iFT261dpevs',
    environment: 'stage',
  },
  open,
};
