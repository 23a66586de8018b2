import type { Allowance } from '@paycore/core';

/** Log lines about requests that are the caller's fault: anybody can cause any number. Each is counted in the metrics. */
export const refusedLines: Allowance = { max: 300, perSecond: 5 };
