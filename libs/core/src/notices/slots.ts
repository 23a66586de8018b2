import { Tally } from '../tally.ts';
import { pairKeyOf, sideKeyOf, type Receiver } from './receiver.ts';
import type { Side } from '../ports/payment-store.ts';

/** A delivery under way. */
export interface Slot {
  readonly receiver: Receiver;
  /** The one that its host had when it began. */
  readonly address: string;
  /** In ms since 1970. */
  readonly since: number;
  /** Whether its shop had answered the last time. */
  readonly isProven: boolean;
}

/** Who has how many deliveries under way in this process. */
export class Slots {
  readonly #sending = new Set<Slot>();
  readonly #recording = new Set<Slot>();
  readonly #bySide = new Tally();
  readonly #byHost = new Tally();
  readonly #byPair = new Tally();
  readonly #unproven = new Tally();

  get taken(): number {
    return this.#sending.size + this.#recording.size;
  }

  /** Those of shops that are not proven. */
  get unproven(): number {
    return this.#unproven.of('');
  }

  unprovenOf(side: Side): number {
    return this.#unproven.of(sideKeyOf(side));
  }

  ofSide(side: Side): number {
    return this.#bySide.of(sideKeyOf(side));
  }

  ofHost(host: string): number {
    return this.#byHost.of(host);
  }

  ofPair(pair: Pick<Receiver, 'project' | 'host'>): number {
    return this.#byPair.of(pairKeyOf(pair));
  }

  /** Those at one address that are under way since before that time. */
  at(address: string, before = Infinity): Slot[] {
    return [...this.#sending].filter((slot) => slot.address === address && slot.since < before);
  }

  /** The sides that have any. */
  sides(): Side[] {
    return [...new Map([...this.#sending].map(({ receiver }) => [sideKeyOf(receiver), receiver])).values()];
  }

  hosts(): string[] {
    return this.#byHost.keys();
  }

  take(slot: Slot): Slot {
    this.#sending.add(slot);
    this.#count(slot, 1);
    return slot;
  }

  /** Its shop has answered: others may be sent there while the answer is recorded. */
  answered(slot: Slot): void {
    if (!this.#sending.delete(slot)) return;
    this.#count(slot, -1);
    this.#recording.add(slot);
  }

  /** Giving one back twice does no harm. */
  giveBack(slot: Slot): void {
    this.answered(slot);
    this.#recording.delete(slot);
  }

  #count({ receiver, isProven }: Slot, by: 1 | -1): void {
    this.#bySide.add(sideKeyOf(receiver), by);
    this.#byHost.add(receiver.host, by);
    this.#byPair.add(pairKeyOf(receiver), by);
    if (isProven) return;
    this.#unproven.add('', by);
    this.#unproven.add(sideKeyOf(receiver), by);
  }
}
