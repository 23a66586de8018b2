import type { Environment, MethodSum, PaidSum, Span } from '@paycore/core';

type Method = Omit<MethodSum, 'amount'>;

const method = { gateway: '$gateway', route: '$route', currency: '$request.currency', decimals: '$decimals' };

/** Read from an index, an absent field is null. */
type GroupKey = Omit<Method, 'decimals'> & { readonly decimals?: number | null };

export const methodOf = ({ decimals, ...named }: GroupKey): Method => ({
  ...named,
  ...(decimals != null && { decimals }),
});

/** What was paid by one method in one currency and unit. */
export interface PaidGroup extends Pick<PaidSum, 'day' | 'month'> {
  readonly _id: GroupKey;
}

/** Covered by the index on paidAt, of which only the month is scanned; no document is read. */
export function paidSumSteps(project: string, environment: Environment, { day, month }: { day: Span; month: Span }) {
  const isToday = { $and: [{ $gte: ['$paidAt', day.from] }, { $lt: ['$paidAt', day.to] }] };
  const amount = '$amount';
  return [
    { $match: { project, environment, paidAt: { $gte: month.from, $lt: month.to } } },
    { $group: { _id: method, day: { $sum: { $cond: [isToday, amount, 0] } }, month: { $sum: amount } } },
  ];
}

/** What has to be returned of one method, currency and unit. */
export interface ToReturnGroup extends Pick<MethodSum, 'amount'> {
  readonly _id: GroupKey;
}

/** Reads the payments that were paid twice, and no others. */
export const toReturnSteps = (sideKey: string, { from, to }: Span) => [
  { $match: { toReturnKey: { $gte: `${sideKey}:`, $lt: `${sideKey};` }, paidAt: { $gte: from, $lt: to } } },
  { $group: { _id: method, amount: { $sum: '$toReturn' } } },
];
