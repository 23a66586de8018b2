import { languageOf, type Locale } from './texts.ts';

const timeZone = 'Asia/Taipei';

/** `2026年6月28日週日 23:59`, in Taipei's time, by the calendar that banks and stores go by. */
export const moment = (at: Date, locale: Locale): string =>
  new Intl.DateTimeFormat(languageOf[locale], {
    ...{ timeZone, calendar: 'gregory', hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' },
  }).format(at);

const minute = 60_000;
const units = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const;

/** `6 天 11 小時`: the two largest units of what is left, at least a minute. The page's script writes it anew, alike. */
export function timeLeft(ms: number, locale: Locale): string {
  const first = Math.max(
    0,
    units.findIndex(([, size]) => ms >= size),
  );
  let rest = Math.max(ms, minute);
  const written = (ms < minute ? units.slice(-1) : units.slice(first, first + 2)).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [new Intl.NumberFormat(languageOf[locale], { ...style, unit }).format(count)];
  });
  return written.join(' ');
}

const style = { style: 'unit', unitDisplay: 'long' } as const;
