/**
 * Words for which ECPay's web firewall refuses the whole order (10400011), of ECPay's own guides in
 * https://github.com/ECPay/ECPay-API-Skill: 00-getting-started.md (whose list is that of developers.ecpay.com.tw/?p=2858)
 * and, in the last line, 15-troubleshooting.md. `net` alone is in neither, and is masked for safety.
 */
const words = [
  ...['cmd.exe', 'net.exe', 'nmap.exe', 'nc.exe', 'ftp.exe', 'wsh.exe'],
  ...['echo', 'cmd', 'python', 'perl', 'ping', 'ftp', 'telnet', 'nmap', 'nc', 'chmod', 'kill', 'rm', 'ls', 'gcc'],
  ...['passwd', 'uname', 'finger', 'mail', 'xterm', 'traceroute', 'tracert', 'tftp', 'wget', 'curl', 'bash', 'tclsh'],
  ...['net', 'powershell', 'exec', 'eval', 'system'],
];

/** ECPay's `\b` may or may not know letters beyond ASCII: only ASCII's letters and digits are trusted to make a word longer. */
const refused = new RegExp(
  `(?<![0-9a-z])(?:${words.map((word) => word.replace('.', '\\.')).join('|')})(?![0-9a-z])|[<>]`,
  'gi',
);

/**
 * U+0021–U+007E have full-width twins at U+FF01–U+FF5E: people read the same word, the firewall does not. The whole word is
 * widened, since `tftp` holds `ftp`. Unlike invisible separators the twins exist in Big5, so banks' systems keep them.
 */
const widen = (word: string): string =>
  [...word].map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join('');

/** At most `limit` UTF-16 units, as ECPay counts, without half a character at the end. */
function cut(text: string, limit: number): string {
  const head = text.slice(0, limit);
  return /[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head;
}

/** A text that ECPay takes as ItemName or TradeDesc, of at most `limit` UTF-16 units; never empty. */
export function firewallSafeText(text: string, limit = 200): string {
  const plain = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim();
  // Masked last: where a text is cut, or half a character goes, a word can come to stand alone.
  return cut(plain, limit).trim().replace(refused, widen) || 'PayCore';
}
