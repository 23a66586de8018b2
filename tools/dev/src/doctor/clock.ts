import { fail, ok, warn, type Check } from './check.ts';

const advice = 'Let chrony or systemd-timesyncd set the clock: leases, signatures and deadlines depend on it.';

/** `aheadMs`: how far the other clock is ahead of ours, in milliseconds. `knownToMs`: the uncertainty of that. */
export function clockCheck(other: string, aheadMs: number, knownToMs: number): Check {
  const name = `clock, by ${other}`;
  const off = Math.abs(aheadMs);
  if (off <= 1_000 + knownToMs) return ok(name, 'right');
  const found = `ours is ${(off / 1000).toFixed(1)} s ${aheadMs > 0 ? 'behind' : 'ahead'}`;
  // Leases last 25 s; signatures are refused after 5 minutes.
  return off > 10_000 ? fail(name, found, advice) : warn(name, found, advice);
}
