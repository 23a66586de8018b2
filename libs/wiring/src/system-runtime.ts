import { setTimeout } from 'node:timers/promises';
import type { Clock, Random } from '@paycore/core';
import { customAlphabet } from 'nanoid';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms) => setTimeout(ms),
};

export const systemRandom: Random = {
  pick: (alphabet, length) => customAlphabet(alphabet, length)(),
  fraction: () => Math.random(),
};
