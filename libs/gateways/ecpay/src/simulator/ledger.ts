import type { SimulatorRuntime } from '@paycore/core';
import type { AtmOrder } from './order.ts';

const keyOf = (merchantId: string, orderNo: string) => JSON.stringify([merchantId, orderNo]);

/** All orders, each written whole to the journal with every change, so that the last line of an order is the order. */
export class Ledger {
  readonly #orders = new Map<string, AtmOrder>();
  /** Order number → key of its newest order. */
  readonly #newest = new Map<string, string>();
  readonly #journal: SimulatorRuntime['journal'];

  constructor(journal: SimulatorRuntime['journal']) {
    this.#journal = journal;
    for (const entry of journal.read()) this.#keep(entry as AtmOrder);
  }

  get size(): number {
    return this.#orders.size;
  }

  newestFirst(): readonly AtmOrder[] {
    return [...this.#orders.values()].reverse();
  }

  /** The order of that merchant; letter case counts, as everywhere at ECPay. */
  find(merchantId: string, orderNo: string): AtmOrder | undefined {
    return this.#orders.get(keyOf(merchantId, orderNo));
  }

  /** Whoever's order has the number, the newest where merchants share it. */
  findAnyones(orderNo: string): AtmOrder | undefined {
    return this.#orders.get(this.#newest.get(orderNo) ?? '');
  }

  write(order: AtmOrder): AtmOrder {
    this.#journal.append(order);
    this.#keep(order);
    return order;
  }

  /** Changes the order as it stands now, which may be later than the caller's copy. */
  change(order: AtmOrder, update: (now: AtmOrder) => Partial<AtmOrder>): AtmOrder {
    const current = this.find(order.merchantId, order.merchantTradeNo) ?? order;
    return this.write({ ...current, ...update(current) });
  }

  #keep(order: AtmOrder): void {
    const key = keyOf(order.merchantId, order.merchantTradeNo);
    if (!this.#orders.has(key)) this.#newest.set(order.merchantTradeNo, key);
    this.#orders.set(key, order);
  }
}
