import { shownAttempt, timesToReturn, type Attempt, type Environment, type Payment } from '@paycore/core';
import type { Summary } from './payment-schema.ts';

/** What the keys of a project's side begin with, before a colon. */
export const sideKeyOf = (project: string, environment: Environment): string => `${project}:${environment}`;

type Returned = Pick<Payment, 'project' | 'environment' | 'createdAt' | 'paymentNo'>;

/** In the order of lists within a side. */
export const toReturnKeyOf = ({ project, environment, createdAt, paymentNo }: Returned): string =>
  `${sideKeyOf(project, environment)}:${createdAt.toISOString()}:${paymentNo}`;

export function summaryOf(payment: Payment): Summary {
  const { attempts, status, link } = payment;
  const shown = shownAttempt(payment);
  const toReturn = (shown?.amount ?? 0) * timesToReturn(payment);
  const isBeside = status === 'paid' && payment.paidBeside !== undefined;
  const tradeNos = attempts.flatMap(({ gatewayTradeNo }) => gatewayTradeNo ?? []);
  return {
    status,
    gateway: shown?.gateway,
    route: shown?.route,
    amount: isBeside ? undefined : shown?.amount,
    decimals: shown?.decimals,
    gatewayOrderNos: attempts.length > 0 ? attempts.map(({ gatewayOrderNo }) => gatewayOrderNo) : undefined,
    gatewayTradeNos: tradeNos.length > 0 ? tradeNos : undefined,
    creatingUntil: earliest(attempts, ({ creating }) => creating?.until),
    closesAt: earliest(attempts, ({ closesAt }) => closesAt, link?.isOpen ? link.expiresAt : undefined),
    asksAt: earliest(attempts, ({ asksAt }) => asksAt),
    toReturnKey: toReturn > 0 ? toReturnKeyOf(payment) : undefined,
    toReturn: toReturn > 0 ? toReturn : undefined,
  };
}

function earliest(
  attempts: readonly Attempt[],
  timeOf: (attempt: Attempt) => Date | undefined,
  first?: Date,
): Date | undefined {
  let earliestTime = first;
  for (const attempt of attempts) {
    const time = timeOf(attempt);
    if (time && (!earliestTime || time < earliestTime)) earliestTime = time;
  }
  return earliestTime;
}
