import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { recordedKeys, recordedPayment, recordedTrade } from '../fixtures/extra-info-recordings.ts';
import { handMac } from '../fixtures/hand-mac.ts';
import { macVectors, paidVector } from '../fixtures/mac-vectors.ts';
import { checkMacValue, isSigned, signed } from './sign.ts';

const keys = { hashKey: 'pwFHCqoQZGmho4w6', hashIv: 'EkRm7iFT261dpevs' };
const mapOf = (fields: object) => new Map(Object.entries(fields) as [string, string][]);

describe('CheckMacValue', () => {
  it.each(macVectors)('agrees with the published vector $name', ({ fields, mac }) => {
    expect(checkMacValue(mapOf(fields), keys)).toBe(mac);
    expect(handMac(fields)).toBe(mac);
    expect(isSigned(mapOf(signed(fields, keys)), keys)).toBe(true);
  });

  it.each([recordedTrade, recordedPayment])('agrees with $name', ({ fields, mac }) => {
    expect(checkMacValue(mapOf(fields), recordedKeys)).toBe(mac);
  });

  it('agrees with a second implementation over any text', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text !== 'CheckMacValue');
    const fields = fc.uniqueArray(fc.tuple(name, anyText()), {
      minLength: 1,
      selector: ([text]) => text.toLowerCase(),
    });
    fc.assert(
      fc.property(fields, (pairs) => {
        expect(checkMacValue(new Map(pairs), keys)).toBe(handMac(Object.fromEntries(pairs)));
      }),
    );
  });

  it('is the same in any order, and sorts _ after letters', () => {
    const { fields, mac } = paidVector;
    expect(checkMacValue(new Map(Object.entries(fields).reverse()), keys)).toBe(mac);
    const names = mapOf({ Desc_1: '1', DescA: '2', desc: '3' });
    expect(checkMacValue(names, keys)).toBe(handMac({ desc: '3', Desc_1: '1', DescA: '2' }));
  });

  it('does not see letter case, so that others must', () => {
    const lower = { ...paidVector.fields, CustomField1: 'pay202606220001abcdefgh' };
    expect(checkMacValue(mapOf(lower), keys)).toBe(paidVector.mac);
  });

  it.each([undefined, '', 'x', paidVector.mac.slice(1), `${paidVector.mac}0`, 'é'.repeat(32), 'A'.repeat(64)])(
    'refuses %j',
    (CheckMacValue) => {
      const fields = { ...paidVector.fields, ...(CheckMacValue !== undefined && { CheckMacValue }) };
      expect(isSigned(mapOf(fields), keys)).toBe(false);
    },
  );

  it('takes a MAC in lower case', () => {
    expect(isSigned(mapOf({ ...paidVector.fields, CheckMacValue: paidVector.mac.toLowerCase() }), keys)).toBe(true);
  });
});
