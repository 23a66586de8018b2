import { setTimeout as pause } from 'node:timers/promises';

/** Begins one after another at a fixed rate, whether or not earlier ones are done; answers stand in the order of the items. */
export async function atRate<Item, Answer>(
  items: readonly Item[],
  perSecond: number,
  act: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const begun = performance.now();
  const acts: Promise<Answer>[] = [];
  for (const [at, item] of items.entries()) {
    const wait = begun + (at * 1000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    acts.push(act(item));
  }
  return Promise.all(acts);
}
