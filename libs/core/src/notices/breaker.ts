/** Time-outs in a row after which nothing is sent for a while. */
const timeoutsToOpen = 5;
const firstPauseMs = 10_000;
const maxPauseMs = 60_000;

/** Of tries after a time-out, one in so many gets the full time: a shop that is merely slow answers it. */
const fullEvery = 4;

/**
 * `new`: it was never tried; `answering`; `doubted`: its last try timed out, so that it is tried one at a time; `open`: it timed
 * out again and again, and is not tried for a while.
 */
export type BreakerState = 'new' | 'answering' | 'doubted' | 'open';

/** What one project's shop on one host did lately. Times in ms since 1970. */
export class Breaker {
  #timeouts = 0;
  #lastAt = 0;
  #openUntil = 0;
  #hasAnswered = false;

  state(now: number): BreakerState {
    if (this.#timeouts > 0) return now < this.#openUntil ? 'open' : 'doubted';
    return this.#hasAnswered ? 'answering' : 'new';
  }

  /** When the next try may be, while it is open. */
  get openUntil(): number {
    return this.#openUntil;
  }

  /** `underWay`: tries that are not over. */
  mayTry(underWay: number, now: number): boolean {
    return this.#timeouts === 0 || (underWay === 0 && now >= this.#openUntil);
  }

  /** Whether the next try gets less time than usual. */
  get isBrief(): boolean {
    return this.#timeouts % fullEvery !== 0;
  }

  /** Whether it had been given up for a while. */
  answered(): boolean {
    const wasOpen = this.#openUntil > 0;
    this.#timeouts = 0;
    this.#openUntil = 0;
    this.#hasAnswered = true;
    return wasOpen;
  }

  /** Tries that were under way together count once. Whether it is open now and was not before. */
  timedOut(begunAt: number, now: number): boolean {
    if (begunAt < this.#lastAt) return false;
    this.#lastAt = now;
    this.#timeouts += 1;
    const more = this.#timeouts - timeoutsToOpen;
    if (more < 0) return false;
    this.#openUntil = now + Math.min(maxPauseMs, firstPauseMs * 2 ** Math.min(more, 10));
    return more === 0;
  }
}
