import { maxAmount, validationFailed, type OfferQuestion } from '@paycore/core';
import * as z from 'zod';
import { defaultCurrency } from './create-payment.ts';
import { optionalCurrency, requiredDecimalAmount } from './fields/amount.ts';
import { faultsOf, unknownIn } from './fields/faults.ts';

export const methodsQuery = z.object({
  amount: requiredDecimalAmount('amount', maxAmount).optional(),
  currency: optionalCurrency('currency'),
});

/** Throws VALIDATION_FAILED, also for what is misspelt: it would offer too much. */
export function readMethodsQuery(query: Readonly<Record<string, unknown>>): OfferQuestion {
  const { data, error } = methodsQuery.safeParse(query);
  const faults = { ...unknownIn(methodsQuery, query), ...(error && faultsOf(error)) };
  if (!data || Object.keys(faults).length > 0) throw validationFailed(faults);
  return { amount: data.amount, currency: (data.currency ?? defaultCurrency).toUpperCase() };
}
