import type { SimulatedCallback, SimulatorRuntime } from './simulator.ts';

/** An order as a simulator keeps it, and as the journal holds it: plain JSON. */
export interface Kept {
  readonly callbacks: readonly SimulatedCallback[];
}

export interface LedgerWords<Order> {
  /** What tells orders apart at this gateway. */
  keyOf(order: Order): string;
  /** PayCore's number of it, which several orders may share. */
  orderNoOf(order: Order): string;
  /** Whether a line of the journal is an order: those of an earlier version are passed over. */
  isOrder?(entry: unknown): entry is Order;
}

/** All orders, each written whole to the journal with every change, so that the last line of an order is the order. */
export class Ledger<Order extends Kept> {
  readonly #orders = new Map<string, Order>();
  /** Order number → key of its newest order. */
  readonly #newest = new Map<string, string>();

  constructor(
    private readonly journal: SimulatorRuntime['journal'],
    private readonly words: LedgerWords<Order>,
  ) {
    const { isOrder = (entry): entry is Order => entry !== null } = words;
    for (const entry of journal.read()) if (isOrder(entry)) this.#keep(entry);
  }

  get size(): number {
    return this.#orders.size;
  }

  newestFirst(): readonly Order[] {
    return [...this.#orders.values()].reverse();
  }

  find(key: string): Order | undefined {
    return this.#orders.get(key);
  }

  /** The newest of that number. */
  findByOrderNo(orderNo: string): Order | undefined {
    return this.#orders.get(this.#newest.get(orderNo) ?? '');
  }

  write(order: Order): Order {
    this.journal.append(order);
    this.#keep(order);
    return order;
  }

  /** Changes the order as it stands now, which may be later than the caller's copy. */
  change(order: Order, update: (now: Order) => Partial<Order>): Order {
    const current = this.find(this.words.keyOf(order)) ?? order;
    return this.write({ ...current, ...update(current) });
  }

  /** Writes down with the order what came of one of its callbacks. */
  note(order: Order, callback: SimulatedCallback): Order {
    const current = this.find(this.words.keyOf(order)) ?? order;
    return this.write({ ...current, callbacks: [...current.callbacks, callback] });
  }

  #keep(order: Order): void {
    const key = this.words.keyOf(order);
    if (!this.#orders.has(key)) this.#newest.set(this.words.orderNoOf(order), key);
    this.#orders.set(key, order);
  }
}
