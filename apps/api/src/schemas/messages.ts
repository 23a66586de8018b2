/** The contract's sentences for a refused field. */
export const messages = {
  required: (field: string) => `The ${field} field is required.`,
  string: (field: string) => `The ${field} field must be a string.`,
  integer: (field: string) => `The ${field} field must be an integer.`,
  decimal: (field: string) =>
    `The ${field} field must be an integer, or a string such as "9.99": at most 12 digits, without sign, blanks or separators.`,
  positive: (field: string) => `The ${field} field must be greater than 0.`,
  boolean: (field: string) => `The ${field} field must be true or false.`,
  array: (field: string) => `The ${field} field must be an array.`,
  object: (field: string) => `The ${field} field must be an object.`,
  email: (field: string) => `The ${field} field must be a valid email address.`,
  url: (field: string) => `The ${field} field must be a valid URL.`,
  httpsUrl: (field: string) =>
    `The ${field} field must be an https URL for production payments, unless the project's setting allow-http-notices is on.`,
  privateUrl: (field: string) => `The ${field} field must not point to a private address.`,
  urlPort: (field: string, port: number) =>
    `The ${field} field must not use port ${port}: it belongs to another service than the web, and is never called.`,
  localUrl: (field: string, host: string) =>
    `The ${field} field must name a server on the Internet: "${host}" is a name of a local network.`,
  currency: (field: string) => `The ${field} field must be a currency code of three letters.`,
  timezone: (field: string) => `The ${field} field must be an IANA time zone.`,
  choice: (field: string, words: readonly string[]) => `The ${field} field must be one of: ${words.join(', ')}.`,
  instant: (field: string) => `The ${field} field must be an ISO 8601 time with an offset; in a URL, + is %2B.`,
  unknown: (field: string) => `There is no ${field} field.`,
  notHere: (field: string) => `The ${field} field is not taken here: the project’s stored accounts are used.`,
  strings: (field: string) => `The ${field} field must be an array of strings.`,
  items: (field: string, max: number) => `The ${field} field must have between 1 and ${max} items.`,
  distinct: (field: string) => `The ${field} field must not name anything twice.`,
  method: (field: string) => `The ${field} field must be an installed method, such as "ecpay/aio/credit".`,
  ahead: (field: string) => `The ${field} field must be between 5 minutes and 60 days ahead.`,
  min: (field: string, min: number) => `The ${field} field must be at least ${min}.`,
  max: (field: string, max: number) => `The ${field} field must not be greater than ${max}.`,
  between: (field: string, min: number, max: number) => `The ${field} field must be between ${min} and ${max}.`,
  maxLength: (field: string, max: number) => `The ${field} field must not be greater than ${max} characters.`,
  unicode: (field: string) => `The ${field} field must be valid Unicode text without null characters.`,
};
