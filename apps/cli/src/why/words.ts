import { taipeiTime } from '@paycore/core';

const second = 1_000;
const units = [
  ['day', 86_400 * second],
  ['hour', 3_600 * second],
  ['minute', 60 * second],
  ['second', second],
] as const;

/** `2026-06-22 12:00 +08:00`: the clock of the gateways' consoles. */
export const when = (at: Date): string => `${taipeiTime(at).slice(0, -3)} +08:00`;

export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** `2 minutes ago`, `in 3 hours`, `just now`. */
export function fromNow(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  const [noun, size] = units.find(([, length]) => Math.abs(ms) >= length) ?? ['second', second];
  const amount = counted(Math.floor(Math.abs(ms) / size), noun);
  if (Math.abs(ms) < second) return 'just now';
  return ms > 0 ? `${amount} ago` : `in ${amount}`;
}

/** `12345.60 TWD` → `12,345.60 TWD`. */
export const grouped = (amount: string): string =>
  amount.replace(/^[-+]?\d+/, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','));
