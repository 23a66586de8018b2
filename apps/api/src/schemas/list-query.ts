import { attentions, paymentStatuses, validationFailed, type ListQuestion } from '@paycore/core';
import * as z from 'zod';
import { optionalChoice } from './fields/choice.ts';
import { optionalNumeral } from './fields/count.ts';
import { faultsOf, unknownIn } from './fields/faults.ts';
import { requiredText } from './fields/text.ts';
import { optionalInstant } from './fields/time.ts';

const [defaultLimit, maxLimit, maxCursorLength] = [20, 100, 200];

export const listQuery = z.object({
  environment: optionalChoice('environment', ['test', 'production']),
  merchant_order_no: requiredText('merchant_order_no', 100).optional(),
  status: optionalChoice('status', paymentStatuses),
  created_from: optionalInstant('created_from'),
  created_to: optionalInstant('created_to'),
  attention: optionalChoice('attention', attentions),
  cursor: requiredText('cursor', maxCursorLength).optional(),
  limit: optionalNumeral('limit', 1, maxLimit),
});

/** Reads the query of a list. Throws VALIDATION_FAILED, also for what is misspelt or blank: it would list too much. */
export function readListQuery(query: Readonly<Record<string, unknown>>): ListQuestion {
  const { data, error } = listQuery.safeParse(query);
  const faults = { ...unknownIn(listQuery, query), ...(error && faultsOf(error)) };
  if (!data || Object.keys(faults).length > 0) throw validationFailed(faults);
  return {
    environment: data.environment,
    merchantOrderNo: data.merchant_order_no?.trim(),
    status: data.status,
    from: data.created_from,
    to: data.created_to,
    attention: data.attention,
    cursor: data.cursor,
    limit: data.limit ?? defaultLimit,
  };
}
