/** A value that logs, JSON and templates cannot show by accident; opened only where it is needed. */
export class Secret<T> {
  readonly #open: () => T;

  private constructor(open: () => T) {
    this.#open = open;
  }

  static of<T>(value: T): Secret<T> {
    return new Secret(() => value);
  }

  /** Opens lazily, so that a reader who needs no secret pays for no decryption. */
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
