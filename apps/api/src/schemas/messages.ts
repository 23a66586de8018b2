/** The contract's sentences for a refused field. */
export const messages = {
  required: (field: string) => `The ${field} field is required.`,
  string: (field: string) => `The ${field} field must be a string.`,
  integer: (field: string) => `The ${field} field must be an integer.`,
  object: (field: string) => `The ${field} field must be an object.`,
  email: (field: string) => `The ${field} field must be a valid email address.`,
  url: (field: string) => `The ${field} field must be a valid URL.`,
  publicUrl: (field: string) => `The ${field} field must not point to a private address.`,
  currency: (field: string) => `The ${field} field must be a currency code of three letters.`,
  timezone: (field: string) => `The ${field} field must be an IANA time zone.`,
  least: (field: string, least: number) => `The ${field} field must be at least ${least}.`,
  most: (field: string, most: number) => `The ${field} field must not be greater than ${most}.`,
  between: (field: string, least: number, most: number) => `The ${field} field must be between ${least} and ${most}.`,
  longest: (field: string, most: number) => `The ${field} field must not be greater than ${most} characters.`,
  unicode: (field: string) => `The ${field} field must be valid Unicode text without null characters.`,
};
