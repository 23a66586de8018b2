import type { SimulatorRuntime } from '@paycore/core';
import { ecpayTime, type Order } from './order.ts';

/** Lines of an earlier version of the simulator are passed over. */
const isOrder = (entry: unknown): entry is Order => typeof entry === 'object' && entry !== null && 'product' in entry;

const keyOf = (merchantId: string, orderNo: string) => JSON.stringify([merchantId, orderNo]);

/** All orders, each written whole to the journal with every change, so that the last line of an order is the order. */
export class Ledger {
  readonly #orders = new Map<string, Order>();
  /** Order number → key of its newest order. */
  readonly #newest = new Map<string, string>();
  readonly #journal: SimulatorRuntime['journal'];

  constructor(journal: SimulatorRuntime['journal']) {
    this.#journal = journal;
    for (const entry of journal.read()) if (isOrder(entry)) this.#keep(entry);
  }

  /** ECPay's number of a new order, and when it was made. */
  newNumber(now: Date): Pick<Order, 'tradeNo' | 'tradeDate'> {
    const tradeDate = ecpayTime(now);
    const serial = String(this.#orders.size % 10_000).padStart(4, '0');
    return { tradeDate, tradeNo: tradeDate.replace(/\D/g, '').slice(2) + serial };
  }

  newestFirst(): readonly Order[] {
    return [...this.#orders.values()].reverse();
  }

  /** The order of that merchant; letter case counts, as everywhere at ECPay. */
  find(merchantId: string, orderNo: string): Order | undefined {
    return this.#orders.get(keyOf(merchantId, orderNo));
  }

  /** Whoever's order has the number, the newest where merchants share it. */
  findAnyones(orderNo: string): Order | undefined {
    return this.#orders.get(this.#newest.get(orderNo) ?? '');
  }

  write(order: Order): Order {
    this.#journal.append(order);
    this.#keep(order);
    return order;
  }

  /** Changes the order as it stands now, which may be later than the caller's copy. */
  change(order: Order, update: (now: Order) => Partial<Order>): Order {
    const current = this.find(order.merchantId, order.merchantTradeNo) ?? order;
    return this.write({ ...current, ...update(current) });
  }

  #keep(order: Order): void {
    const key = keyOf(order.merchantId, order.merchantTradeNo);
    if (!this.#orders.has(key)) this.#newest.set(order.merchantTradeNo, key);
    this.#orders.set(key, order);
  }
}
