import type { Callback, Trust } from '@paycore/core';

/**
 * For messages without any number that is the order's alone: whether this order is the one that is meant. The URL's secret is
 * different for each attempt. A message that names no attempt is matched only to the gateway's single order of that payment.
 */
export function meansThisOrder({ query }: Pick<Callback, 'query'>, { secret, matchedBy }: Trust): boolean {
  if (secret === 'valid' || matchedBy === 'merchantOrderNo') return true;
  return matchedBy === 'paymentNo' && query['attempt'] === undefined;
}
