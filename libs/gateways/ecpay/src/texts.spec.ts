import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { cleanText } from './texts.ts';

describe('cleanText', () => {
  it.each([
    ['PayCore 測試商品', 'PayCore 測試商品'],
    ["Tom's Shop #2", "Tom's Shop #2"],
    ['Monty Python DVD', 'Monty Ｐｙｔｈｏｎ DVD'],
    ['ecoSYSTEM', 'ecoＳＹＳＴＥＭ'],
    ['<b>bold</b>', '＜b＞bold＜/b＞'],
    ['two\r\n\tlines\u0000', 'two lines'],
    ['half \ud83d pair', 'half  pair'],
    ['\n', 'PayCore'],
    ['', 'PayCore'],
  ])('makes of %j what ECPay takes', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('cuts without halving a character', () => {
    expect(cleanText('字'.repeat(300))).toBe('字'.repeat(200));
    expect(cleanText(`x${'😀'.repeat(150)}`)).toBe(`x${'😀'.repeat(99)}`);
  });

  it('leaves nothing that the firewall refuses, in any text', () => {
    const word = fc.constantFrom(
      'echo',
      'CURL',
      'wGet',
      'cmd',
      'bash',
      'python',
      'powershell',
      'exec',
      'eval',
      'system',
    );
    const text = fc.array(fc.oneof(word, anyText())).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (dirty) => {
        const clean = cleanText(dirty);
        expect(clean).not.toMatch(/echo|curl|wget|cmd|bash|python|powershell|exec|eval|system|[<>\p{Cc}\p{Cs}]/iu);
        expect(clean.length).toBeGreaterThan(0);
        expect(clean.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
