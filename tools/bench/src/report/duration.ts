import { peersMinutes, wholeMinutes, type Options } from '../options.ts';

const quickMinutes = 1.5;

/** How long a run took; of a run that has a bound, whether it kept to it. */
export function durationLine(
  seconds: number,
  { isQuick, isWhole, parts }: Pick<Options, 'isQuick' | 'isWhole' | 'parts'>,
): string {
  const took = `${Math.floor(Math.round(seconds) / 60)} min ${Math.round(seconds) % 60} s`;
  if (!isWhole) return `Took ${took}.`;
  const minutes = isQuick ? quickMinutes : wholeMinutes + (parts.includes('peers') ? peersMinutes : 0);
  const verdict = seconds <= minutes * 60 ? 'at most' : 'LONGER than the';
  return `Took ${took}, ${verdict} ${minutes} min that ${isQuick ? 'a quick run' : 'a whole run'} may take.`;
}
