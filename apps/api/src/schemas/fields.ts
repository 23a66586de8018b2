import {
  decimalAmount,
  isTimeZone,
  maxDecimals,
  parseUrl,
  type FieldFaults,
  type SentAmount,
  type UrlRefusal,
  type UrlRefusalOf,
} from '@paycore/core';
import * as z from 'zod';
import { messages } from './messages.ts';

const maxUrlLength = 2048;
const maxEmailLength = 150;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PHP clients send null or an empty string where they mean nothing. */
const blankAsAbsent = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;

/** Absent is `required`, anything else of another type is `wrongType`. */
const typeFault = (field: string, wrongType: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? messages.required(field) : wrongType),
});

/** Characters are code points: an emoji counts once. */
const isWithin = (text: string, max: number) => text.length <= max || [...text].length <= max;

/** What no database, gateway or form keeps whole: U+0000 and half of a surrogate pair. */
const isStorable = (text: string) => !/[\u0000\p{Surrogate}]/u.test(text);

/**
 * The rules in the words of JSON Schema stand beside the checks as `meta`, for the documents: `format` only where blanks, which
 * count as absent, are of that format too.
 */
const text = (field: string, max: number) =>
  z
    .string(typeFault(field, messages.string(field)))
    .refine((value) => isWithin(value, max), { error: messages.maxLength(field, max), abort: true })
    .refine(isStorable, { error: messages.unicode(field), abort: true })
    .meta({ maxLength: max, pattern: '^[^\\u0000]*$' });

/** What means nothing may be sent as null. */
const orNull = (type: string) => ({ type: [type, 'null'] });

const integer = (field: string) =>
  z
    .number(typeFault(field, messages.integer(field)))
    .refine(Number.isInteger, { error: messages.integer(field), abort: true })
    .meta({ type: 'integer' });

/** `new URL` repairs much (`http:x`, backslashes, spaces); what a browser or a server is later given must not need it. */
function isWebUrl(value: string): boolean {
  const url = /^https?:\/\/[^\s\\]+$/i.test(value) ? parseUrl(value) : undefined;
  return url?.username === '' && url.password === '';
}

const webUrl = (field: string) =>
  text(field, maxUrlLength)
    .refine(isWebUrl, { error: messages.url(field), abort: true })
    .meta({ ...orNull('string'), 'x-type': 'url', pattern: '^(https?://[^\\s\\\\\\u0000]+|\\s*)$' });

