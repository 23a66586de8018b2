import { validationFailed, type HomeQuestion } from '@paycore/core';
import * as z from 'zod';
import { optionalCurrency } from './fields/amount.ts';
import { optionalChoice } from './fields/choice.ts';
import { faultsOf } from './fields/faults.ts';
import { optionalTimeZone } from './fields/time.ts';

const defaults = { timezone: 'Asia/Taipei', currency: 'TWD' };

export const overviewQuery = z.object({
  timezone: optionalTimeZone('timezone'),
  currency: optionalCurrency('currency'),
  environment: optionalChoice('environment', ['test', 'production']),
});

/** Reads the query and the browser's zone of the header, which the query beats. Throws VALIDATION_FAILED. */
export function readOverviewQuery(query: Readonly<Record<string, unknown>>, header: string | undefined): HomeQuestion {
  const { timezone: asked, ...rest } = query;
  const isBlank = asked === undefined || asked === '';
  const { data, error } = overviewQuery.safeParse({ ...rest, timezone: isBlank ? header : asked });
  if (error) throw validationFailed(faultsOf(error));
  return {
    timezone: data.timezone ?? defaults.timezone,
    currency: data.currency?.toUpperCase() ?? defaults.currency,
    environment: data.environment,
  };
}
