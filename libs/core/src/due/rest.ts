import type { Clock } from '../ports/runtime.ts';

/** The next one is so many times as long away, at least, as the last one took. */
const restPerLook = 4;

/** Between looks at what is due, which take from others: without an index, each costs as much as there are payments. */
export class Rest {
  /** In ms since 1970. */
  #until = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  get isOver(): boolean {
    return this.leftMs === 0;
  }

  get leftMs(): number {
    return Math.max(0, this.#until - this.#now());
  }

  /** Begins when the look has succeeded. */
  async after<T>(look: () => Promise<T>): Promise<T> {
    const begun = this.#now();
    const found = await look();
    const ended = this.#now();
    this.#until = ended + restPerLook * (ended - begun);
    return found;
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
