/**
 * Words for which ECPay's web firewall refuses the whole order (10400011), wherever they stand:
 * https://github.com/ECPay/ECPay-API-Skill, guides/15-troubleshooting.md.
 */
const refused = /echo|curl|wget|cmd|bash|python|powershell|exec|eval|system|[<>]/gi;

/** U+0021–U+007E have full-width twins at U+FF01–U+FF5E: people read the same word, the firewall does not. */
const widen = (word: string): string =>
  [...word].map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join('');

/** At most `limit` UTF-16 units, as ECPay counts, without half a character at the end. */
function cut(text: string, limit: number): string {
  const head = text.slice(0, limit);
  return /[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head;
}

/** A text that ECPay takes as ItemName or TradeDesc; never empty. */
export function cleanText(text: string, limit = 200): string {
  const plain = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .replace(refused, widen)
    .trim();
  return cut(plain, limit).trim() || 'PayCore';
}
