import {
  merchantOrderOf,
  isOffline,
  type Log,
  type MarkedPayment,
  type OpenedPage,
  type OpenPayPage,
  type PaymentMark,
} from '@paycore/core';

/** An open page. */
export interface Follower {
  /** Opens its payment's page anew. */
  open(): Promise<OpenedPage>;
  /** Is given the page whenever something was written. */
  show(opened: OpenedPage): void;
}

interface Watched extends MarkedPayment {
  mark: PaymentMark;
  isOpening: boolean;
  readonly followers: Set<Follower>;
}

export interface WatchTimes {
  /** Milliseconds between two reads. */
  readonly tickMs: number;
  /** The longest pause while the database does not answer. */
  readonly maxPauseMs: number;
}

export const watchTimes: WatchTimes = { tickMs: 250, maxPauseMs: 5_000 };

const markOf = ({ payment, isPaidBeside }: OpenedPage): PaymentMark => ({
  version: payment.version,
  isOrderPaid: payment.status === 'paid' || isPaidBeside,
});

/**
 * Tells open pages when their payments were written, by whichever process: one read a tick for all of them, none while there
 * is no open page.
 */
export class PaymentWatch {
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #count = 0;
  #failures = 0;

  constructor(
    private readonly openPayPage: Pick<OpenPayPage, 'marks'>,
    private readonly log: Log,
    private readonly times: WatchTimes = watchTimes,
  ) {}

  /** How many pages are open. */
  get count(): number {
    return this.#count;
  }

  /** How many of them are this payment's. */
  countOf(paymentNo: string): number {
    return this.#watched.get(paymentNo)?.followers.size ?? 0;
  }

  /** Returns a function that ends it. `opened`: what the page shows now. */
  follow(opened: OpenedPage, follower: Follower): () => void {
    const { paymentNo } = opened.payment;
    const watched = this.#watched.get(paymentNo) ?? newlyWatched(opened);
    this.#watched.set(paymentNo, watched);
    watched.followers.add(follower);
    this.#count += 1;
    if (this.#timer === undefined && !this.#isLooking) this.#lookIn(this.times.tickMs);
    return () => {
      if (watched.followers.delete(follower)) this.#count -= 1;
      if (watched.followers.size === 0 && this.#watched.get(paymentNo) === watched) this.#watched.delete(paymentNo);
    };
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#look(), ms).unref();
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    if (this.#watched.size === 0) return;
    const begun = performance.now();
    this.#isLooking = true;
    try {
      this.#compare(await this.openPayPage.marks([...this.#watched.values()]));
      if (this.#failures > 0) this.log.info('Open pages are followed again');
      this.#failures = 0;
    } catch (error) {
      if (this.#failures === 0) this.log.warn('Open pages cannot be followed', { error });
      this.#failures += 1;
    }
    this.#isLooking = false;
    const { tickMs, maxPauseMs } = this.times;
    const pause = this.#failures > 0 ? Math.min(tickMs * 2 ** this.#failures, maxPauseMs) : tickMs;
    // What the read took is part of the tick; a slow database is left in peace for as long again.
    const took = performance.now() - begun;
    this.#lookIn(Math.max(pause - took, Math.min(took, maxPauseMs)));
  }

  #compare(marks: ReadonlyMap<string, PaymentMark>): void {
    for (const watched of this.#watched.values()) {
      const mark = marks.get(watched.paymentNo);
      if (!mark || watched.isOpening) continue;
      const { version, isOrderPaid } = watched.mark;
      if (mark.version !== version || mark.isOrderPaid !== isOrderPaid) void this.#show(watched, mark);
    }
  }

  /** Once for all pages of the payment. */
  async #show(watched: Watched, mark: PaymentMark): Promise<void> {
    const [first] = watched.followers;
    if (!first) return;
    watched.isOpening = true;
    try {
      const opened = await first.open();
      watched.mark = mark;
      for (const follower of watched.followers) follower.show(opened);
    } catch (error) {
      // The next tick tries again where the database was away; what else fails would fail at every tick.
      if (!isOffline(error)) {
        watched.mark = mark;
        this.log.error('An open page could not be opened anew', { paymentNo: watched.paymentNo, error });
      }
    } finally {
      watched.isOpening = false;
    }
  }
}

const newlyWatched = (opened: OpenedPage): Watched => ({
  ...merchantOrderOf(opened.payment),
  paymentNo: opened.payment.paymentNo,
  mark: markOf(opened),
  isOpening: false,
  followers: new Set(),
});
