/** A mistake that somebody could make. In a copy of the repository that has it, at least one of `caughtBy` must fail. */
export interface Fault {
  readonly name: string;
  /** The promise that it breaks. */
  readonly why: string;
  /** Relative to the repository's root, like every path here. */
  readonly file: string;
  /** Stands exactly once in `file`. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: readonly [spec: string, ...specs: string[]];
}

/** The text of `file` with the fault in it. Throws where `find` does not stand in it exactly once. */
export function plantedIn(text: string, { name, file, find, replace }: Fault): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const times = text.split(find).length - 1;
    throw new Error(`${name}: what it replaces stands ${times} times in ${file}, not once: ${JSON.stringify(find)}`);
  }
  return before + replace + after;
}