export const requiredText = (field: string, max: number) =>
  z.preprocess(blankAsAbsent, text(field, max).meta({ pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' }));

export const optionalText = (field: string, max: number) =>
  z.preprocess(blankAsAbsent, text(field, max).meta(orNull('string')).optional());

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

export const optionalCount = (field: string, min: number, max: number) =>
  z.preprocess(
    blankAsAbsent,
    integer(field)
      .refine((value) => value >= min && value <= max, { error: messages.between(field, min, max) })
      .meta({ ...orNull('integer'), minimum: min, maximum: max })
      .optional(),
  );

export const requiredCount = (field: string, min: number, max: number) =>
  z.preprocess(
    blankAsAbsent,
    integer(field)
      .refine((value) => value >= min && value <= max, { error: messages.between(field, min, max) })
      .meta({ type: 'integer', minimum: min, maximum: max }),
  );

export const requiredBoolean = (field: string) =>
  z.boolean(typeFault(field, messages.boolean(field))).meta({ type: 'boolean' });

/** Faults of the items have `{field}.*` in their sentences where the number of the item is to stand. */
export const requiredArray = <Item extends z.ZodType>(field: string, item: Item) =>
  z.array(item, typeFault(field, messages.array(field)));

const emailOrBlank = `^(${z.regexes.email.source.slice(1, -1)}|\\s*)$`;

export const optionalEmail = (field: string) =>
  z.preprocess(
    blankAsAbsent,
    text(field, maxEmailLength)
      .refine((value) => z.regexes.email.test(value), { error: messages.email(field) })
      .meta({ ...orNull('string'), 'x-type': 'email', pattern: emailOrBlank })
      .optional(),
  );

/** An absolute http(s) URL without a user name or password; localhost is allowed. */
export const optionalUrl = (field: string) => z.preprocess(blankAsAbsent, webUrl(field).optional());

/** What a URL must be that our own server will call. */
export interface CalledUrlRules {
  readonly urlRefusal: UrlRefusalOf;
  /** False where absent: http is taken too. */
  readonly isHttpsOnly?: boolean;
}

function urlFault(field: string, { reason, host, port }: UrlRefusal): string {
  if (reason === 'bad_port') return messages.urlPort(field, port);
  if (reason === 'local_name') return messages.localUrl(field, host);
  return reason === 'private_address' ? messages.privateUrl(field) : messages.url(field);
}

/** A URL that our own server will call. */
export const optionalCalledUrl = (field: string, { urlRefusal, isHttpsOnly = false }: CalledUrlRules) =>
  z.preprocess(
    blankAsAbsent,
    webUrl(field)
      .superRefine((value, context) => {
        const refusal = urlRefusal(value);
        if (refusal) context.addIssue(urlFault(field, refusal));
        if (isHttpsOnly && !/^https:/i.test(value)) context.addIssue(messages.httpsUrl(field));
      })
      .optional(),
  );

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

/** One of these words; a blank is none. */
export const requiredChoice = <const Word extends string>(field: string, words: readonly Word[]) =>
  z
    .string(typeFault(field, messages.string(field)))
    .pipe(z.enum(words, { error: messages.choice(field, words) }))
    .meta({ type: 'string', enum: [...words] });

/** The same, or nothing. */
export const optionalChoice = <const Word extends string>(field: string, words: readonly Word[]) =>
  requiredChoice(field, words).optional();

/** The same, where null or a blank means nothing. */
export const optionalChoiceOrNull = <const Word extends string>(field: string, words: readonly Word[]) =>
  z.preprocess(
    blankAsAbsent,
    z
      .string(typeFault(field, messages.string(field)))
      .pipe(z.enum(words, { error: messages.choice(field, words) }))
      .meta({ ...orNull('string'), pattern: `^(${words.join('|')}|\\s*)$` })
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

const instant = z.iso.datetime({ offset: true });

/** The field, or nothing: left out, or null. */
export const nullAsAbsent = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => value ?? undefined, field.optional());

/** ISO 8601 with an offset. In a URL the plus sign has to be escaped: it reads as a blank. */
export const requiredInstant = (field: string) =>
  z
    .string(typeFault(field, messages.string(field)))
    .refine((value) => instant.safeParse(value).success, { error: messages.instant(field), abort: true })
    .meta({ type: 'string', format: 'date-time' })
    .transform((value) => new Date(value));

export const optionalInstant = (field: string) => requiredInstant(field).optional();

/** A whole number in digits, as a query has it. */
export const optionalNumeral = (field: string, min: number, max: number) =>
  z
    .string(typeFault(field, messages.string(field)))
    .refine((value) => /^(0|[1-9]\d{0,8})$/.test(value), { error: messages.integer(field), abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: messages.between(field, min, max) })
    .meta({ type: 'integer', minimum: min, maximum: max })
    .optional();

/** What the schema does not know: misspelt, it would be ignored without a word. */
export function unknownIn({ shape }: z.ZodObject, query: object): FieldFaults {
  const unknown = Object.keys(query).filter((name) => !Object.hasOwn(shape, name));
  return Object.fromEntries(unknown.map((name) => [name, [messages.unknown(name)]]));
}

export function faultsOf(error: z.ZodError): FieldFaults {
  const faults: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const place = path.findIndex((name) => typeof name === 'number');
    const array = path.slice(0, place).join('.');
    const text = place < 0 ? message : message.replace(`${array}.*`, `${array}.${String(path[place])}`);
    (faults[path.join('.')] ??= []).push(text);
  }
  return faults;
}
