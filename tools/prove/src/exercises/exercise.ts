import type { Connection } from 'mongoose';
import type { Expected } from '../explain/judge.ts';
import type { Filled } from '../fill/fill.ts';

/** One call of a store's method, and how the database is to find what it asks for. */
export interface Exercise extends Expected {
  /** What is special about it: `by number`. */
  readonly how?: string;
  /** What has to be there first; its commands are not looked at. */
  readonly prepare?: () => Promise<unknown>;
  readonly run: () => Promise<unknown>;
}

/** Every method has at least one: the compiler tells which has none. */
export type Exercises<Store> = { readonly [Method in keyof Store]: readonly Exercise[] };

/** What exercises are made of. */
export interface Stage {
  readonly connection: Connection;
  readonly filled: Filled;
}
