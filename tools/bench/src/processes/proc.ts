import { readdir, readFile } from 'node:fs/promises';

/** What a thread's `schedstat` begins with: the time that it ran, in ns (docs.kernel.org/scheduler/sched-stats.html). Here in ms. */
export const threadMsOf = (schedstat: string): number => Number(schedstat.split(' ')[0]) / 1e6;

/** VmRSS of `/proc/{pid}/status`, in MiB. */
export const rssMiBOf = (status: string): number => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;

/** In ms; 0 for a thread that has ended since it was listed, as Java's do at any time. */
export const threadMs = async (task: string): Promise<number> =>
  threadMsOf(await readFile(`${task}/schedstat`, 'utf8').catch(isGone));

function isGone(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return '0';
  throw error;
}

/** CPU time, user and kernel, of all threads that the process has now, in ms. */
export async function cpuMs(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`;
  const ids = await readdir(tasks);
  const threads = await Promise.all(ids.map((id) => threadMs(`${tasks}/${id}`)));
  return threads.reduce((sum, ms) => sum + ms, 0);
}

export const rssMiB = async (pid: number): Promise<number> => rssMiBOf(await readFile(`/proc/${pid}/status`, 'utf8'));
