import { durationLine } from './duration.ts';

it.each([
  [1_100, { isQuick: false, isWhole: true, parts: [] }, 'Took 18 min 20 s, at most 20 min that a whole run may take.'],
  [
    1_201,
    { isQuick: false, isWhole: true, parts: [] },
    'Took 20 min 1 s, LONGER than the 20 min that a whole run may take.',
  ],
  [
    1_201,
    { isQuick: false, isWhole: true, parts: ['peers'] as const },
    'Took 20 min 1 s, at most 25 min that a whole run may take.',
  ],
  [59.6, { isQuick: true, isWhole: true, parts: [] }, 'Took 1 min 0 s, at most 1.5 min that a quick run may take.'],
  [65, { isQuick: false, isWhole: false, parts: [] }, 'Took 1 min 5 s.'],
])('%d s, %j', (seconds, options, line) => {
  expect(durationLine(seconds, options)).toBe(line);
});
