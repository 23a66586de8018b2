import type { Simulator, SimulatorFactory, SimulatorRuntime } from '@paycore/simulator-kit';
import { Hono } from 'hono';
import { AioEndpoints, toLine } from './aio/desk.ts';
import { readPosted, type Form } from './aio/sign.ts';
import { BackgroundEndpoints } from './background/desk.ts';
import { counterRoutes } from './counter.ts';
import { driver, toSimulated } from './driving.ts';
import { Ledger } from './orders.ts';
import { Callbacks } from './callbacks.ts';
import { orderPage, refusedPage } from './pages.ts';

function backgroundRoutes(background: BackgroundEndpoints): Hono {
  const app = new Hono();
  for (const [name, action] of Object.entries(background.actions)) {
    app.post(`/1.0.0/Cashier/${name}`, async (c) => {
      const body: unknown = await c.req.json().catch(() => undefined);
      return c.json(background.handle(body, action));
    });
  }
  return app;
}

function aioRoutes(aio: AioEndpoints, base: string): Hono {
  const app = new Hono();
  app.post('/Cashier/AioCheckOut/V5', async (c) => {
    const order = aio.checkOut(await readPosted(c.req.raw));
    return c.html('message' in order ? refusedPage(order.code, order.message) : orderPage(order, base));
  });
  const line = (form: Form | undefined) =>
    form ? new Response(toLine(form), { headers: { 'content-type': 'text/html; charset=utf-8' } }) : undefined;
  app.post(
    '/Cashier/QueryTradeInfo/V5',
    async (c) => line(aio.queryTrade(await readPosted(c.req.raw))) ?? c.text('', 500),
  );
  app.post(
    '/Cashier/QueryPaymentInfo',
    async (c) => line(aio.queryCode(await readPosted(c.req.raw))) ?? c.text('', 500),
  );
  return app;
}

/** ECPay's side: the cashier (全方位金流) and background code issue (幕後取號), for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const { now, baseUrl: base } = runtime;
  const paymentUrl = (paymentNo: string) => `${base}/PaymentRule/CVSBarCode?PaymentNo=${paymentNo}`;
  const ledger = new Ledger(runtime.journal);
  const callbacks = new Callbacks(ledger, runtime, paymentUrl);
  const drive = driver(ledger, callbacks, now);
  const app = new Hono();
  app.route('/', backgroundRoutes(new BackgroundEndpoints(ledger, runtime, paymentUrl)));
  app.route('/', aioRoutes(new AioEndpoints(ledger, runtime), base));
  app.route('/', counterRoutes({ ledger, callbacks, drive, now, base }));
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
