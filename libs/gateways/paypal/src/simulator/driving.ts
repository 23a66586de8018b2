import type { PostPaymentEvent } from '@paycore/core';
import {
  isAfterPayment,
  type Drive,
  type SimulatedOrder,
  type SimulatedOutcome,
  type SimulatorRuntime,
} from '@paycore/simulator-kit';
import type { Events, EventType } from './callbacks.ts';
import { newId } from './desk/checkout.ts';
import { hundredths, restOf, toSimulated, valueText, type Instrument, type Ledger, type Order } from './orders.ts';

/** Moves orders as payers and PayPal do. */
export class Driver {
  constructor(
    private readonly ledger: Ledger,
    private readonly events: Events,
    private readonly runtime: Pick<SimulatorRuntime, 'now' | 'callbackUrl'>,
  ) {}

  /** The payer agrees to pay. PayPal says so to the webhook; the money moves only when the merchant captures. */
  approve(order: Order, instrument: Instrument): Order {
    return this.ledger.change(order, () => ({ status: 'APPROVED', instrument, capture: null }));
  }

  async drive(orderNo: string, outcome: SimulatedOutcome, how: Drive): Promise<SimulatedOrder | undefined> {
    const order = this.ledger.findByOrderNo(orderNo);
    if (!order) return undefined;
    const { times = 1, silent = false, forged = false } = how;
    if (isAfterPayment(outcome)) return this.#driveAfterwards(order, outcome, how);
    if (forged) {
      const type = outcome === 'failed' ? 'PAYMENT.CAPTURE.DENIED' : 'PAYMENT.CAPTURE.COMPLETED';
      await this.events.sendForged(type, { ...order, ...reported(order, how) }, times);
    } else {
      const changed = this.ledger.change(order, (current) => ({ ...reported(current, how), isQuiet: silent }));
      const event = this.#move(changed, outcome);
      if (event) await this.events.send(event.type, event.order, times);
    }
    await this.events.settled(order);
    return toSimulated(this.ledger.find(order.id) ?? order, this.runtime.callbackUrl);
  }

  async #driveAfterwards(order: Order, kind: PostPaymentEvent['type'], how: Drive): Promise<SimulatedOrder> {
    const { times = 1, silent = false, forged = false } = how;
    const changed = afterwards(order, kind, how, this.runtime.now());
    if (changed && forged) await this.events.sendForged(eventsOf[kind], changed, times);
    if (changed && !forged) {
      const { refunds = [], dispute } = changed;
      const after = this.ledger.change(order, () => ({ refunds, ...(dispute && { dispute }), isQuiet: silent }));
      await this.events.send(eventsOf[kind], after, times);
    }
    await this.events.settled(order);
    return toSimulated(this.ledger.find(order.id) ?? order, this.runtime.callbackUrl);
  }

  /** The order after the outcome, and the event of it. PayPal sends none where an order lapses. */
  #move(order: Order, outcome: SimulatedOutcome): { type: EventType; order: Order } | undefined {
    if (outcome === 'paid' && order.capture && order.capture.status !== 'DECLINED') {
      const capture = { ...order.capture, status: 'COMPLETED' } as const;
      return { type: 'PAYMENT.CAPTURE.COMPLETED', order: this.ledger.change(order, () => ({ capture })) };
    }
    if (outcome === 'paid' || outcome === 'declined') {
      const approved = this.approve(order, outcome === 'paid' ? 'good' : 'declined');
      return { type: 'CHECKOUT.ORDER.APPROVED', order: approved };
    }
    if (outcome === 'failed') {
      const id = order.capture?.id ?? newId();
      const capture = { id, status: 'DECLINED', at: this.runtime.now().toISOString() } as const;
      const denied = this.ledger.change(order, () => ({ status: 'COMPLETED', capture }));
      return { type: 'PAYMENT.CAPTURE.DENIED', order: denied };
    }
    if (outcome === 'expired') this.ledger.change(order, () => ({ status: 'GONE' }));
    return undefined;
  }
}

const reported = ({ value }: Order, { amount }: Drive) =>
  amount === undefined ? {} : { value: value.includes('.') ? amount.toFixed(2) : String(amount) };

type Kind = PostPaymentEvent['type'];

const eventsOf: Readonly<Record<Kind, EventType>> = {
  refunded: 'PAYMENT.CAPTURE.REFUNDED',
  reversed: 'PAYMENT.CAPTURE.REVERSED',
  disputed: 'CUSTOMER.DISPUTE.CREATED',
};

/**
 * The order after its money went back or was disputed, all that is left or so much. Where nothing is left, or one dispute
 * runs, the last is told again. Undefined for an order whose money never came.
 */
function afterwards(order: Order, kind: Kind, { amount }: Drive, now: Date): Order | undefined {
  if (order.capture?.status !== 'COMPLETED') return undefined;
  const at = now.toISOString();
  if (kind === 'disputed') {
    const value = amount === undefined ? order.value : valueText(order, hundredths(amount));
    return { ...order, dispute: order.dispute ?? { id: `PP-D-${newId().slice(0, 6)}`, value, at } };
  }
  const rest = restOf(order);
  const sum = Math.min(rest, amount === undefined ? rest : hundredths(amount));
  if (sum <= 0) return order;
  const note = kind === 'reversed' ? 'Payment reversed' : null;
  const numbers = { requestId: null, invoiceId: null, customId: null };
  const refund = { id: newId(), kind, value: valueText(order, sum), at, ...numbers, note };
  return { ...order, refunds: [...(order.refunds ?? []), refund] };
}
