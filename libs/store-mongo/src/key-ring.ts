export interface NamedKey<Key> {
  readonly id: string;
  readonly key: Key;
}

/** Keys by id. What is made with one begins with its id and a dot; the first makes, all read. */
export class KeyRing<Key> {
  readonly #keys: ReadonlyMap<string, Key>;

  /** `made`: what was done with a key, for the error: `with which this was sealed`. */
  constructor(
    readonly first: NamedKey<Key>,
    others: readonly NamedKey<Key>[],
    private readonly made: string,
  ) {
    this.#keys = new Map([first, ...others].map(({ id, key }) => [id, key]));
  }

  /** Every id with its key. */
  all(): readonly (readonly [id: string, key: Key])[] {
    return [...this.#keys];
  }

  /** The key of that id. Throws where it is gone. */
  named(id: string): Key {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`PAYCORE_KEYS has no key "${id}", ${this.made}.`);
    return key;
  }

  isOfFirst(text: string): boolean {
    return text.startsWith(`${this.first.id}.`);
  }
}
