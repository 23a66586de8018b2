/** A short-lived cache, so that a burst of requests reads each value once. Missing values are not cached. */
export class Remembered<T> {
  readonly #known = new Map<string, { readonly value: T; readonly until: number }>();
  #timesForgotten = 0;

  constructor(
    private readonly ms: number,
    private readonly now: () => number = Date.now,
  ) {}

  async get(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.#known.get(key);
    if (known && known.until > this.now()) return known.value;
    const [since, forgotten] = [this.now(), this.#timesForgotten];
    const value = await read();
    // It may be older than the change that somebody was told to forget for.
    if (forgotten !== this.#timesForgotten) return value;
    if (value === undefined) this.#known.delete(key);
    else this.#known.set(key, { value, until: since + this.ms });
    return value;
  }

  forget(key: string): void {
    this.#known.delete(key);
    this.#timesForgotten += 1;
  }
}
