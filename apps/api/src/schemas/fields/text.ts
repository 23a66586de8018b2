import * as z from 'zod';
import { messages } from '../messages.ts';
import { blankAsAbsent, orNull, typeFault } from './field.ts';

const maxEmailLength = 150;

/** Characters are code points: an emoji counts once. */
const isWithin = (text: string, max: number) => text.length <= max || [...text].length <= max;

/** What no database, gateway or form keeps whole: U+0000 and half of a surrogate pair. */
const isStorable = (text: string) => !/[\u0000\p{Surrogate}]/u.test(text);

/**
 * The rules in the words of JSON Schema stand beside the checks as `meta`, for the documents: `format` only where blanks, which
 * count as absent, are of that format too.
 */
export const text = (field: string, max: number) =>
  z
    .string(typeFault(field, messages.string(field)))
    .refine((value) => isWithin(value, max), { error: messages.maxLength(field, max), abort: true })
    .refine(isStorable, { error: messages.unicode(field), abort: true })
    .meta({ maxLength: max, pattern: '^[^\\u0000]*$' });

export const requiredText = (field: string, max: number) =>
  z.preprocess(blankAsAbsent, text(field, max).meta({ pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' }));

export const optionalText = (field: string, max: number) =>
  z.preprocess(blankAsAbsent, text(field, max).meta(orNull('string')).optional());

const emailOrBlank = `^(${z.regexes.email.source.slice(1, -1)}|\\s*)$`;

export const optionalEmail = (field: string) =>
  z.preprocess(
    blankAsAbsent,
    text(field, maxEmailLength)
      .refine((value) => z.regexes.email.test(value), { error: messages.email(field) })
      .meta({ ...orNull('string'), 'x-type': 'email', pattern: emailOrBlank })
      .optional(),
  );

/** `#1A73E8` in any letter case. */
export const optionalColor = (field: string) =>
  z.preprocess(
    blankAsAbsent,
    z
      .string(typeFault(field, messages.string(field)))
      .meta({ ...orNull('string'), pattern: '^(#[0-9A-Fa-f]{6}|\\s*)$' })
      .optional(),
  );
