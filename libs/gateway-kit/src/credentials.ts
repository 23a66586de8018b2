import type { FieldFaults, PayCoreError } from '@paycore/core';
import { z } from 'zod';

/** What requests call the merchant's credentials. */
const root = 'gateway_credentials';

const pathOf = (name: string): string => `${root}.${name}`;
const isRequired = (path: string): string => `The ${path} field is required.`;

/** The sentence of a fault that is one gateway's own: `must be 16 bytes long`. */
export const credentialFault = (name: string, fault: string): string => `The ${pathOf(name)} field ${fault}.`;

/** The sentence of a choice that there is not. */
export const unknownChoice = (name: string): string => `The selected ${pathOf(name)} is invalid.`;

/** Text, trimmed, as keys are pasted with blanks around them; nothing but blanks counts as missing. */
export const credentialText = (name: string) =>
  z
    .string({
      error: ({ input }) =>
        input === undefined ? isRequired(pathOf(name)) : credentialFault(name, 'must be a string'),
    })
    .trim()
    .min(1, { error: isRequired(pathOf(name)), abort: true });

export const credentialTextOf = (name: string, form: RegExp) =>
  credentialText(name).regex(form, credentialFault(name, 'format is invalid'));

const wordForm = /^[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]{0,199}$/u;

/** Half of a surrogate pair goes into no URL. */
const isWellFormed = (value: string) => !/\p{Cs}/u.test(value);

/** Of the merchant's own making: no control characters; in words that any reader of the documents understands. */
export const credentialWord = (name: string) =>
  credentialTextOf(name, wordForm).refine(isWellFormed, credentialFault(name, 'format is invalid'));

export const credentialObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, {
    error: ({ input }) => (input == null ? isRequired(root) : `The ${root} field must be an object.`),
  });

/** All that is wrong with what the merchant gave. */
export interface CredentialFaults {
  readonly fields: FieldFaults;
  /** Name of the first field at fault, in the order of the schema; undefined where the whole is no object. */
  readonly first: string | undefined;
  isMissing(name: string): boolean;
}

/**
 * What the merchant gave, parsed; a field that is null or empty counts as absent, and the gateway's own spelling stands in for
 * one that is. Throws what `refuse` makes of all faults at once.
 */
export function parseCredentials<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  value: unknown,
  refuse: (faults: CredentialFaults) => PayCoreError,
  aliases: Readonly<Record<string, string>> = {},
): z.infer<z.ZodObject<Shape>> {
  const result = schema.safeParse(inputOf(value, Object.keys(schema.shape), aliases));
  if (!result.success) throw refuse(faultsOf(result.error));
  return result.data;
}

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

function inputOf(value: unknown, names: readonly string[], aliases: Readonly<Record<string, string>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const input = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [name, [input[name], input[aliases[name] ?? name]].find(isPresent)]));
}

function faultsOf({ issues }: z.ZodError): CredentialFaults {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of issues) (fields[[root, ...path].join('.')] ??= []).push(message);
  const isMissing = (name: string) => [root, pathOf(name)].some((path) => fields[path]?.includes(isRequired(path)));
  return { fields, first: issues[0]?.path[0]?.toString(), isMissing };
}
