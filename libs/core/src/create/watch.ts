import type { Attempt } from '../domain/attempt.ts';
import { closingTime } from '../domain/closing.ts';
import type { Gateways } from '../gateways.ts';

const hour = 3_600_000;

/** Until when an attempt can be paid and is watched, and when its gateway is first asked. */
export interface Watch {
  readonly expiresAt: Date;
  readonly closesAt: Date;
  readonly asksAt: Date;
}

/** Of an attempt whose order was placed; `deadline` is the payer's, where the gateway set one. */
export function watchOf(attempt: Attempt, gateways: Gateways, deadline?: Date): Watch {
  const { gateway, method } = gateways.method(attempt.gateway, attempt.route);
  const { lagHours = method.lagHours } = attempt;
  const expiresAt = deadline ?? new Date(attempt.createdAt.getTime() + (method.openHours ?? 24) * hour);
  return {
    expiresAt,
    closesAt: closingTime({ lagHours }, expiresAt),
    asksAt: new Date(attempt.createdAt.getTime() + gateway.firstQueryAfterSeconds * 1000),
  };
}
