import { validationFailed, type HomeQuestion } from '@paycore/core';
import { z } from 'zod';
import { faultsOf, optionalCurrency, optionalTimeZone } from './fields.ts';

const defaults: HomeQuestion = { timezone: 'Asia/Taipei', currency: 'TWD' };

export const overviewQuery = z.object({
  timezone: optionalTimeZone('timezone'),
  currency: optionalCurrency('currency'),
});

/** Reads the query and the browser's zone of the header, which the query beats. Throws VALIDATION_FAILED. */
export function readOverviewQuery(query: Readonly<Record<string, unknown>>, header: string | undefined): HomeQuestion {
  const { timezone: asked, currency } = query;
  const isBlank = asked === undefined || asked === '';
  const { data, error } = overviewQuery.safeParse({ timezone: isBlank ? header : asked, currency });
  if (error) throw validationFailed(faultsOf(error));
  return {
    timezone: data.timezone ?? defaults.timezone,
    currency: data.currency?.toUpperCase() ?? defaults.currency,
  };
}
