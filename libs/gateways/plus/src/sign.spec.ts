import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { key, signVectors } from './fixtures/sign-vectors.ts';
import { signed } from './simulator/wire.ts';
import { isSignature, signatureOf } from './sign.ts';

const mapOf = (fields: Readonly<Record<string, string>>) => new Map(Object.entries(fields));

describe('the signature', () => {
  it.each(signVectors)('of $what is what openssl says', ({ fields, signature }) => {
    expect(signatureOf(mapOf(fields), key)).toBe(signature);
    expect(signatureOf(new Map(Object.entries(fields).reverse()), key)).toBe(signature);
    expect(signed(fields, key)).toBe(signature);
  });

  it('is checked whatever its letters’ case, and refused for any other field, key or length', () => {
    const [, { fields, signature }] = signVectors;
    expect(isSignature(signature, mapOf(fields), key)).toBe(true);
    expect(isSignature(signature.toUpperCase(), mapOf(fields), key)).toBe(true);
    expect(isSignature(signature, mapOf({ ...fields, more: '' }), key)).toBe(false);
    expect(isSignature(signature, mapOf({ ...fields, money: '981' }), key)).toBe(false);
    expect(isSignature(signature, mapOf(fields), `${key}0`)).toBe(false);
    for (const text of ['', signature.slice(1), `${signature}0`]) {
      expect(isSignature(text, mapOf(fields), key)).toBe(false);
    }
  });

  it('never shares a text between two sets of fields', () => {
    expect(signatureOf(mapOf({ a: '1&b=2' }), key)).not.toBe(signatureOf(mapOf({ a: '1', b: '2' }), key));
    expect(signatureOf(mapOf({ a: '1=2' }), key)).not.toBe(signatureOf(mapOf({ 'a=1': '2' }), key));
    expect(signatureOf(mapOf({ a: '+' }), key)).not.toBe(signatureOf(mapOf({ a: ' ' }), key));
  });

  it('is read alike by adapter and simulator, for any fields that have one name each in UTF-8', () => {
    const names = anyText().map((text) => Buffer.from(text).toString());
    const fields = fc.dictionary(names, anyText(), { maxKeys: 6, noNullPrototype: true });
    fc.assert(
      fc.property(fields, anyText(), (input, secret) => {
        expect(signatureOf(mapOf(input), secret)).toBe(signed(input, secret));
      }),
      { numRuns: 300 },
    );
  });
});
