import type { FieldFaults, PayCoreError } from '@paycore/core';
import * as z from 'zod';

/** The merchant's credentials in requests. */
const root = 'gateway_credentials';

const pathOf = (name: string): string => `${root}.${name}`;
const isRequired = (path: string): string => `The ${path} field is required.`;

/** The message of a gateway's own rule: `must be 16 bytes long`. */
export const credentialFault = (name: string, fault: string): string => `The ${pathOf(name)} field ${fault}.`;

/** The message of a choice that does not exist. */
export const unknownChoice = (name: string): string => `The selected ${pathOf(name)} is invalid.`;

/** Text, trimmed, since keys are pasted with blanks around them; blanks alone count as missing. */
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

/** Half a surrogate pair cannot be part of a URL. */
const isWellFormed = (value: string) => !/\p{Cs}/u.test(value);

/** A word of the merchant's choice, without control characters. */
export const credentialWord = (name: string) =>
  credentialTextOf(name, wordForm).refine(isWellFormed, credentialFault(name, 'format is invalid'));

export const credentialObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, {
    error: ({ input }) => (input == null ? isRequired(root) : `The ${root} field must be an object.`),
  });

/** Everything that is wrong with the merchant's credentials. */
export interface CredentialFaults {
  readonly fields: FieldFaults;
  /** Name of the first field at fault, in the order of the schema; undefined where the credentials are not an object. */
  readonly first: string | undefined;
  isMissing(name: string): boolean;
}

/**
 * The merchant's credentials, parsed. A field that is null or empty counts as absent, and an absent one may be given in the
 * gateway's own spelling. Throws what `refuse` makes of all faults at once.
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
