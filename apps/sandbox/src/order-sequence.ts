import type { SimulatedOrder } from '@paycore/simulator-kit';
import * as z from 'zod';
import type { Journal } from './journal.ts';

/** So many orders of one gateway, made before any other gateway made its next. */
const runSchema = z.object({ gateway: z.string(), orders: z.number().int().positive() });
type Run = z.infer<typeof runSchema>;

/** A gateway's orders, newest first; a gateway forgets none. */
type Orders = Readonly<Record<string, () => readonly SimulatedOrder[]>>;

/**
 * The order in which all gateways' orders were made. Each gateway knows that of its own, so runs of them are all there is
 * to keep. A run is counted when another gateway begins one: what a kill leaves uncounted is one gateway's, and the newest.
 */
export class OrderSequence {
  readonly #runs: Run[];
  readonly #counted = new Map<string, number>();
  #writing: string | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly orders: Orders,
  ) {
    this.#runs = journal.read().flatMap((entry) => runSchema.safeParse(entry).data ?? []);
    for (const run of this.#runs) this.#count(run);
  }

  /**
   * To be called once all gateways have read their journals. Several of them have uncounted orders only where no sequence
   * was kept yet: those are known to the minute.
   */
  begin(): void {
    const older = Object.keys(this.orders).flatMap((gateway) =>
      this.#uncounted(gateway).map((order) => ({ gateway, minute: minuteOf(order) })),
    );
    older.sort((one, other) => one.minute.localeCompare(other.minute));
    for (const { gateway } of older) this.#add(gateway, 1);
  }

  /** To be called before that gateway's journal takes a line. */
  beforeLineOf(gateway: string): void {
    if (this.#writing === gateway) return;
    this.#countLast();
    this.#writing = gateway;
  }

  newestFirst(): SimulatedOrder[] {
    this.#countLast();
    const left = new Map(Object.entries(this.orders).map(([gateway, orders]) => [gateway, [...orders()]]));
    return [...this.#runs].reverse().flatMap((run) => left.get(run.gateway)?.splice(0, run.orders) ?? []);
  }

  #countLast(): void {
    if (this.#writing !== undefined) this.#add(this.#writing, this.#uncounted(this.#writing).length);
  }

  /** Oldest first. */
  #uncounted(gateway: string): SimulatedOrder[] {
    const orders = this.orders[gateway]?.() ?? [];
    return orders.slice(0, Math.max(0, orders.length - (this.#counted.get(gateway) ?? 0))).reverse();
  }

  #add(gateway: string, orders: number): void {
    if (orders === 0) return;
    const run = { gateway, orders };
    this.journal.append(run);
    this.#runs.push(run);
    this.#count(run);
  }

  #count({ gateway, orders }: Run): void {
    this.#counted.set(gateway, (this.#counted.get(gateway) ?? 0) + orders);
  }
}

/** PayCore's order numbers begin with the minute of their making. */
const minuteOf = ({ order_no }: SimulatedOrder): string => order_no.slice(0, 12);
