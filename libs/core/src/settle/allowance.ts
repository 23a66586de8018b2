import { Recent } from '../recent.ts';

/** How much may be used at once, and how much comes back a second. */
export interface Allowance {
  readonly max: number;
  readonly perSecond: number;
}

/** One user more makes the longest unused one forgotten. */
const maxUsers = 1_000;

/** Allowances of many users, such as projects, each its own. */
export class Allowances {
  readonly #left = new Recent<{ readonly left: number; readonly at: number }>(maxUsers);

  constructor(private readonly allowance: Allowance) {}

  /** Takes so much from the user's allowance; false where it is not there, and then nothing is taken. */
  take(user: string, at: Date, amount = 1): boolean {
    const left = this.#leftOf(user, at);
    const isThere = left >= amount;
    this.#left.set(user, { left: isThere ? left - amount : left, at: at.getTime() });
    return isThere;
  }

  #leftOf(user: string, at: Date): number {
    const { max, perSecond } = this.allowance;
    const known = this.#left.get(user);
    if (!known) return max;
    const seconds = Math.max(0, at.getTime() - known.at) / 1000;
    return Math.min(max, known.left + seconds * perSecond);
  }
}
