import { decimalAmount, maxDecimals, type SentAmount } from '@paycore/core';
import * as z from 'zod';
import { messages } from '../messages.ts';
import { integer } from './count.ts';
import { blankAsAbsent, typeFault } from './field.ts';

/** An amount that is an integer, in the words of JSON Schema. */
export const integerAmount = (max: number) => ({ type: 'integer', minimum: 1, maximum: max }) as const;

export const requiredAmount = (field: string, max: number) =>
  z.preprocess(
    blankAsAbsent,
    integer(field)
      .refine((value) => value >= 1, { error: messages.min(field, 1) })
      .refine((value) => value <= max, { error: messages.max(field, max) })
      .meta(integerAmount(max)),
  );

const isAmount = (value: SentAmount): boolean =>
  typeof value === 'string' ? decimalAmount.test(value) : Number.isInteger(value);

/** Of no more decimals than any currency has; which of them has how many, no schema says. */
const decimalAmountText = {
  type: 'string',
  pattern: decimalAmount.source.replace('^', '^(?=.*[1-9])').replace('\\d+', `\\d{1,${maxDecimals}}`),
} as const;

/** An integer, or decimal text of as many digits before its point as `max` has. How many may follow, the method says. */
export const requiredDecimalAmount = (field: string, max: number) =>
  z.preprocess(
    blankAsAbsent,
    z
      .union([z.number(), z.string()], typeFault(field, messages.decimal(field)))
      .refine(isAmount, { error: messages.decimal(field), abort: true })
      .refine((value) => Number(value) > 0, { error: messages.positive(field) })
      .refine((value) => typeof value === 'string' || value <= max, { error: messages.max(field, max) })
      .meta({ anyOf: [integerAmount(max), decimalAmountText] }),
  );

/** ISO 4217 in any letter case. */
export const optionalCurrency = (field: string) =>
  z.preprocess(
    blankAsAbsent,
    z
      .string(typeFault(field, messages.string(field)))
      .refine((value) => /^[a-z]{3}$/i.test(value), { error: messages.currency(field) })
      .meta({ pattern: '^([A-Za-z]{3}|\\s*)$' })
      .optional(),
  );
