import type { SimulatorRuntime } from '@paycore/core';
import type { Order } from './order.ts';

/** All orders by the merchant's number, each written whole to the journal with every change: its last line is the order. */
export class Ledger {
  readonly #orders = new Map<string, Order>();
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

  find(orderNo: string): Order | undefined {
    return this.#orders.get(orderNo);
  }

  write(order: Order): Order {
    this.#journal.append(order);
    this.#keep(order);
    return order;
  }

  /** Changes the order as it stands now, which may be later than the caller's copy. */
  change(order: Order, update: (now: Order) => Partial<Order>): Order {
    const current = this.#orders.get(order.orderNo) ?? order;
    return this.write({ ...current, ...update(current) });
  }

  #keep(order: Order): void {
    this.#orders.set(order.orderNo, order);
  }
}
