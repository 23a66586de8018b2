import { createHmac } from 'node:crypto';
import type { SimulatorRuntime } from '@paycore/simulator-kit';

type Settings = SimulatorRuntime['settings'];

/** What the operator calls a field or a word, else what it is called by default: the same text. */
export const speech =
  (settings: Settings = {}) =>
  (kind: 'field' | 'status', word: string): string =>
    settings[`${kind}_${word}`] ?? word;
export type Speech = ReturnType<typeof speech>;

const paths = { path_atm: '/api/pay/atm', path_balance: '/api/balance' } as const;
export const pathOf = (settings: Settings, name: keyof typeof paths): string => settings?.[name] ?? paths[name];

/** Form encoding by hand: letters, digits and `*-._` stay, a blank is `+`, every other byte of the UTF-8 is `%XX`. */
function formEncode(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    if (byte === 0x20) out += '+';
    else if (/[0-9A-Za-z*\-._]/.test(char)) out += char;
    else out += '%' + byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return out;
}

/** HMAC-SHA-256 over `name=value` pairs in the order of their names, joined by `&`. */
export function signed(fields: Readonly<Record<string, string>>, key: string): string {
  const names = Object.keys(fields).sort();
  const text = names.map((name) => `${formEncode(name)}=${formEncode(fields[name] ?? '')}`).join('&');
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
