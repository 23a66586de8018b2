/** Throws where there is none, in words for the terminal. */
export function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`There is no such ${what}.`);
  return found;
}
