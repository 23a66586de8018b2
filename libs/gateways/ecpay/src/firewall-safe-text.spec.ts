import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { firewallSafeText } from './firewall-safe-text.ts';

/** ECPay-API-Skill, guides/00-getting-started.md: each must be gone as a whole word. */
const published =
  'echo cmd python perl ping ftp telnet nmap nc chmod kill rm ls gcc passwd uname finger mail xterm traceroute tracert tftp ' +
  'wget curl bash tclsh cmd.exe net.exe nmap.exe nc.exe ftp.exe wsh.exe';
/** guides/15-troubleshooting.md, and one for safety. */
const further = 'powershell exec eval system net';
const words = `${published} ${further}`.split(' ');

/** Read apart from any regular expression: the runs of ASCII letters and digits, with what stands between them. */
function wholeWords(text: string): Set<string> {
  const runs = text.split(/([^0-9A-Za-z]+)/).map((run) => run.toLowerCase());
  const withSuffix = runs.flatMap((run, at) => (runs[at + 1] === '.' ? [`${run}.${runs[at + 2]}`] : []));
  return new Set([...runs, ...withSuffix]);
}

const refusedIn = (text: string) => words.filter((word) => wholeWords(text).has(word));

const anyCase = (word: string) =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) => [...word].map((char, at) => (upper[at] ? char.toUpperCase() : char)).join(''));
const anyWord = fc.constantFrom(...words).chain(anyCase);
const wordy = fc
  .array(fc.oneof(anyWord, anyText(), fc.constantFrom(' ', '-', '_', '.', '球', 's', '7')))
  .map((parts) => parts.join(''));

describe('firewallSafeText', () => {
  it.each([
    ['ping pong table', 'ｐｉｎｇ pong table'],
    ['finger puppet', 'ｆｉｎｇｅｒ puppet'],
    ['perl necklace', 'ｐｅｒｌ necklace'],
    ['telnet cable', 'ｔｅｌｎｅｔ cable'],
    ['Monty Python DVD', 'Monty Ｐｙｔｈｏｎ DVD'],
    ['買ping球', '買ｐｉｎｇ球'],
    ['ping-pong', 'ｐｉｎｇ-pong'],
    ['ping_pong', 'ｐｉｎｇ_pong'],
    ['TFTP', 'ＴＦＴＰ'],
    ['run NET.EXE now', 'run ＮＥＴ．ＥＸＥ now'],
    ['<b>bold</b>', '＜b＞bold＜/b＞'],
    ['two\r\n\tlines\u0000', 'two lines'],
    ['half \ud83d pair', 'half  pair'],
    ['pi\ud83dng pong', 'ｐｉｎｇ pong'],
    ['\n', 'PayCore'],
    ['', 'PayCore'],
  ])('makes of %j what ECPay takes', (text, expected) => {
    expect(firewallSafeText(text)).toBe(expected);
  });

  it.each([
    'Medieval sword',
    'ecoSYSTEM',
    'Pingu',
    'pings',
    'executive',
    'perl5',
    '7ls',
    'wsh',
    'fishing nets',
    'PayCore 測試商品',
    "Tom's Shop #2",
  ])('leaves %j as it is', (text) => {
    expect(firewallSafeText(text)).toBe(text);
  });

  it.each(words)('masks %s in any letter case', (word) => {
    for (const written of [word, word.toUpperCase(), `a ${word}`, `(${word})`]) {
      expect(refusedIn(firewallSafeText(written))).toEqual([]);
    }
  });

  it('cuts without halving a character', () => {
    expect(firewallSafeText('字'.repeat(300))).toBe('字'.repeat(200));
    expect(firewallSafeText(`x${'😀'.repeat(150)}`)).toBe(`x${'😀'.repeat(99)}`);
  });

  it('masks a word that only the cut leaves whole', () => {
    expect(firewallSafeText(`${'字'.repeat(196)}perlite`)).toBe(`${'字'.repeat(196)}ｐｅｒｌ`);
  });

  it('leaves nothing that the firewall refuses, within the limit, in any text, once and for all', () => {
    fc.assert(
      fc.property(wordy, fc.integer({ min: 7, max: 250 }), (text, limit) => {
        const safe = firewallSafeText(text, limit);
        expect(refusedIn(safe)).toEqual([]);
        expect(safe).not.toMatch(/[<>\p{Cc}\p{Cs}]/u);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.length).toBeLessThanOrEqual(limit);
        expect(firewallSafeText(safe, limit)).toBe(safe);
      }),
    );
  });

  it('is read as before: folding the full-width letters back gives the text', () => {
    const printable = fc
      .array(fc.oneof(anyWord, fc.constantFrom(' pong ', '-', '球', 'table')))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(printable, (text) => {
        fc.pre(text.trim() !== '' && text.length <= 200);
        expect(firewallSafeText(text).normalize('NFKC')).toBe(text.trim());
      }),
    );
  });

  it('leaves any other text as it is', () => {
    fc.assert(
      fc.property(wordy, (text) => {
        fc.pre(
          text !== '' && text.length <= 200 && text === text.trim() && !/[<>\p{Cc}\p{Cs}\u2028\u2029]/u.test(text),
        );
        fc.pre(refusedIn(text).length === 0);
        expect(firewallSafeText(text)).toBe(text);
      }),
    );
  });
});
