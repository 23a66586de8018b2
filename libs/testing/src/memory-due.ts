import {
  longestOverdueFirst,
  type Attempt,
  type DuePayment,
  type DueWork,
  type Payment,
  type Place,
} from '@paycore/core';

/** Payments with such work that is due by then: see `PaymentStore.duePage`. */
export const allDue = (payments: readonly Payment[], work: DueWork, at: Date): (DuePayment & { payment: Payment })[] =>
  payments
    .flatMap((payment) => {
      const dueAt = dueTimeOf(payment, work);
      if (dueAt === undefined || dueAt > at) return [];
      const { paymentNo, version } = payment;
      const places = placesOf(payment, work, at);
      return { payment, paymentNo, version, dueAt, ...(places && { places }) };
    })
    .sort(longestOverdueFirst);

const timeOfAttempt = ({ creating, closesAt, asksAt }: Attempt, work: 'create' | 'close' | 'ask'): Date | undefined =>
  ({ create: creating?.until, close: closesAt, ask: asksAt })[work];

function dueTimeOf({ notice, tidyAt, attempts, link }: Payment, work: DueWork): Date | undefined {
  if (work === 'tidy') return tidyAt;
  if (work === 'notice') return notice?.state === 'due' ? notice.nextAt : undefined;
  const ofLink = work === 'close' && link?.isOpen ? link.expiresAt : undefined;
  const times = [ofLink, ...attempts.map((attempt) => timeOfAttempt(attempt, work))].filter(
    (time) => time !== undefined,
  );
  return times.sort((a, b) => a.getTime() - b.getTime())[0];
}

function placesOf({ attempts, link }: Payment, work: DueWork, at: Date): Place[] | undefined {
  if (work === 'notice' || work === 'tidy') return undefined;
  if (work === 'close' && link?.isOpen && link.expiresAt <= at) return undefined;
  return attempts.flatMap((attempt) => {
    const time = timeOfAttempt(attempt, work);
    const { gateway, accountId } = attempt;
    return time !== undefined && time <= at ? { gateway, accountId } : [];
  });
}
