import {
  isAfterPayment,
  type Drive,
  type SimulatedOrder,
  type SimulatedOutcome,
  type SimulatorRuntime,
} from '@paycore/simulator-kit';
import { codeMethodOf, ecpayTime, withCode, type CodeMethod, type Ledger, type Order } from './orders.ts';
import type { News, Callbacks } from './callbacks.ts';

export type DriveOrder = (
  orderNo: string,
  outcome: SimulatedOutcome,
  how?: Drive,
) => Promise<SimulatedOrder | undefined>;

export const toSimulated = (order: Order): SimulatedOrder => ({
  gateway: 'ecpay',
  order_no: order.merchantTradeNo,
  trade_no: order.tradeNo,
  payment_no: new URL(order.returnUrl).searchParams.get('payment_no'),
  method: order.choice,
  amount: order.amount,
  currency: 'TWD',
  state: order.state,
  callback_url: order.returnUrl,
  callbacks: order.callbacks,
});

/** The method whose code stands for "issued"; none for cards and what else is paid at once. */
const codeMethod = ({ choice }: Order): CodeMethod | undefined => (choice === 'all' ? 'atm' : codeMethodOf(choice));

/**
 * The order after the outcome. A card that is declined may be tried again at the cashier, so a decline leaves the order as it
 * is, and ECPay tells nobody; what is paid at a counter or an ATM had a code before.
 */
function moved(order: Order, outcome: SimulatedOutcome, how: Drive, now: Date): Order {
  const reported = { ...order, amount: how.amount ?? order.asked };
  if (isAfterPayment(outcome)) return afterPayment(order, outcome, how);
  if (outcome === 'declined') return reported;
  const method = codeMethod(order);
  if (outcome === 'issued') return method ? withCode(reported, method, now) : applied(reported);
  const isPaid = outcome === 'paid';
  return {
    ...(isPaid && method && order.choice !== 'all' ? withCode(reported, method, now) : reported),
    state: outcome,
    isSimulated: isPaid && how.simulated === true,
    paymentDate: isPaid ? ecpayTime(now) : '',
  };
}

/** ECPay tells nobody of what comes after a payment; only QueryTrade of background issue has a field, for money returned. */
const afterPayment = (order: Order, outcome: SimulatedOutcome, how: Drive): Order =>
  outcome === 'refunded' && order.state === 'paid' ? { ...order, refunded: how.amount ?? order.asked } : order;

/** A payer has applied for instalments: the financing company will decide. Other methods know nothing between open and paid. */
const applied = (order: Order): Order =>
  order.choice === 'bnpl' && order.state === 'open' ? { ...order, state: 'issued' } : order;

/** What the outcome makes ECPay send: background issue gave the code in its answer, and an expiry nobody hears of. */
function newsOf(order: Order, outcome: SimulatedOutcome): News | undefined {
  if (outcome === 'paid' || outcome === 'failed') return 'payment';
  const isAsked = order.code !== null || order.choice === 'bnpl';
  return outcome === 'issued' && isAsked && order.paymentInfoUrl !== '' ? 'code' : undefined;
}

export function driver(ledger: Ledger, callbacks: Callbacks, now: SimulatorRuntime['now']): DriveOrder {
  return async (orderNo, outcome, how = {}) => {
    const order = ledger.findByOrderNo(orderNo);
    if (!order) return undefined;
    const { times = 1 } = how;
    const next = moved(order, outcome, how, now());
    const news = newsOf(next, outcome);
    if (how.forged === true) {
      if (news) await callbacks.sendForged(next, news, times);
    } else {
      ledger.write(next);
      if (news && how.silent !== true) await callbacks.send(next, news, times);
    }
    return toSimulated(ledger.findByOrderNo(orderNo) ?? next);
  };
}
