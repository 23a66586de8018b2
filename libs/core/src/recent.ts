/** The most recently set values by key: memory for what strangers can make up without end. */
export class Recent<Value> {
  readonly #values = new Map<string, Value>();

  constructor(private readonly max: number) {}

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.max) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#values.entries();
  }
}
