export { createLog, type LogLevel } from './log.ts';
export { createMetrics, type AppMetrics } from './metrics.ts';
export { cutUrl, errorDetail } from './redact.ts';
