/**
 * Acts after so many milliseconds, unless it is called off by what this returns; after what has arrived by then, since a
 * process that was held up for long sees its timers before it reads an answer.
 */
export function deadlineOf(ms: number, act: () => void): () => void {
  let last: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (last = setImmediate(act)), ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(last);
  };
}
