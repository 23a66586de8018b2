import * as z from 'zod';
import { messages } from '../messages.ts';

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PHP clients send null or an empty string where they mean nothing. */
export const blankAsAbsent = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;

/** Absent is `required`, anything else of another type is `wrongType`. */
export const typeFault = (field: string, wrongType: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? messages.required(field) : wrongType),
});

/** What means nothing may be sent as null. */
export const orNull = (type: string) => ({ type: [type, 'null'] });

/** The field, or nothing: left out, or null. */
export const nullAsAbsent = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => value ?? undefined, field.optional());

export const requiredBoolean = (field: string) =>
  z.boolean(typeFault(field, messages.boolean(field))).meta({ type: 'boolean' });

/** Faults of the items have `{field}.*` in their sentences where the number of the item is to stand. */
export const requiredArray = <Item extends z.ZodType>(field: string, item: Item) =>
  z.array(item, typeFault(field, messages.array(field)));

export const requiredObject = (field: string) =>
  z.preprocess(blankAsAbsent, z.custom(isObject, typeFault(field, messages.object(field))).meta({ type: 'object' }));

export const optionalObject = (field: string) =>
  z.preprocess(
    blankAsAbsent,
    z
      .custom(isObject, typeFault(field, messages.object(field)))
      .meta(orNull('object'))
      .optional(),
  );

/** A field of other calls, which must be left out of this one. */
export const absentField = (field: string) =>
  z.preprocess(blankAsAbsent, z.undefined({ error: messages.notHere(field) }).optional());
