import { createCipheriv, createDecipheriv } from 'node:crypto';
import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { decryptData, encryptData } from './sign.ts';
import { aesVectors as vectors } from '../fixtures/aes-vectors.ts';

const keys = { hashKey: 'pwFHCqoQZGmho4w6', hashIv: 'EkRm7iFT261dpevs' };

/** Any bytes, sealed with the right keys. */
function sealed(plain: string | Uint8Array): string {
  const cipher = createCipheriv('aes-128-cbc', keys.hashKey, keys.hashIv);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

/** Form encoding byte by byte, sharing nothing with the adapter. */
const byHand = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      if (/[0-9A-Za-z._-]/.test(char)) return char;
      return char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

function opened(data: string): unknown {
  const cipher = createDecipheriv('aes-128-cbc', keys.hashKey, keys.hashIv);
  const plain = Buffer.concat([cipher.update(Buffer.from(data, 'base64')), cipher.final()]).toString('latin1');
  return JSON.parse(new URLSearchParams(`x=${plain}`).get('x') ?? '');
}

describe('Data', () => {
  it.each(vectors)('agrees with the published vector $name', ({ text, data }) => {
    expect(encryptData(JSON.parse(text), keys)).toBe(data);
    expect(decryptData(data, keys)).toBe(text);
  });

  it('reads base64 whose + became a blank', () => {
    for (const { text, data } of vectors) expect(decryptData(data.replaceAll('+', ' '), keys)).toBe(text);
  });

  it('reads base64 without its padding', () => {
    for (const { text, data } of vectors) expect(decryptData(data.replace(/=+$/, ''), keys)).toBe(text);
  });

  it('encodes the five characters that encodeURIComponent spares, in upper case hex', () => {
    expect(encryptData("!'()*~ /é", keys)).toBe(sealed('%22%21%27%28%29%2A%7E+%2F%C3%A9%22'));
  });

  it('reads what another encoder leaves as it is, such as .NET with lower case hex', () => {
    expect(decryptData(sealed('%7b%22a%22:%22(b!)*%22%7d'), keys)).toBe('{"a":"(b!)*"}');
  });

  it('gives any JSON back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(decryptData(encryptData(value, keys), keys) ?? '')).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('gives any Unicode text back', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(decryptData(encryptData(text, keys), keys)).toBe(JSON.stringify(text));
      }),
    );
  });

  it('agrees with a second implementation over any text', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const data = encryptData({ text }, keys);
        expect(data).toBe(sealed(byHand(JSON.stringify({ text }))));
        expect(opened(data)).toEqual(JSON.parse(JSON.stringify({ text })));
      }),
    );
  });

  it('answers any fault alike', () => {
    const [{ data = '' } = {}] = vectors;
    const flipped = Buffer.from(data, 'base64');
    flipped[20] = (flipped[20] as number) ^ 1;
    const faults = [
      '',
      ' ',
      '=',
      'A',
      'AAAA',
      `${data}\n`,
      data.slice(0, -4),
      data.slice(4),
      `${data}${data}`,
      '😀',
      '-_-_',
      flipped.toString('base64'),
      sealed(''),
      sealed('%'),
      sealed('%zz'),
      sealed('%ff'),
      sealed('a b'),
      sealed('é'),
      sealed(Buffer.alloc(16)),
    ];
    for (const fault of faults) expect(decryptData(fault, keys)).toBeUndefined();
    expect(decryptData(data, { ...keys, hashKey: '5294y06JbISpM5x9' })).toBeUndefined();
    expect(decryptData(data, { ...keys, hashIv: 'v77hoKGq4kWxNNIS' })).toBeUndefined();
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.base64String()), (text) => {
        expect(['string', 'undefined']).toContain(typeof decryptData(text, keys));
      }),
    );
  });
});
