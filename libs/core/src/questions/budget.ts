interface Spent {
  readonly at: number;
  readonly subject: string;
  /** Who took it and has not said yet whether it is needed. */
  holders: number;
  isUsed: boolean;
}

/** One of a budget, which has to be used or given back. */
export interface Taken {
  use(): void;
  giveBack(): void;
}

const maxRemembered = 1_000;

/** At most so many in any `windowMs`, for each key by itself; in this process. */
export class Budget {
  readonly #spent = new Map<string, readonly Spent[]>();

  constructor(
    private readonly max: number,
    private readonly windowMs: number,
  ) {}

  /**
   * Takes one, or says after how many milliseconds one is free. Of those that want one for the same subject at the same time one
   * will use it: they share it.
   */
  take(key: string, subject: string, now: Date): Taken | { readonly waitMs: number } {
    const at = now.getTime();
    this.#forget(at);
    const recent = (this.#spent.get(key) ?? []).filter((one) => one.at > at - this.windowMs);
    const shared = recent.find((one) => one.subject === subject && !one.isUsed);
    if (!shared && recent.length >= this.max) return { waitMs: (recent[0]?.at ?? at) + this.windowMs - at };
    const taken = shared ?? { at, subject, holders: 0, isUsed: false };
    taken.holders += 1;
    this.#spent.set(key, shared ? recent : [...recent, taken]);
    return { use: () => (taken.isUsed = true), giveBack: () => this.#giveBack(key, taken) };
  }

  #giveBack(key: string, taken: Spent): void {
    taken.holders -= 1;
    if (taken.holders > 0 || taken.isUsed) return;
    this.#spent.set(
      key,
      (this.#spent.get(key) ?? []).filter((one) => one !== taken),
    );
  }

  /** What is over takes no memory: keys are many. */
  #forget(at: number): void {
    if (this.#spent.size < maxRemembered) return;
    for (const [key, spent] of this.#spent) {
      if ((spent.at(-1)?.at ?? 0) <= at - this.windowMs) this.#spent.delete(key);
    }
  }
}
