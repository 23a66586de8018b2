import type { SimulatorRuntime } from '@paycore/core';
import type { Order } from './order.ts';

/** All orders by SmilePay's number, each written whole to the journal with every change: its last line is the order. */
export class Ledger {
  readonly #orders = new Map<string, Order>();
  /** Data_id → the newest order with it: SmilePay does not mind the same number twice. */
  readonly #newest = new Map<string, string>();
  readonly #journal: SimulatorRuntime['journal'];

  constructor(journal: SimulatorRuntime['journal']) {
    this.#journal = journal;
    for (const entry of journal.read()) this.#keep(entry as Order);
  }

  get size(): number {
    return this.#orders.size;
  }

  newestFirst(): readonly Order[] {
    return [...this.#orders.values()].reverse();
  }

  findByDataId(dataId: string): Order | undefined {
    return this.#orders.get(this.#newest.get(dataId) ?? '');
  }

  write(order: Order): Order {
    this.#journal.append(order);
    this.#keep(order);
    return order;
  }

  /** Changes the order as it stands now, which may be later than the caller's copy. */
  change(order: Order, update: (now: Order) => Partial<Order>): Order {
    const current = this.#orders.get(order.smilePayNo) ?? order;
    return this.write({ ...current, ...update(current) });
  }

  #keep(order: Order): void {
    if (!this.#orders.has(order.smilePayNo)) this.#newest.set(order.dataId, order.smilePayNo);
    this.#orders.set(order.smilePayNo, order);
  }
}
