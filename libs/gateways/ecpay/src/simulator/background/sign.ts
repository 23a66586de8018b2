import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Account } from '../accounts.ts';

const unescaped = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'));

function urlEncode(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text)) {
    if (unescaped.has(byte)) out += String.fromCharCode(byte);
    else if (byte === 0x20) out += '+';
    else out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function urlDecode(text: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '%') {
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(text[at] === '+' ? 0x20 : text.charCodeAt(at));
  }
  return Buffer.from(bytes).toString('utf8');
}

export function seal(value: unknown, account: Account): string {
  const aes = createCipheriv('aes-128-cbc', Buffer.from(account.hashKey), Buffer.from(account.hashIv));
  return Buffer.concat([aes.update(urlEncode(JSON.stringify(value))), aes.final()]).toString('base64');
}

/** Throws where the text was not sealed with this account's keys. */
export function unseal(data: string, account: Account): unknown {
  const aes = createDecipheriv('aes-128-cbc', Buffer.from(account.hashKey), Buffer.from(account.hashIv));
  const plain = Buffer.concat([aes.update(Buffer.from(data, 'base64')), aes.final()]);
  return JSON.parse(urlDecode(plain.toString('latin1')));
}
