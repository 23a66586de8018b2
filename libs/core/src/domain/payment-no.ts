import { taipeiMinute } from './taipei-time.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digitsAndLetters = `0123456789${letters}`;

/** Picks `length` characters of `alphabet`, unpredictably. */
export type Pick = (alphabet: string, length: number) => string;

/** `PAY202606220001ABCDEFGH`: the Taipei minute and 8 random letters. */
export const newPaymentNo = (at: Date, pick: Pick): string => `PAY${taipeiMinute(at)}${pick(letters, 8)}`;

/** `PC2606220001` + random `[0-9A-Z]`, exactly `length` characters: the most the gateway allows. */
export function newGatewayOrderNo(at: Date, pick: Pick, length: number): string {
  const start = `PC${taipeiMinute(at).slice(2)}`;
  return start + pick(digitsAndLetters, length - start.length);
}

/** Length of every payment number, in characters. */
export const paymentNoLength = 23;

export const isPaymentNo = (text: string): boolean => /^PAY\d{12}[A-Z]{8}$/.test(text);
