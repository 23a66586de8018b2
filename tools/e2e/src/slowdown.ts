import { availableParallelism, loadavg } from 'node:os';

/** How many want each processor now; at least 1. Limits in seconds are promised for a machine that is not overloaded. */
export const slowdown = (): number => Math.max(1, (loadavg()[0] ?? 1) / availableParallelism());
