/**
 * What ECPay's web firewall takes for an attack on a shell, as ECPay's guides list it: 00-getting-started.md, then
 * 15-troubleshooting.md, https://github.com/ECPay/ECPay-API-Skill. `net` is in neither, and what a cautious shop avoids.
 */
const commands = new Set(
  `echo cmd python perl ping ftp telnet nmap nc chmod kill rm ls gcc passwd uname finger mail xterm traceroute tracert tftp
  wget curl bash tclsh powershell exec eval system net`.split(/\s+/),
);
/** Refused with `.exe` behind it, though not alone; the others are refused before the dot. */
const programs = new Set(['wsh']);

const isRefused = (word: string, next: string): boolean =>
  commands.has(word) || (programs.has(word) && /^\.exe(?![0-9a-z])/.test(next));

/** Whether one of the words stands in a text with no ASCII letter or digit beside it, in any letter case. */
export const isFirewalled = (...texts: readonly string[]): boolean =>
  texts.some((text) => {
    const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    return [...folded.matchAll(/[0-9a-z]+/g)].some(({ 0: word, index }) =>
      isRefused(word, folded.slice(index + word.length)),
    );
  });
