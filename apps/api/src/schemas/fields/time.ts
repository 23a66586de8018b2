import { isTimeZone } from '@paycore/core';
import * as z from 'zod';
import { messages } from '../messages.ts';
import { blankAsAbsent, typeFault } from './field.ts';

/** The name of an IANA zone: `Asia/Taipei`. */
export const optionalTimeZone = (field: string) =>
  z.preprocess(
    blankAsAbsent,
    z
      .string(typeFault(field, messages.string(field)))
      .refine(isTimeZone, { error: messages.timezone(field) })
      .meta({ 'x-type': 'IANA timezone', pattern: '^([A-Za-z][A-Za-z0-9_+/-]*|\\s*)$' })
      .optional(),
  );

const instant = z.iso.datetime({ offset: true });

/** ISO 8601 with an offset. In a URL the plus sign has to be escaped: it reads as a blank. */
export const requiredInstant = (field: string) =>
  z
    .string(typeFault(field, messages.string(field)))
    .refine((value) => instant.safeParse(value).success, { error: messages.instant(field), abort: true })
    .meta({ type: 'string', format: 'date-time' })
    .transform((value) => new Date(value));

export const optionalInstant = (field: string) => requiredInstant(field).optional();
