import type { DueExcept, Side } from '../ports/payment-store.ts';
import { Breaker, type BreakerState } from './breaker.ts';
import { HostLimits } from './host-limits.ts';
import { pairKeyOf, type Receiver } from './receiver.ts';
import { Recent } from '../recent.ts';
import { Slots, type Slot } from './slots.ts';

/** A delivery that takes longer, in ms, counts for its address: shops share addresses behind a CDN. */
const slowMs = 1_000;
const maxSlowAtAddress = 50;

/** Of the slots, for shops that did not answer the last time, or were never tried. */
const unprovenShare = 0.75;
const maxPairs = 10_000;

/** Of the hosts of one project, in one query. */
const maxHostsAsked = 200;

/** Concurrent deliveries to a host that answers quickly. */
const maxPerQuickHost = 100;

export interface GateLimits {
  /** Concurrent deliveries in this process. */
  readonly maxInProcess: number;
  /** Concurrent deliveries to a host of which nothing is known. */
  readonly maxPerHost: number;
}

/** How a try ended, as far as it says something of the shop. */
export interface Ended {
  readonly kind: 'answered' | 'timedOut' | 'other';
  readonly begunAt: number;
}

/** What changed for a shop: it is not tried for a while, until a time in ms since 1970, or it is tried again as usual. */
export type Turn = { readonly pausedUntil: number } | 'answersAgain';

/** A shop whose last try timed out. */
export interface Troubled {
  readonly project: string;
  readonly host: string;
  readonly state: 'doubted' | 'open';
}

/** Decides whether a delivery may begin now. Times in ms since 1970. */
export class Gate {
  readonly #slots = new Slots();
  readonly #hosts: HostLimits;
  readonly #breakers = new Recent<Breaker>(maxPairs);
  readonly #perSide: number;

  constructor(private readonly limits: GateLimits) {
    this.#hosts = new HostLimits({ first: limits.maxPerHost, max: Math.max(limits.maxPerHost, maxPerQuickHost) });
    this.#perSide = Math.max(1, Math.floor(limits.maxInProcess / 4));
  }

  get room(): number {
    return this.limits.maxInProcess - this.#slots.taken;
  }

  /** `address`: where it is known. */
  mayBegin(receiver: Receiver, address: string | undefined, now: number): boolean {
    if (!this.#hasSlot(receiver, now)) return false;
    if (this.#slots.ofHost(receiver.host) >= this.#hosts.of(receiver.host)) return false;
    return this.#mayTry(receiver, now) && (address === undefined || this.#mayDial(receiver, address, now));
  }

  /** Whether the receiver will soon have room again. */
  isQuick(receiver: Receiver, now: number): boolean {
    return this.#hosts.isQuick(receiver.host) && this.#isProven(receiver, now);
  }

  limitOf(host: string): number {
    return this.#hosts.of(host);
  }

  /** Whether the next try gets less time than usual. */
  isBrief(receiver: Receiver): boolean {
    return this.#breakerOf(receiver)?.isBrief ?? false;
  }

  begin(receiver: Receiver, address: string, now: number): Slot {
    return this.#slots.take({ receiver, address, since: now, isProven: this.#isProven(receiver, now) });
  }

  answered(slot: Slot): void {
    this.#slots.answered(slot);
  }

  giveBack(slot: Slot): void {
    this.#slots.giveBack(slot);
  }

  /** What a try says of its shop. */
  learn(receiver: Receiver, { kind, begunAt }: Ended, now: number): Turn | undefined {
    if (kind === 'other') return undefined;
    const breaker = this.#breakerOf(receiver) ?? new Breaker();
    this.#breakers.set(pairKeyOf(receiver), breaker);
    if (kind === 'answered') {
      this.#hosts.answered(receiver.host, now - begunAt);
      return breaker.answered() ? 'answersAgain' : undefined;
    }
    this.#hosts.timedOut(receiver.host);
    return breaker.timedOut(begunAt, now) ? { pausedUntil: breaker.openUntil } : undefined;
  }

  /** Whose notices need not be looked for, because none of them could begin. */
  full(now: number): DueExcept & Required<Pick<DueExcept, 'hosts' | 'sides' | 'receivers'>> {
    const receivers = this.troubled(now).filter((pair) => !this.#mayTry(pair, now));
    return {
      hosts: this.#slots.hosts().filter((host) => this.#slots.ofHost(host) >= this.#hosts.of(host)),
      sides: this.#slots.sides().flatMap((side) => this.#fullSide(side, now)),
      receivers: receivers.map(({ project, host }) => ({ project, host })),
    };
  }

  #fullSide({ project, environment }: Side, now: number): NonNullable<DueExcept['sides']> {
    const side = { project, environment };
    if (this.#slots.ofSide(side) >= this.#perSide) return [side];
    if (this.#mayTryUnproven(side)) return [];
    const butHosts = this.#shopsThat('answering', now).flatMap((pair) => (pair.project === project ? pair.host : []));
    return [{ ...side, butHosts: butHosts.slice(-maxHostsAsked) }];
  }

  /** The shops whose last try timed out. */
  troubled(now: number): Troubled[] {
    return [...this.#shopsThat('doubted', now), ...this.#shopsThat('open', now)];
  }

  get underWay(): number {
    return this.#slots.taken;
  }

  #shopsThat<State extends BreakerState>(are: State, now: number) {
    const all = [...this.#breakers.entries()].filter(([, breaker]) => breaker.state(now) === are);
    return all.map(([key]) => {
      const [project = '', host = ''] = key.split(' ');
      return { project, host, state: are };
    });
  }

  #mayTry(pair: Pick<Receiver, 'project' | 'host'>, now: number): boolean {
    return this.#breakerOf(pair)?.mayTry(this.#slots.ofPair(pair), now) ?? true;
  }

  /** The last quarter, of the process and of each side, is kept for shops that answer. */
  #hasSlot(receiver: Receiver, now: number): boolean {
    if (this.room <= 0 || this.#slots.ofSide(receiver) >= this.#perSide) return false;
    return this.#isProven(receiver, now) || this.#mayTryUnproven(receiver);
  }

  #mayTryUnproven(side: Side): boolean {
    const isRoomFor = (count: number, of: number) => count < Math.max(1, of * unprovenShare);
    return (
      isRoomFor(this.#slots.unproven, this.limits.maxInProcess) &&
      isRoomFor(this.#slots.unprovenOf(side), this.#perSide)
    );
  }

  /**
   * Where an address has too many slow deliveries, only shops that answer and have none of them go on, and a project that has
   * nothing under way there may try once: neighbours at a CDN must not wait for those that hang.
   */
  #mayDial(receiver: Receiver, address: string, now: number): boolean {
    const slow = this.#slots.at(address, now - slowMs);
    if (slow.length < maxSlowAtAddress) return true;
    const isOwn = (slot: Slot) => pairKeyOf(slot.receiver) === pairKeyOf(receiver);
    if (this.#isProven(receiver, now)) return !slow.some(isOwn);
    return !this.#slots.at(address).some((slot) => slot.receiver.project === receiver.project);
  }

  #isProven(receiver: Receiver, now: number): boolean {
    return this.#breakerOf(receiver)?.state(now) === 'answering';
  }

  #breakerOf(pair: Pick<Receiver, 'project' | 'host'>): Breaker | undefined {
    return this.#breakers.get(pairKeyOf(pair));
  }
}
