import type {
  Drive,
  SimulatedOrder,
  SimulatedOutcome,
  Simulator,
  SimulatorFactory,
  SimulatorRuntime,
} from '@paycore/simulator-kit';
import { Hono } from 'hono';
import { accounts } from './accounts.ts';
import { endpoints } from './desk.ts';
import { Replays } from './desk/replays.ts';
import { driveIntent } from './driving.ts';
import { endpointOf, Events } from './callbacks.ts';
import { openLedger, orderNoOf, type Intent } from './orders.ts';
import { pages } from './pages.ts';

function stateOf({ status, cancellationReason, lastError, nextAction, dispute, refunds = [] }: Intent): string {
  if (dispute) return 'disputed';
  if (refunds.some((refund) => refund.status !== 'failed')) return 'refunded';
  if (status === 'succeeded') return 'paid';
  if (status === 'canceled') return cancellationReason === 'requested_by_customer' ? 'failed' : 'expired';
  if (lastError) return 'declined';
  return nextAction ? 'issued' : 'created';
}

const methodOf = (type: string | undefined) =>
  type === 'card' ? 'credit' : type === 'wechat_pay' ? 'wechat' : (type ?? '');

const toSimulated = (intent: Intent, callbackUrl: string): SimulatedOrder => ({
  gateway: 'stripe',
  order_no: orderNoOf(intent),
  trade_no: intent.id,
  payment_no: intent.metadata['payment_no'] ?? null,
  method: methodOf(intent.types[0]),
  amount: intent.amount,
  currency: intent.currency.toUpperCase(),
  state: stateOf(intent),
  callback_url: endpointOf(intent, callbackUrl),
  callbacks: intent.callbacks,
});

/** Stripe's side of the wire, as far as PayCore uses it, for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const { baseUrl, callbackUrl, now, enforcesLimits, later } = runtime;
  const ledger = openLedger(runtime.journal);
  const events = new Events(ledger, runtime);
  const drive = async (orderNo: string, outcome: SimulatedOutcome, how: Drive) => {
    const intent = ledger.findByOrderNo(orderNo);
    if (!intent) return undefined;
    await driveIntent(intent, outcome, how, { ledger, events, now });
    return toSimulated(ledger.find(intent.id) ?? intent, callbackUrl);
  };
  const app = new Hono();
  const soon = (task: () => Promise<void>) => later(1, task);
  app.route('/v1', endpoints({ ledger, events, now, baseUrl, enforcesLimits, soon }, new Replays(runtime)));
  app.route('/', pages({ ledger, events, baseUrl }));
  return {
    fetch: (request) => app.fetch(request),
    orders: () => ledger.newestFirst().map((intent) => toSimulated(intent, callbackUrl)),
    drive,
  };
}

const [demo] = accounts;

export const stripeSimulator: SimulatorFactory = {
  gateway: 'stripe',
  // Stripe's SDK takes a host, but no path before its own.
  rootPaths: ['/v1'],
  demoCredentials: {
    secret_key: demo.secretKey,
    publishable_key: demo.publishableKey,
    webhook_secret: demo.webhookSecret,
  },
  open,
};
