import { newNonce } from './nonce.ts';

describe('newNonce', () => {
  it('gives 96 bits, never twice, over many fillings of its pool', () => {
    const drawn = Array.from({ length: 5_000 }, newNonce);
    const texts = drawn.map((nonce) => nonce.toString('hex'));
    expect(texts.every((text) => text.length === 24)).toBe(true);
    expect(new Set(texts).size).toBe(5_000);
  });

  it('changes none that it has given', () => {
    const first = newNonce();
    const before = first.toString('hex');
    for (let n = 0; n < 1_000; n += 1) newNonce();
    expect(first.toString('hex')).toBe(before);
  });
});
