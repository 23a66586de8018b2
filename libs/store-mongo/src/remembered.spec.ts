import { Remembered } from './remembered.ts';

let now: number;
let reads: number;
let stored: string | undefined;
let remembered: Remembered<string>;
beforeEach(() => {
  [now, reads, stored] = [0, 0, 'first'];
  remembered = new Remembered(1_000, () => now);
});

const get = () =>
  remembered.get('key', async () => {
    reads += 1;
    return stored;
  });

it('reads once within its time, and anew after it', async () => {
  expect(await get()).toBe('first');
  stored = 'second';
  now = 999;
  expect(await get()).toBe('first');
  expect(reads).toBe(1);
  now = 1_000;
  expect(await get()).toBe('second');
});

it('remembers nothing that is not there', async () => {
  stored = undefined;
  expect(await get()).toBeUndefined();
  stored = 'made since';
  expect(await get()).toBe('made since');
});

it('forgets when told to', async () => {
  await get();
  stored = undefined;
  remembered.forget('key');
  expect(await get()).toBeUndefined();
});

it('does not remember what was read before it was told to forget', async () => {
  let answer = (_value: string) => undefined as void;
  const slow = remembered.get('key', () => new Promise((resolve) => (answer = resolve)));
  stored = 'changed meanwhile';
  remembered.forget('key');
  answer('first');
  expect(await slow).toBe('first');
  expect(await get()).toBe('changed meanwhile');
});
