import type { Payment } from '../domain/payment.ts';
import { inParallel } from './in-parallel.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { AddressFound, Addresses, Clock, Log, Metrics, PostNotice, Random } from '../ports/runtime.ts';
import type { NoticeStarter } from '../settle/settle-payment.ts';
import { ChooseDue, type Chosen } from './choose-due.ts';
import { DeliverOne } from './deliver-one.ts';
import { Gate, type Troubled } from './gate.ts';
import { HostAddresses } from './host-addresses.ts';
import { HostQueue, type Waiting } from './host-queue.ts';
import { NoticeLeases, waitingOf } from './notice-leases.ts';
import type { Receiver } from './receiver.ts';
import type { Slot } from './slots.ts';
import { TryNotice, type Leased } from './try-notice.ts';

/** How notices are delivered. */
export interface NoticeLimits {
  /** Longer than an attempt takes (15 s) and the writes around it. */
  readonly leaseMs: number;
  /** Delay after each failed attempt, in milliseconds; after the last one the notice is exhausted. */
  readonly schedule: readonly number[];
  /** Concurrent deliveries to one receiving host of which nothing is known; one that answers quickly gets up to 100. */
  readonly maxPerHost: number;
  /** Concurrent deliveries in this process, of which a project's side has at most a quarter. */
  readonly maxInProcess: number;
}

/** What this process does at the moment, for its operator. */
export interface NoticeState {
  readonly underWay: number;
  readonly queued: number;
  /** Shops whose last try timed out: tried one at a time, or not at all for a while. */
  readonly troubled: readonly Troubled[];
}

export interface NoticePorts {
  readonly payments: PaymentStore;
  readonly projects: ProjectStore;
  readonly postNotice: PostNotice;
  readonly addresses: Addresses;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

const maxQueued = 1_000;
const width = 8;

/** How often waiting notices are looked at even though nothing else happens: a share of the lease; 500 ms of 25 s. */
const looksPerLease = 50;

/**
 * Notifies merchants of paid payments, at least once each. Due notices are stored in the payments; this process only knows
 * which leases it holds. A notice waits in line for its own shop alone, and a lease that could run out meanwhile is given back.
 */
export class DeliverNotices implements NoticeStarter {
  readonly #gate: Gate;
  readonly #queue = new HostQueue(maxQueued);
  readonly #addresses: HostAddresses;
  readonly #leases: NoticeLeases;
  readonly #one: DeliverOne;
  readonly #choice: ChooseDue;
  readonly #running = new Set<Promise<void>>();
  #hasMore = false;
  /** Callers of `idle`; while there are any, nothing further begins by itself. */
  #waiting = 0;
  #round: Promise<number> | undefined;
  #isWatching = false;
  /** Until then, in ms since 1970, no end of a delivery starts a round: the last one found nothing that could begin. */
  #restsUntil = 0;

  constructor(
    private readonly ports: NoticePorts,
    private readonly limits: NoticeLimits,
  ) {
    const { payments, projects, postNotice, clock } = ports;
    this.#gate = new Gate(limits);
    this.#addresses = new HostAddresses(ports.addresses, () => clock.now().getTime());
    this.#leases = new NoticeLeases(payments, ports, limits.leaseMs);
    const tries = new TryNotice(payments, projects, postNotice, ports, limits.schedule);
    this.#one = new DeliverOne(this.#leases, tries, this.#gate, ports, limits.schedule.length);
    this.#choice = new ChooseDue(payments, this.#gate, this.#addresses, this.#queue, clock);
  }

  /** Claims due notices and starts delivering them; resolves to how many were claimed. */
  async execute(): Promise<number> {
    this.#round ??= this.#takeDue().finally(() => (this.#round = undefined));
    return this.#round;
  }

  /** Delivers a notice whose lease this process holds, as soon as its shop has room. */
  start(payment: Payment): void {
    const { notice } = payment;
    if (notice) this.#offer(receiverOf(payment, notice.host), { ...payment, notice });
  }

