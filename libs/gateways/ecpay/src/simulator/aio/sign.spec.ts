import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { recordedKeys, recordedPayment, recordedTrade } from '../../fixtures/extra-info-recordings.ts';
import { handMac } from '../../fixtures/hand-mac.ts';
import { macVectors } from '../../fixtures/mac-vectors.ts';
import { testAccounts, type Account } from '../accounts.ts';
import { hasMac, macOf, readForm, withMac } from './sign.ts';

const [account, other] = testAccounts as [Account, Account];

describe("the simulator's CheckMacValue", () => {
  it.each(macVectors)('agrees with the published vector $name', ({ fields, mac }) => {
    expect(macOf(fields, account)).toBe(mac);
    expect(hasMac({ ...fields, CheckMacValue: mac }, account)).toBe(true);
    expect(hasMac({ ...fields, CheckMacValue: mac }, other)).toBe(false);
  });

  it.each([recordedTrade, recordedPayment])('agrees with $name', ({ fields, mac }) => {
    expect(other).toMatchObject(recordedKeys);
    expect(hasMac({ ...fields, CheckMacValue: mac }, other)).toBe(true);
  });

  it('agrees with a second implementation over any text', () => {
    fc.assert(
      fc.property(anyText(), anyText(), (first, second) => {
        const fields = { ItemName: first, item_id: second };
        expect(macOf(fields, account)).toBe(handMac(fields));
      }),
    );
  });

  it('reads the form that it signed, and none with a field twice', () => {
    const form = withMac({ A: 'a b&c', B: '' }, account);
    expect(readForm(new URLSearchParams(form).toString())).toEqual(form);
    expect(readForm('A=1&A=1')).toBeUndefined();
  });
});
