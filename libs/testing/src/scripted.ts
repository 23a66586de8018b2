/** A function whose answers a spec sets, and whose calls it counts. */
export class Scripted<Arguments extends unknown[], Result> {
  readonly calls: Arguments[] = [];
  readonly #once: ((...args: Arguments) => Result | Promise<Result>)[] = [];

  constructor(public answer: (...args: Arguments) => Result | Promise<Result>) {}

  /** These answer the next calls, one each, before `answer` does again. */
  next(...answers: ((...args: Arguments) => Result | Promise<Result>)[]): void {
    this.#once.push(...answers);
  }

  readonly call = async (...args: Arguments): Promise<Result> => {
    this.calls.push(args);
    return (this.#once.shift() ?? this.answer)(...args);
  };
}

export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** A promise that a spec settles when it likes, for an answer still in flight. */
export function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) };
}
