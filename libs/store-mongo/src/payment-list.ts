import { mongo } from 'mongoose';
import type { PaymentFilter, PaymentPlace } from '@paycore/core';
import { listIndexes } from './indexes/index-table.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { sideKeyOf, toReturnKeyOf } from './payment-summary.ts';

/** One walk along an index, newest first: what does not go by the index is left to the reader. */
export interface ListWalk {
  readonly filter: mongo.Filter<PaymentDocument>;
  readonly sort: Readonly<Record<string, -1>>;
  /** Of this order of keys; the planner alone would try others. */
  readonly index: Readonly<Record<string, 1 | -1>>;
  /** All that it finds matches. */
  readonly isExact: boolean;
}

/** The walk that leaves least to the reader. */
export function listWalk(filter: PaymentFilter, after: PaymentPlace | undefined): ListWalk {
  if (filter.attention) return amongReturns(filter, after);
  const { project, environment, merchantOrderNo, status } = filter;
  const side = { project, environment, ...timesOf(filter, after) };
  const sort = { createdAt: -1, _id: -1 } as const;
  if (merchantOrderNo !== undefined) {
    const ofOrder = { ...side, 'request.merchantOrderNo': merchantOrderNo };
    return { filter: ofOrder, sort, index: listIndexes.order, isExact: status === undefined };
  }
  if (status !== undefined) return { filter: { ...side, status }, sort, index: listIndexes.status, isExact: true };
  return { filter: side, sort, index: listIndexes.plain, isExact: true };
}

function timesOf({ from, to }: PaymentFilter, after: PaymentPlace | undefined): mongo.Filter<PaymentDocument> {
  const createdAt = { ...(from && { $gte: from }), ...(to && { $lt: to }), ...(after && { $lte: after.createdAt }) };
  return {
    ...(Object.keys(createdAt).length > 0 && { createdAt }),
    ...(after && {
      $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $lt: after.paymentNo } }],
    }),
  };
}

/** What is to be returned is rare, and has its own small index, whose keys are in the order of the list. */
function amongReturns({ project, environment, from, to }: PaymentFilter, after: PaymentPlace | undefined): ListWalk {
  const side = sideKeyOf(project, environment);
  const ends = [`${side};`, ...(to ? [`${side}:${to.toISOString()}`] : [])];
  if (after) ends.push(toReturnKeyOf({ project, environment, ...after }));
  const range = { $gte: `${side}:${from?.toISOString() ?? ''}`, $lt: ends.sort()[0] as string };
  return {
    filter: { toReturnKey: range },
    sort: { toReturnKey: -1 },
    index: listIndexes.toReturn,
    isExact: false,
  };
}

/** Whether the server refused a query because it lacks the index that the query names. */
export const isHintRefused = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === 2 && /\bhint\b/.test(error.message);
