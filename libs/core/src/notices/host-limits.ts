import { Recent } from '../recent.ts';

/** An answer that took less, in ms, speaks for more notices at a time. */
const quickMs = 500;
const quickAnswersToGrow = 20;
const maxHosts = 10_000;

export interface HostLimitRange {
  /** Deliveries at a time to a host of which nothing is known, and the least to any. */
  readonly first: number;
  readonly max: number;
}

interface Known {
  readonly limit: number;
  /** In a row, since the limit changed. */
  readonly quickAnswers: number;
}

/** How many deliveries a host gets at a time: more while it answers quickly, fewer after a time-out. */
export class HostLimits {
  readonly #known = new Recent<Known>(maxHosts);

  constructor(private readonly range: HostLimitRange) {}

  of(host: string): number {
    return this.#known.get(host)?.limit ?? this.range.first;
  }

  /** Whether it has answered quickly for a while. */
  isQuick(host: string): boolean {
    return this.of(host) > this.range.first;
  }

  /** `ms`: how long the answer took. */
  answered(host: string, ms: number): void {
    const limit = this.of(host);
    const quickAnswers = ms < quickMs ? (this.#known.get(host)?.quickAnswers ?? 0) + 1 : 0;
    const grows = quickAnswers === quickAnswersToGrow;
    if (grows) this.#known.set(host, { limit: Math.min(this.range.max, limit * 2), quickAnswers: 0 });
    else this.#known.set(host, { limit, quickAnswers });
  }

  timedOut(host: string): void {
    const limit = Math.max(this.range.first, Math.floor(this.of(host) / 2));
    this.#known.set(host, { limit, quickAnswers: 0 });
  }
}
