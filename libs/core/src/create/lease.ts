import type { Creating } from '../domain/attempt.ts';
import { newToken } from '../domain/token.ts';
import type { Clock, Random } from '../ports/runtime.ts';

/**
 * Who may call the gateway to create an attempt's order: one holder at a time, identified by the lease's token. Taken when
 * the attempt is made, taken over once it has run out, released early after an unclear answer.
 */
export class CreateLease {
  constructor(
    private readonly runtime: { clock: Clock; random: Random },
    /** Longer than the gateway call (15 s) and the writes around it, in milliseconds, so that callers never overlap. */
    private readonly leaseMs: number,
  ) {}

  /** `calls`: those to the gateway, this holder's included. */
  taken(calls: number): Creating {
    const until = new Date(this.runtime.clock.now().getTime() + this.leaseMs);
    return { token: newToken(this.runtime.random), until, attempts: calls, isReleased: false };
  }

  /** Gives up after an unclear answer: the next call may follow after a delay that doubles each time. */
  released(creating: Creating): Creating {
    const delay = Math.min(5_000 * 2 ** (creating.attempts - 1), 300_000);
    return { ...creating, until: new Date(this.runtime.clock.now().getTime() + delay), isReleased: true };
  }
}

export const isHeldBy = (holder: Creating | undefined, creating: Creating | undefined): boolean =>
  creating !== undefined && creating.token === holder?.token;
