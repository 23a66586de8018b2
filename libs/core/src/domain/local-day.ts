/** A time span: `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

const minute = 60_000;
const hour = 60 * minute;

/** More than any zone's offset from UTC, even across a clock change or a move of the date line. */
const maxUtcOffsetMs = 26 * hour;

/** Whether the text names a zone of https://www.iana.org/time-zones; an offset such as `+08:00` does not. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return dateClock(name).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The calendar day and month in `zone` at `now`. Throws RangeError for an unknown zone. */
export function localDayAndMonth(now: Date, zone: string): { readonly day: Span; readonly month: Span } {
  const clock = dateClock(zone);
  const { year, month, day } = dateAt(clock, now);
  const span = (from: number, to: number): Span => ({ from: startOf(clock, from), to: startOf(clock, to) });
  return {
    day: span(Date.UTC(year, month, day), Date.UTC(year, month, day + 1)),
    month: span(Date.UTC(year, month), Date.UTC(year, month + 1)),
  };
}

type Clock = Intl.DateTimeFormat;

const dateClock = (timeZone: string): Clock =>
  new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });

function dateAt(clock: Clock, at: Date | number) {
  const parts = clock.formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [value('year'), value('month') - 1, value('day')];
  return { year, month, day, minutes: value('hour') * 60 + value('minute') };
}

/**
 * The first instant of a local date (passed as that date's midnight in UTC), or of the next date where a zone skipped it.
 * A clock that jumps at midnight has no midnight or two; where the direct guess fails, a binary search finds the start. Since
 * 2012 no zone's date has gone back, and all changes fell on whole minutes.
 */
function startOf(clock: Clock, date: number): Date {
  const isReached = (at: number) => {
    const { year, month, day } = dateAt(clock, at);
    return Date.UTC(year, month, day) >= date;
  };
  const guess = date - offsetAt(clock, date);
  if (isReached(guess) && !isReached(guess - minute)) return new Date(guess);
  let [before, reached] = [date - maxUtcOffsetMs, date + maxUtcOffsetMs];
  while (reached - before > minute) {
    const middle = before + Math.floor((reached - before) / 2 / minute) * minute;
    if (isReached(middle)) reached = middle;
    else before = middle;
  }
  return new Date(reached);
}

/** How far the zone is ahead of UTC, in milliseconds; `at` is a whole minute. */
function offsetAt(clock: Clock, at: number): number {
  const { year, month, day, minutes } = dateAt(clock, at);
  return Date.UTC(year, month, day) + minutes * minute - at;
}
