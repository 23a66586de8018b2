import type { Notice } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import { inParallel } from './in-parallel.ts';
import type { DueExcept, PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { Gate } from './gate.ts';
import type { HostAddresses } from './host-addresses.ts';
import type { HostQueue } from './host-queue.ts';
import { pairKeyOf, type Receiver } from './receiver.ts';
import type { Slot } from './slots.ts';

/** A due notice to be claimed now. */
export interface Chosen {
  readonly payment: Payment;
  readonly notice: Notice;
  /** Held for it while it is claimed. */
  readonly slot?: Slot;
}

const maxFetched = 100;
const maxQueries = 50;
const width = 8;

/** Chooses among the due notices those that can begin now, or soon where their shop answers quickly. */
export class ChooseDue {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gate: Gate,
    private readonly addresses: HostAddresses,
    private readonly queue: HostQueue,
    private readonly clock: Clock,
  ) {}

  /** `take` claims one and begins it. Resolves to whether there may be more that is due. */
  async execute(take: (chosen: Chosen, now: Date) => Promise<void>): Promise<boolean> {
    const passedOver = new Map<string, Receiver>();
    for (let queries = 0; queries < maxQueries; queries += 1) {
      const limit = Math.min(maxFetched, this.gate.room);
      if (limit <= 0) return true;
      const now = this.clock.now();
      const except = this.#except(passedOver, now);
      const due = await this.payments.due('notice', now, limit, except);
      const chosen = this.#choose(due, passedOver, now);
      await inParallel(chosen, width, (one) => take(one, now)).finally(() => this.#release(chosen));
      if (due.length < limit) return passedOver.size > 0 || isAnyLeftOut(except);
    }
    return true;
  }

  /** Those that were not claimed, because the database was away, still hold theirs. */
  #release(chosen: readonly Chosen[]): void {
    for (const { slot } of chosen) if (slot) this.gate.giveBack(slot);
  }

  #except(passedOver: ReadonlyMap<string, Receiver>, now: Date): ReturnType<Gate['full']> {
    const full = this.gate.full(now.getTime());
    const passed = [...passedOver.values()].map(({ project, host }) => ({ project, host }));
    return { ...full, receivers: [...full.receivers, ...passed] };
  }

  #choose(due: readonly Payment[], passedOver: Map<string, Receiver>, now: Date): Chosen[] {
    const planned = new Map<string, number>();
    return due.flatMap((payment) => {
      const { notice, project, environment } = payment;
      if (!notice) return [];
      const receiver = { project, environment, host: notice.host };
      const chosen = this.#plan(receiver, planned, now.getTime());
      if (chosen) return [{ payment, notice, ...chosen }];
      passedOver.set(pairKeyOf(receiver), receiver);
      return [];
    });
  }

  /** Undefined where it has no room. A name is looked up for one notice; the others wait for that. */
  #plan(receiver: Receiver, planned: Map<string, number>, now: number): Pick<Chosen, 'slot'> | undefined {
    const { host } = receiver;
    const address = this.addresses.of(host);
    const others = planned.get(host) ?? 0;
    const isLookedUp = address === undefined && (others > 0 || this.addresses.isBusy(host));
    if (!isLookedUp && this.queue.of(receiver) === 0 && this.gate.mayBegin(receiver, address, now)) {
      planned.set(host, others + 1);
      return address === undefined ? {} : { slot: this.gate.begin(receiver, address, now) };
    }
    if (!this.#maySoon(receiver, others, now)) return undefined;
    planned.set(host, others + 1);
    return {};
  }

  /** A quick shop's next ones are claimed while it answers, a round ahead. */
  #maySoon(receiver: Receiver, others: number, now: number): boolean {
    const ahead = this.queue.of(receiver) + others;
    return this.gate.isQuick(receiver, now) && ahead < this.gate.limitOf(receiver.host);
  }
}

const isAnyLeftOut = ({ hosts, sides, receivers }: DueExcept): boolean =>
  [hosts, sides, receivers].some((some = []) => some.length > 0);
