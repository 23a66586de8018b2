import { isUtf8 } from 'node:buffer';

const onOneLine = (text: string) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ');
const head = (text: string, limit: number) => [...text].slice(0, limit).join('');

/** At most `limit` characters on one line, none of them cut in half. */
export const cut = (text: string, limit: number): string => head(onOneLine(text).trim(), limit).trim();

/** As `cut`, but keeps outer blanks, so that `1 ` does not look like `1`. */
export const quote = (text: string, limit: number): string => head(onOneLine(text), limit);

/** SmilePay's text for people, in Big5 or, as in recorded callbacks, UTF-8; without characters that reverse a line. */
export function readProse(bytes: Uint8Array, limit: number): string {
  const text = isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : new TextDecoder('big5').decode(bytes);
  return cut(text.replace(/\p{Cf}+/gu, ''), limit);
}
