/** The contract's sentences for a refused field. */
export const messages = {
  required: (field: string) => `The ${field} field is required.`,
  string: (field: string) => `The ${field} field must be a string.`,
  integer: (field: string) => `The ${field} field must be an integer.`,
  decimal: (field: string) =>
    `The ${field} field must be an integer, or a string such as "9.99": at most 12 digits, without sign, blanks or separators.`,
  positive: (field: string) => `The ${field} field must be greater than 0.`,
  object: (field: string) => `The ${field} field must be an object.`,
  email: (field: string) => `The ${field} field must be a valid email address.`,
  url: (field: string) => `The ${field} field must be a valid URL.`,
  publicUrl: (field: string) => `The ${field} field must not point to a private address.`,
  currency: (field: string) => `The ${field} field must be a currency code of three letters.`,
  timezone: (field: string) => `The ${field} field must be an IANA time zone.`,
  choice: (field: string, words: readonly string[]) => `The ${field} field must be one of: ${words.join(', ')}.`,
  instant: (field: string) => `The ${field} field must be an ISO 8601 time with an offset; in a URL, + is %2B.`,
  unknown: (field: string) => `There is no ${field} field.`,
  min: (field: string, min: number) => `The ${field} field must be at least ${min}.`,
  max: (field: string, max: number) => `The ${field} field must not be greater than ${max}.`,
  between: (field: string, min: number, max: number) => `The ${field} field must be between ${min} and ${max}.`,
  maxLength: (field: string, max: number) => `The ${field} field must not be greater than ${max} characters.`,
  unicode: (field: string) => `The ${field} field must be valid Unicode text without null characters.`,
};
