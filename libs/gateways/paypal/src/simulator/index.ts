import type { Simulator, SimulatorFactory, SimulatorRuntime } from '@paycore/simulator-kit';
import { Hono } from 'hono';
import { accounts } from './accounts.ts';
import { Events } from './callbacks.ts';
import { addDesk } from './desk.ts';
import { Driver } from './driving.ts';
import { openLedger, toSimulated } from './orders.ts';
import { addPages } from './pages.ts';

/** PayPal's side of the wire, as far as PayCore meets it, for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const ledger = openLedger(runtime.journal);
  const events = new Events(ledger, runtime);
  const driver = new Driver(ledger, events, runtime);
  const app = new Hono();
  addDesk(app, { ledger, events, runtime });
  addPages(app, { ledger, events, driver, baseUrl: runtime.baseUrl });
  return {
    fetch: (request) => app.fetch(request),
    orders: () => ledger.newestFirst().map((order) => toSimulated(order, runtime.callbackUrl)),
    drive: (orderNo, outcome, how) => driver.drive(orderNo, outcome, how),
  };
}

const [demo] = accounts;

export const paypalSimulator: SimulatorFactory = {
  gateway: 'paypal',
  rootPaths: ['/v1/oauth2', '/v1/notifications', '/v2'],
  demoCredentials: {
    client_id: demo.clientId,
    client_secret: demo.secret,
    environment: 'sandbox',
    webhook_id: demo.webhookId,
  },
  open,
};
