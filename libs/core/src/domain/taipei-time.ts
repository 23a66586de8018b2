const hour = 3_600_000;

/** Taipei is UTC+8 all year: https://www.iana.org/time-zones, zone Asia/Taipei, no daylight saving since 1979. */
const offset = 8 * hour;

/** `2026-06-28T23:59:59.000Z`, of which the Z is not meant. */
const localIso = (at: Date): string => new Date(at.getTime() + offset).toISOString();

/** `2026-06-28 23:59:59`, the format of times in payment_info. */
export function taipeiTime(at: Date): string {
  const iso = localIso(at);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** `202606220001`, the minute used in our numbers. */
export function taipeiMinute(at: Date): string {
  const iso = localIso(at);
  return iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10) + iso.slice(11, 13) + iso.slice(14, 16);
}

/**
 * Reads `yyyy/MM/dd` or `yyyy-MM-dd`, with or without ` HH:mm:ss`, as Taipei time. A date alone means the end of that
 * day, since gateways give the last day a code can be paid. Undefined for any other text.
 */
export function parseTaipeiTime(text: string): Date | undefined {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T](\d{1,2}):(\d{1,2}):(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day] = [match[1], match[2], match[3]].map(Number) as [number, number, number];
  const [h, m, s] = match[4] === undefined ? [23, 59, 59] : [match[4], match[5], match[6]].map(Number);
  const local = new Date(Date.UTC(year, month - 1, day, h, m, s));
  const isRealDate = local.getUTCFullYear() === year && local.getUTCMonth() === month - 1 && local.getUTCDate() === day;
  const isRealTime = local.getUTCHours() === h && local.getUTCMinutes() === m && local.getUTCSeconds() === s;
  return isRealDate && isRealTime ? new Date(local.getTime() - offset) : undefined;
}
