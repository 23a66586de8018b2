import * as z from 'zod';
import { messages } from '../messages.ts';
import { blankAsAbsent, orNull, typeFault } from './field.ts';

export const integer = (field: string) =>
  z
    .number(typeFault(field, messages.integer(field)))
    .refine(Number.isInteger, { error: messages.integer(field), abort: true })
    .meta({ type: 'integer' });

const integerBetween = (field: string, min: number, max: number) =>
  integer(field).refine((value) => value >= min && value <= max, { error: messages.between(field, min, max) });

export const optionalCount = (field: string, min: number, max: number) =>
  z.preprocess(
    blankAsAbsent,
    integerBetween(field, min, max)
      .meta({ ...orNull('integer'), minimum: min, maximum: max })
      .optional(),
  );

export const requiredCount = (field: string, min: number, max: number) =>
  z.preprocess(blankAsAbsent, integerBetween(field, min, max).meta({ type: 'integer', minimum: min, maximum: max }));

/** A whole number in digits, as a query has it. */
export const optionalNumeral = (field: string, min: number, max: number) =>
  z
    .string(typeFault(field, messages.string(field)))
    .refine((value) => /^(0|[1-9]\d{0,8})$/.test(value), { error: messages.integer(field), abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: messages.between(field, min, max) })
    .meta({ type: 'integer', minimum: min, maximum: max })
    .optional();