  get state(): NoticeState {
    const troubled = this.#gate.troubled(this.#now());
    return { underWay: this.#gate.underWay, queued: this.#queue.size, troubled };
  }

  /** Gives back what waits; resolves when no delivery is running. */
  async idle(): Promise<void> {
    this.#waiting += 1;
    do {
      this.#giveBack(this.#queue.takeEnding(Infinity));
      await Promise.allSettled([...this.#running, this.#round]);
    } while (this.#running.size > 0 || this.#round || this.#queue.size > 0);
    this.#waiting -= 1;
  }

  #offer(receiver: Receiver, payment: Leased): void {
    if (this.#queue.of(receiver) === 0 && this.#mayBegin(receiver)) this.#begin(receiver, waitingOf(payment), payment);
    else this.#wait(receiver, waitingOf(payment));
  }

  #mayBegin(receiver: Receiver): boolean {
    const { host } = receiver;
    return !this.#addresses.isBusy(host) && this.#gate.mayBegin(receiver, this.#addresses.of(host), this.#now());
  }

  #wait(receiver: Receiver, waiting: Waiting): void {
    if (this.#queue.add(receiver, waiting)) this.#watch();
    else this.#giveBack([waiting]);
  }

  /** `payment`: where it need not be read. */
  #begin(receiver: Receiver, waiting: Waiting, payment?: Leased): void {
    const address = this.#addresses.of(receiver.host);
    if (address === undefined) this.#track(this.#lookUp(receiver, waiting, payment));
    else this.#hold(receiver, waiting, address, payment);
  }

  #hold(receiver: Receiver, waiting: Waiting, address: string, payment?: Leased): void {
    const slot = this.#gate.begin(receiver, address, this.#now());
    this.#track(this.#deliver(slot, waiting, payment).finally(() => this.#gate.giveBack(slot)));
  }

  /** No slot is held meanwhile. */
  async #lookUp(receiver: Receiver, waiting: Waiting, payment?: Leased): Promise<void> {
    const begunAt = this.#now();
    const found: AddressFound = await this.#addresses.find(receiver.host);
    if (!('address' in found)) {
      // A name server that hangs costs as much as a shop that does.
      if (this.#now() - begunAt >= 1_000) this.#one.learn(receiver, { kind: 'timedOut', begunAt });
      await this.#one.fail(waiting, found, payment);
    } else if (this.#gate.mayBegin(receiver, found.address, this.#now()) && !this.#leases.isEnding(waiting)) {
      this.#hold(receiver, waiting, found.address, payment);
    } else {
      this.#wait(receiver, waiting);
    }
  }

  async #deliver(slot: Slot, waiting: Waiting, payment?: Leased): Promise<void> {
    const sent = await this.#one
      .send(slot, waiting, payment)
      .catch((error: unknown) => this.#waitAgain(slot, waiting, error));
    if (!sent) return;
    this.#goOn();
    await this.#one.record(sent);
  }

  /** Its lease is still good. Not at once: a database that refuses would be asked without a pause. */
  async #waitAgain(slot: Slot, { paymentNo, ...lease }: Waiting, error: unknown): Promise<undefined> {
    this.#gate.giveBack(slot);
    this.ports.log.warn('Notice delivery will be retried', { paymentNo, failure: String(error) });
    await this.ports.clock.sleep(this.limits.leaseMs / looksPerLease);
    this.#wait(slot.receiver, { paymentNo, ...lease });
  }

  #giveBack(all: readonly Waiting[]): void {
    if (all.length === 0) return;
    this.#hasMore = true;
    this.#track(inParallel(all, width, (waiting) => this.#leases.giveBack(waiting)));
  }

  /** Whatever fails, the lease runs out, and the notice is delivered then. */
  #track(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => this.ports.log.warn('Notice delivery will be retried', { failure: String(error) }))
      .finally(() => {
        this.#running.delete(running);
        this.#goOn();
      });
    this.#running.add(running);
  }

  #goOn(): void {
    if (this.#waiting > 0) return;
    const isFilled = this.#drain();
    if (isFilled || !this.#hasMore || this.#gate.room <= 0 || this.#now() < this.#restsUntil) return;
    this.#hasMore = false;
    this.execute().catch((error: unknown) =>
      this.ports.log.warn('Due notices could not be claimed', { failure: String(error) }),
    );
  }

  /** Whether anything that waited has begun. */
  #drain(): boolean {
    this.#giveBack(this.#queue.takeEnding(this.#now() + this.#leases.needsMs));
    const next = () => this.#queue.next((receiver) => this.#mayBegin(receiver));
    let hasBegun = false;
    for (let first = next(); first; first = next()) {
      this.#begin(first.receiver, first.waiting);
      hasBegun = true;
    }
    return hasBegun;
  }

  /** Where everything under way hangs, nothing else would look at what waits. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const look = async () => {
      while (this.#queue.size > 0) {
        await this.ports.clock.sleep(this.limits.leaseMs / looksPerLease);
        if (this.#waiting === 0) this.#drain();
      }
    };
    void look().finally(() => (this.#isWatching = false));
  }

  async #takeDue(): Promise<number> {
    let taken = 0;
    this.#hasMore = await this.#choice.execute(async (chosen, now) => {
      if (await this.#take(chosen, now)) taken += 1;
    });
    if (taken === 0) this.#restsUntil = this.#now() + this.limits.leaseMs / looksPerLease;
    return taken;
  }

  async #take({ payment, notice, slot }: Chosen, now: Date): Promise<boolean> {
    const leased = await this.#leases.take(payment, notice, now);
    if (slot) this.#gate.giveBack(slot);
    if (leased) this.#offer(receiverOf(leased, notice.host), leased);
    return leased !== undefined;
  }

  #now(): number {
    return this.ports.clock.now().getTime();
  }
}

const receiverOf = ({ project, environment }: Payment, host: string): Receiver => ({ project, environment, host });
