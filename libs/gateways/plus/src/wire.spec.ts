import { PayCoreError } from '@paycore/core';
import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { otherWords } from './fixtures/other-words.ts';
import { readMoney, readProtocol } from './wire.ts';

function faultsOf(settings: Readonly<Record<string, string>>) {
  try {
    readProtocol(settings);
    return {};
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    expect(error.kind).toBe('invalid');
    return error.fields ?? {};
  }
}

describe('the protocol', () => {
  it('has every word by default, but no address', () => {
    const { baseUrl, paths, fields, words } = readProtocol();
    expect([baseUrl, paths.atm, paths.balance]).toEqual([undefined, '/api/pay/atm', '/api/balance']);
    expect([fields.orderNo, fields.money, words.ok]).toEqual(['order_no', 'money', 'ok']);
  });

  it('takes every setting', () => {
    const { baseUrl, paths, fields, words } = readProtocol(otherWords);
    expect([baseUrl, ...Object.values(paths), ...Object.values(fields), ...Object.values(words)].sort()).toEqual(
      ['https://plus.example/gate', ...Object.values(otherWords).slice(1)].sort(),
    );
  });

  it.each([
    ['https://plus.example'],
    ['https://plus.example:8443/gate/'],
    ['http://127.0.0.1:4003'],
    ['http://localhost:8080/plus'],
    ['http://[::1]'],
  ])('takes the address %s', (url) => {
    expect(readProtocol({ base_url: url }).baseUrl).toBe(url.replace(/\/$/, ''));
  });

  it.each([
    ['http://plus.example'],
    ['http://127.0.0.1.plus.example'],
    ['http://10.0.0.1'],
    ['ftp://plus.example'],
    ['javascript:alert(1)'],
    ['plus.example'],
    ['https://user:pass@plus.example'],
    ['https://plus.example/?a=1'],
    ['https://plus.example/#a'],
    ['https://'],
  ])('refuses the address %s', (url) => {
    expect(faultsOf({ base_url: url })).toEqual({
      base_url: ['must be an https URL without user, query or fragment'],
    });
  });

  it('names every fault at once', () => {
    const faults = faultsOf({
      base_url: 'http://plus.example',
      path_atm: 'api/pay',
      path_balance: '/a?b=1',
      field_money: '',
      field_appid: '__proto__',
      field_sign: 'a b',
      status_ok: 'ok ok',
      baseurl: 'x',
      constructor: 'x',
    });
    expect(Object.keys(faults).sort()).toEqual([
      'base_url',
      'baseurl',
      'constructor',
      'field_appid',
      'field_money',
      'field_sign',
      'path_atm',
      'path_balance',
      'status_ok',
    ]);
    expect(faults['baseurl']).toEqual(['is no setting of PLUS']);
  });

  it.each([
    [{ field_money: 'appid' }, { field_money: ['must differ from field_appid'] }],
    [{ field_message: 'status' }, { field_message: ['must differ from field_status'] }],
    [{ field_plat_no: 'order_no' }, { field_plat_no: ['must differ from field_order_no'] }],
    [{ status_failed: 'paid' }, { status_failed: ['must differ from status_paid'] }],
  ])('refuses %j, which nobody could tell apart', (settings, faults) => {
    expect(faultsOf(settings)).toEqual(faults);
  });

  it('lets fields that never meet share a name', () => {
    expect(faultsOf({ field_balance: 'money', status_ok: 'paid' })).toEqual({});
    expect(faultsOf({ field_plat_no: 'timestamp' })).toEqual({});
  });
});

const dollars = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 999_999_999_999 }));

describe('money', () => {
  it('is the same amount as number, as text, and with cents that are none', () => {
    fc.assert(
      fc.property(dollars, (amount) => {
        for (const written of [amount, `${amount}`, `${amount}.0`, `${amount}.00`]) {
          expect(readMoney(written)).toBe(amount);
        }
      }),
    );
  });

  it('is never rounded: a fraction is no amount', () => {
    fc.assert(
      fc.property(dollars, fc.integer({ min: 1, max: 99 }), (amount, cents) => {
        const text = `${amount}.${String(cents).padStart(2, '0')}`;
        expect(readMoney(text)).toBeUndefined();
        if (amount < 1_000_000) expect(readMoney(Number(text))).toBeUndefined();
      }),
    );
  });

  it('reads no text but the three, whatever else may look like the number', () => {
    const near = fc.stringMatching(/^[-+ ]?0{0,2}\d{1,4}[.,]?\d{0,3}[eE ]?\d?$/);
    fc.assert(
      fc.property(fc.oneof(near, anyText()), (text) => {
        const amount = readMoney(text);
        if (amount !== undefined) expect([`${amount}`, `${amount}.0`, `${amount}.00`]).toContain(text);
      }),
    );
  });

  it.each([
    [''],
    [' 980'],
    ['980 '],
    ['+980'],
    ['-980'],
    ['0980'],
    ['980.'],
    ['.980'],
    ['980.000'],
    ['980,00'],
    ['1,980'],
    ['9.8e2'],
    ['0x3d4'],
    ['９８０'],
    ['NT$980'],
    ['980\n'],
    ['1234567890123'],
    [980.5],
    [-1],
    [1e12],
    [1e21],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [null],
    [undefined],
    [true],
    [['980']],
    [{ amount: 980 }],
  ])('refuses %p', (written) => {
    expect(readMoney(written)).toBeUndefined();
  });
});
