import type { SimulatorRuntime } from '@paycore/core';
import type { Keys } from './events/keys.ts';
import { orderNoOf, type Order } from './order.ts';

type Entry = { readonly order: Order } | { readonly keys: Keys };

/** All orders by PayPal's id, and the keys that sign its events: each written whole to the journal with every change. */
export class Ledger {
  readonly #orders = new Map<string, Order>();
  #keys: Keys | undefined;

  constructor(private readonly journal: SimulatorRuntime['journal']) {
    for (const entry of journal.read() as readonly Entry[]) {
      if ('keys' in entry) this.#keys = entry.keys;
      else this.#orders.set(entry.order.id, entry.order);
    }
  }

  newestFirst(): readonly Order[] {
    return [...this.#orders.values()].reverse();
  }

  find(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  /** The newest one of that number. */
  named(orderNo: string): Order | undefined {
    return this.newestFirst().find((order) => orderNoOf(order) === orderNo);
  }

  write(order: Order): Order {
    this.journal.append({ order } satisfies Entry);
    this.#orders.set(order.id, order);
    return order;
  }

  /** Changes the order as it stands now, which may be later than the caller's copy. */
  change(order: Order, update: (now: Order) => Partial<Order>): Order {
    const current = this.#orders.get(order.id) ?? order;
    return this.write({ ...current, ...update(current) });
  }

  /** Over a restart the same, as whoever knows the root certificate keeps trusting it. */
  keys(make: () => Keys): Keys {
    if (this.#keys === undefined) {
      this.#keys = make();
      this.journal.append({ keys: this.#keys } satisfies Entry);
    }
    return this.#keys;
  }
}
