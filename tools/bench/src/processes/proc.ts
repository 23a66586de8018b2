import { readdir, readFile } from 'node:fs/promises';

/** What a thread's `schedstat` begins with: the time that it ran, in ns (docs.kernel.org/scheduler/sched-stats.html). Here in ms. */
export const threadMsOf = (schedstat: string): number => Number(schedstat.split(' ')[0]) / 1e6;

/** VmRSS of `/proc/{pid}/status`, in MiB. */
export const rssMiBOf = (status: string): number => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;

/** CPU time, user and kernel, of all threads that the process has now, in ms. */
export async function cpuMs(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`;
  const ids = await readdir(tasks);
  const threads = await Promise.all(ids.map((id) => readFile(`${tasks}/${id}/schedstat`, 'utf8')));
  return threads.reduce((sum, schedstat) => sum + threadMsOf(schedstat), 0);
}

export const rssMiB = async (pid: number): Promise<number> => rssMiBOf(await readFile(`/proc/${pid}/status`, 'utf8'));
