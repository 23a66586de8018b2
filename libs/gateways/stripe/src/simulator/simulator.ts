import type {
  Drive,
  PostPaymentEvent,
  SimulatedOrder,
  SimulatedOutcome,
  Simulator,
  SimulatorFactory,
  SimulatorRuntime,
} from '@paycore/core';
import { isAfterPayment } from '@paycore/simulator-kit';
import { Hono } from 'hono';
import { accounts } from './accounts.ts';
import { endpoints } from './api/endpoints.ts';
import { Events, type EventType } from './events.ts';
import { cancelled, cardDeclined, declined, orderNoOf, paid, type Intent } from './intent.ts';
import { openLedger } from './ledger.ts';
import { pages } from './pages.ts';

function stateOf({ status, cancellationReason, lastError, nextAction }: Intent): string {
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
  callback_url: callbackUrl,
  callbacks: intent.callbacks,
});

/** What becomes of the intent, and the event of it. An intent that nobody pays ends only where Stripe itself cancels it. */
const moves: Readonly<
  Record<Exclude<SimulatedOutcome, PostPaymentEvent['type']>, { change: Partial<Intent>; event: EventType }>
> = {
  issued: {
    change: { status: 'requires_action', nextAction: { type: 'use_stripe_sdk', use_stripe_sdk: {} } },
    event: 'payment_intent.requires_action',
  },
  paid: { change: paid, event: 'payment_intent.succeeded' },
  failed: { change: cancelled('requested_by_customer'), event: 'payment_intent.canceled' },
  declined: { change: declined(cardDeclined), event: 'payment_intent.payment_failed' },
  expired: { change: cancelled('automatic'), event: 'payment_intent.canceled' },
};

/** Stripe's side of the wire, as far as PayCore uses it, for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const { baseUrl, callbackUrl, now } = runtime;
  const ledger = openLedger(runtime.journal);
  const events = new Events(ledger, runtime);
  const drive = async (orderNo: string, outcome: SimulatedOutcome, how: Drive) => {
    const intent = ledger.findByOrderNo(orderNo);
    if (!intent) return undefined;
    if (isAfterPayment(outcome)) return toSimulated(intent, callbackUrl);
    const { change, event } = moves[outcome];
    const next = { ...intent, ...change, amount: how.amount ?? intent.amount };
    if (how.forged === true) await events.sendForged(next, event, how.times);
    else {
      ledger.write(next);
      if (how.silent !== true) await events.send(next, event, how.times);
    }
    return toSimulated(ledger.find(intent.id) ?? next, callbackUrl);
  };
  const app = new Hono();
  app.route('/v1', endpoints({ ledger, events, now, baseUrl }));
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
