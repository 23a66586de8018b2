import type { RequestHandler } from 'express';
import { MemoryStore, ipKeyGenerator, type Options } from 'express-rate-limit';
import { HttpError } from './http-error.ts';

interface GuardOptions {
  readonly windowSeconds: number;
  /** 401 answers per address and window. */
  readonly maxFailures: number;
}

/**
 * Stops key guessing: after `maxFailures` 401 answers in a window an address gets 429 RATE_LIMITED until the window ends. Counted
 * after the answer is sent: the library's own middleware counts before, and would refuse a busy merchant's valid requests.
 * IPv6 addresses count per /56. Counts are per process.
 */
export function guardFailures({ windowSeconds, maxFailures }: GuardOptions): RequestHandler {
  const failures = new MemoryStore();
  failures.init({ windowMs: windowSeconds * 1000 } as Options);
  return async function guardFailures(req, res, next) {
    const address = addressOf(req.ip);
    const known = await failures.get(address);
    if (known && known.totalHits >= maxFailures) throw rateLimited(known.resetTime, windowSeconds);
    res.once('finish', () => {
      if (res.statusCode === 401) void failures.increment(address);
    });
    next();
  };
}

/** On a dual-stack socket an IPv4 caller appears as `::ffff:1.2.3.4`; parsing that as IPv6 would dominate the cost here. */
const addressOf = (ip = ''): string => ipKeyGenerator(ip.replace(/^::ffff:(?=\d+\.)/, ''));

function rateLimited(until: Date | undefined, windowSeconds: number): HttpError {
  const seconds = until ? Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000)) : windowSeconds;
  return new HttpError(429, 'RATE_LIMITED', 'Too many refused requests. Try again later.', {
    'Retry-After': String(seconds),
  });
}
