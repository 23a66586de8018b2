import { cpuMs, rssMiB, rssMiBOf, threadMs, threadMsOf } from './proc.ts';

it('reads the time that a thread ran', () => {
  expect(threadMsOf('1234500000 987654321 42\n')).toBe(1_234.5);
});

it('reads nothing of a thread that has ended, and hides no other fault', async () => {
  expect(await threadMs(`/proc/${process.pid}/task/0`)).toBe(0);
  await expect(threadMs(`/proc/${process.pid}/status`)).rejects.toThrow('ENOTDIR');
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
