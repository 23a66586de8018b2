import { readFile } from 'node:fs/promises';

/** USER_HZ, the unit of CPU times in /proc: 100 on every Linux that Node runs on (proc_pid_stat(5)). */
const ticksPerSecond = 100;

export const tickMs = 1000 / ticksPerSecond;

/** utime + stime of `/proc/{pid}/stat`, in ms. The name before them may hold blanks and parentheses. */
export function cpuMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Counted from 1 with the pid, they are fields 14 and 15; here the third stands first.
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** VmRSS of `/proc/{pid}/status`, in MiB. */
export const rssMiBOf = (status: string): number => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;

/** CPU time of the process and all its threads so far. */
export const cpuMs = async (pid: number): Promise<number> => cpuMsOf(await readFile(`/proc/${pid}/stat`, 'utf8'));

export const rssMiB = async (pid: number): Promise<number> => rssMiBOf(await readFile(`/proc/${pid}/status`, 'utf8'));
