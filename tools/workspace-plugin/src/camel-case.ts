/** `acme-pay` → `acmePay`. */
export const camelCase = (name: string): string =>
  name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
