import fc from 'fast-check';
import { checksum, checksums } from './sign.ts';
import { checksumVectors } from './fixtures/sign-vectors.ts';

describe('Mid_smilepay', () => {
  it.each(checksumVectors)('of %s, %s, %s is %s', (code, amount, smseid, expected) => {
    expect(checksum(code, String(amount), smseid)).toBe(String(expected));
  });

  /** By positions of the sixteen, as the documents tell it. */
  function independent(code: number, amount: number, smseid: string): number {
    const a = [1000, 100, 10, 1].map((unit) => Math.floor(code / unit) % 10);
    const b = Array.from({ length: 8 }, (_, place) => Math.floor(amount / 10 ** (7 - place)) % 10);
    const c = smseid.split('').slice(-4);
    const d = [...a, ...b, ...c.map((char) => ('0123456789'.includes(char) ? Number(char) : 9))];
    const at = (first: number) => d.filter((_, index) => index % 2 === first).reduce((sum, digit) => sum + digit, 0);
    return 3 * at(1) + 9 * at(0);
  }

  it('agrees with an independent implementation', () => {
    const smseid = fc.string({ minLength: 4, maxLength: 20, unit: fc.constantFrom(...'0123456789_-aZ') });
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(99_999_999), smseid, (code, amount, id) => {
        const expected = independent(code, amount, id);
        expect(checksum(String(code), String(amount), id)).toBe(String(expected));
        expect(expected % 3).toBe(0);
      }),
    );
  });

  it('has one value where the number has four characters, and both paddings where it has fewer', () => {
    expect(checksums('1234', '980', '062223689453')).toEqual(['300']);
    // 1234 00000980 and then 12 behind nothing, behind 99, behind 00.
    const sumOf = (signed: string) => String(independentSum(signed));
    const expected = [sumOf('123400000980' + '12'), sumOf('123400000980' + '9912'), sumOf('123400000980' + '0012')];
    expect([...checksums('1234', '980', '12')].sort()).toEqual([...new Set(expected)].sort());
    for (const padded of ['9912', '0012']) {
      expect(checksums('1234', '980', '12')).toContain(checksum('1234', '980', padded));
    }
    expect(checksums('1234', '980', '_')).toContain(checksum('1234', '980', '0009'));
  });
});

function independentSum(digits: string): number {
  let sum = 0;
  for (let place = 1; place <= digits.length; place += 1) sum += Number(digits[place - 1]) * (place % 2 === 1 ? 9 : 3);
  return sum;
}
