/** A value that logs, JSON and templates cannot leak by accident; revealed only where it is needed. */
export class Secret<T> {
  readonly #open: () => T;

  private constructor(open: () => T) {
    this.#open = open;
  }

  static of<T>(value: T): Secret<T> {
    return new Secret(() => value);
  }

  /** Opens on demand, so that readers who do not need the secret skip the decryption. */
  static sealed<T>(open: () => T): Secret<T> {
    return new Secret(open);
  }

  reveal(): T {
    return this.#open();
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
