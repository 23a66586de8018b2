import type { Environment, PaidSum, Span } from '@paycore/core';

/** What was paid by one method in one currency. */
export interface MethodSum extends Pick<PaidSum, 'day' | 'month'> {
  readonly _id: Omit<PaidSum, 'day' | 'month'>;
}

/** Covered by the index on paidAt, of which only the month is scanned; no document is read. */
export function paidSumSteps(project: string, environment: Environment, { day, month }: { day: Span; month: Span }) {
  const isToday = { $and: [{ $gte: ['$paidAt', day.from] }, { $lt: ['$paidAt', day.to] }] };
  const amount = '$amount';
  return [
    { $match: { project, environment, paidAt: { $gte: month.from, $lt: month.to } } },
    {
      $group: {
        _id: { gateway: '$gateway', route: '$route', currency: '$request.currency' },
        day: { $sum: { $cond: [isToday, amount, 0] } },
        month: { $sum: amount },
      },
    },
  ];
}
