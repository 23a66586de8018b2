import type { mongo } from 'mongoose';
import type { DueExcept, DueWork, Environment } from '@paycore/core';
import type { PaymentDocument } from './payment-schema.ts';

export const dueField = {
  create: 'creatingUntil',
  close: 'closesAt',
  ask: 'asksAt',
  notice: 'notice.nextAt',
  tidy: 'tidyAt',
} as const satisfies Record<DueWork, string>;

const environments = ['test', 'production'] as const satisfies readonly Environment[];

/** Payments with such work that is due by then. */
export function dueFilter(
  work: DueWork,
  at: Date,
  { hosts = [], sides = [] }: DueExcept,
): mongo.Filter<PaymentDocument> {
  const due = {
    [dueField[work]]: { $lte: at },
    ...(hosts.length > 0 && { 'notice.host': { $nin: [...hosts] } }),
  };
  if (sides.length === 0) return due;
  // One branch an environment, each within bounds of the index: the planner finds none for the negation of a pair.
  return {
    $or: environments.map((environment) => ({
      ...due,
      environment,
      project: { $nin: sides.filter((side) => side.environment === environment).map(({ project }) => project) },
    })),
  };
}
