import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock, Random } from '@paycore/core';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms) => setTimeout(ms),
};

export const systemRandom: Random = {
  pick: (alphabet, length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
  fraction: () => Math.random(),
};
