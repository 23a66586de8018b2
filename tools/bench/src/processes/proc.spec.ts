import { cpuMs, cpuMsOf, rssMiB, rssMiBOf } from './proc.ts';

/** Of a process named `a (b) c`, with 250 ticks in user mode and 50 in the kernel. */
const stat = '42 (a (b) c) S 1 42 42 0 -1 4194560 1000 0 0 0 250 50 7 8 20 0 11 0 100 2000 300 18446744073709551615';

it('reads utime and stime after a name that holds blanks and parentheses', () => {
  expect(cpuMsOf(stat)).toBe(3_000);
});

it('reads the resident memory', () => {
  expect(rssMiBOf('Name:\tnode\nVmSize:\t  999 kB\nVmRSS:\t  204800 kB\nThreads:\t11\n')).toBe(200);
});

it('agrees with what Node says of itself', async () => {
  const before = process.cpuUsage();
  const read = await cpuMs(process.pid);
  const after = process.cpuUsage();
  const ms = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
  expect(read).toBeGreaterThanOrEqual(ms(before) - 20);
  expect(read).toBeLessThanOrEqual(ms(after) + 20);
  expect(await rssMiB(process.pid)).toBeGreaterThan(10);
});
