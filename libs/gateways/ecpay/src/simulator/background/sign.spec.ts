import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { aesVectors as vectors } from '../../fixtures/aes-vectors.ts';
import { testAccounts, type Account } from '../accounts.ts';
import { seal, unseal } from './sign.ts';

const [account, other] = testAccounts as [Account, Account];

describe("the simulator's cipher", () => {
  it.each(vectors)('agrees with the published vector $name', ({ text, data }) => {
    expect(seal(JSON.parse(text), account)).toBe(data);
    expect(unseal(data, account)).toEqual(JSON.parse(text));
  });

  it('gives any JSON back, and nothing to another merchant', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText(), anyText()), (value) => {
        const sealed = seal(value, account);
        expect(unseal(sealed, account)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(() => unseal(sealed, other)).toThrow();
      }),
    );
  });
});
