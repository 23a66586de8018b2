import { PayCoreError, type Trust } from '@paycore/core';
import { anyText, aPlacedOrder } from '@paycore/testing';
import fc from 'fast-check';
import { readCredentials } from '../credentials.ts';
import { handMac } from '../fixtures/hand-mac.ts';
import { codeVector, officialCallbackVector, paidVector, queryVector } from '../fixtures/mac-vectors.ts';
import { locate, verify as verifyCallback } from './callback.ts';

const credentialsInput = { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' };
const other = ['5294y06JbISpM5x9', 'v77hoKGq4kWxNNIS'] as const;
const credentials = readCredentials(credentialsInput, 'test');

const order = aPlacedOrder({
  paymentNo: 'PAY202606220001ABCDEFGH',
  gatewayOrderNo: 'PC202606220001ABCDEF',
  route: 'aio/atm',
});

type Fields = Record<string, string>;
const paid: Fields = { ...paidVector.fields };
const { mac } = paidVector;

const form = (fields: Fields) => new URLSearchParams(fields).toString();
/** A genuine form but for the given differences. */
const body = (differences: Fields = {}) => {
  const fields = { ...paid, ...differences };
  return form({ ...fields, CheckMacValue: handMac(fields) });
};
const without = (name: string) => {
  const { [name]: _, ...fields } = paid;
  return form({ ...fields, CheckMacValue: handMac(fields) });
};
const withMac = (CheckMacValue: string) => form({ ...paid, CheckMacValue });

const callback = (text: string | Buffer, query: Record<string, string> = {}) => ({
  rawBody: Buffer.from(text),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  query,
});
const byUrl: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };
const verify = (text: string | Buffer, trust = byUrl, of = order) =>
  verifyCallback(callback(text), of, trust, credentials);

/** What is thrown must be ours: anything else fails the test. */
function refusalOf(text: string | Buffer, trust?: Trust): string {
  try {
    return `accepted: ${JSON.stringify(verify(text, trust))}`;
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'forged' && error.code === 'CALLBACK_REFUSED') {
      return error.message;
    }
    throw error;
  }
}

const unverified = 'ECPay CheckMacValue verification failed.';
const merchant = 'ECPay MerchantID mismatch.';
const amount = 'ECPay amount mismatch.';

/** A form of the shop's for another order, whose item name holds a callback: its MAC is genuine. */
function cutAnew(): string {
  const item = 'x&MerchantID=3002607&MerchantTradeNo=PC202606220001ABCDEF&RtnCode=1&TradeAmt=980&z=';
  const signed = {
    ChoosePayment: 'ATM',
    ItemName: item,
    MerchantID: '3002607',
    MerchantTradeNo: 'PC2',
    TradeDesc: 'y',
  };
  return form({
    ChoosePayment: 'ATM',
    ItemName: 'x',
    MerchantID: '3002607',
    MerchantTradeNo: 'PC202606220001ABCDEF',
    RtnCode: '1',
    TradeAmt: '980',
    z: '&MerchantID=3002607&MerchantTradeNo=PC2&TradeDesc=y',
    CheckMacValue: handMac(signed),
  });
}

const forged: readonly [string, string, string | Buffer][] = [
  ['no MAC', unverified, form(paid)],
  ['an empty MAC', unverified, withMac('')],
  ['a blank MAC', unverified, withMac(' ')],
  ['a truncated MAC', unverified, withMac(mac.slice(0, 63))],
  ['a MAC with one digit more', unverified, withMac(`${mac}0`)],
  ['a MAC with a blank behind', unverified, withMac(`${mac} `)],
  ['a MAC of zeros', unverified, withMac('0'.repeat(64))],
  ['a MAC one digit off', unverified, withMac(mac.replace('B', 'C'))],
  ['a MAC reversed', unverified, withMac([...mac].reverse().join(''))],
  ['an MD5 MAC', unverified, withMac(mac.slice(0, 32))],
  ['the MAC in base64', unverified, withMac(Buffer.from(mac, 'hex').toString('base64'))],
  ['the MAC under another name', unverified, form({ ...paid, checkmacvalue: mac })],
  ["another merchant's keys", unverified, withMac(handMac(paid, ...other))],
  ["another merchant's key", unverified, withMac(handMac(paid, other[0]))],
  ["another merchant's IV", unverified, withMac(handMac(paid, undefined, other[1]))],
  ['key and IV swapped', unverified, withMac(handMac(paid, credentialsInput.hash_iv, credentialsInput.hash_key))],
  ['no keys at all', unverified, withMac(handMac(paid, '', ''))],
  ['another TradeNo than signed', unverified, form({ ...paid, TradeNo: '1', CheckMacValue: mac })],
  [
    'another RtnCode than signed',
    unverified,
    form({ ...codeVector.fields, RtnCode: '1', CheckMacValue: codeVector.mac }),
  ],
  ['another amount than signed', unverified, form({ ...paid, TradeAmt: '981', CheckMacValue: mac })],
  ['SimulatePaid removed', unverified, without('SimulatePaid').replace(/CheckMacValue=.*/, `CheckMacValue=${mac}`)],
  ['a field that was not signed', unverified, form({ ...paid, Extra: '1', CheckMacValue: mac })],
  ['an empty field taken away', unverified, form({ ...paid, CheckMacValue: handMac({ ...paid, StoreID: 'x' }) })],
  ['the MAC of another callback', unverified, withMac(codeVector.mac)],
  ['a field twice', unverified, `${body()}&RtnCode=1`],
  ['the amount twice', unverified, `TradeAmt=1&${body()}`],
  ['the MAC twice', unverified, `${body()}&CheckMacValue=${mac}`],
  ['a field twice in another letter case', unverified, `${body()}&rtncode=1`],
  ['a field twice, escaped', unverified, `${body()}&Rtn%43ode=1`],
  ['a body encoded twice', merchant, encodeURIComponent(body())],
  ['RtnMsg whose bytes are Big5', unverified, body().replace(/RtnMsg=[^&]*/, 'RtnMsg=%A5%E6%A9%F6')],
  ['CustomField1 in lower case', unverified, body({ CustomField1: 'pay202606220001abcdefgh' })],
  ["another payment's CustomField1", unverified, body({ CustomField1: 'PAY202606220001ABCDEFGX' })],
  ['CustomField1 with a blank', unverified, body({ CustomField1: 'PAY202606220001ABCDEFGH ' })],
  ['MerchantTradeNo in lower case', unverified, body({ MerchantTradeNo: 'pc202606220001abcdef' })],
  ["another payment's MerchantTradeNo", unverified, body({ MerchantTradeNo: 'PC202606220001ABCDEG' })],
  ['no MerchantTradeNo', unverified, without('MerchantTradeNo')],
  ['no RtnCode', unverified, without('RtnCode')],
  ['an empty RtnCode', unverified, body({ RtnCode: '' })],
  ['RtnCode "1 "', unverified, body({ RtnCode: '1 ' })],
  ['RtnCode "１"', unverified, body({ RtnCode: '１' })],
  ['RtnCode "1.0"', unverified, body({ RtnCode: '1.0' })],
  ["a query's answer", amount, form({ ...queryVector.fields, CheckMacValue: queryVector.mac })],
  [
    'the official callback of another order',
    amount,
    form({ ...officialCallbackVector.fields, CheckMacValue: officialCallbackVector.mac }),
  ],
  ['a form of ours whose item name holds a callback', unverified, cutAnew()],
  ['another MerchantID', merchant, body({ MerchantID: '2000132' })],
  ['no MerchantID', merchant, without('MerchantID')],
  ['MerchantID with a blank', merchant, body({ MerchantID: '3002607 ' })],
  ['JSON instead of a form', merchant, JSON.stringify({ ...paid, CheckMacValue: mac })],
  ['a body of bytes', merchant, Buffer.from([0xff, 0x00, 0xfe])],
  ['nothing', merchant, ''],
  ...['979', '981', '980.0', '98000', '0', '-980', '+980', '0980', ' 980', '980 ', '', '９８０', '1e3', '980,00'].map(
    (TradeAmt): [string, string, string] => [`the amount ${JSON.stringify(TradeAmt)}`, amount, body({ TradeAmt })],
  ),
  ['no amount', amount, without('TradeAmt')],
  ['another amount of a failure', amount, body({ RtnCode: '10200058', TradeAmt: '1' })],
];

describe("a cashier's callback", () => {
  it.each(forged)('is refused with %s: %s', (_, message, text) => {
    expect(refusalOf(text)).toBe(message);
    expect(refusalOf(text, { ...byUrl, secret: 'absent', allowsUnsigned: true })).toBe(message);
  });

  it('may be cut out of another form with a MAC that holds', () => {
    const { CheckMacValue, ...fields } = Object.fromEntries(new URLSearchParams(cutAnew()));
    expect(handMac(fields)).toBe(CheckMacValue);
  });

  it('is refused with a wrong secret in its URL, however genuine', () => {
    expect(refusalOf(body(), { ...byUrl, secret: 'wrong', allowsUnsigned: true })).toBe(unverified);
  });

  it('is refused for another attempt at the same payment, with or without a secret', () => {
    const second = { ...order, gatewayOrderNo: 'PC202606220002ABCDEF' };
    for (const secret of ['valid', 'absent'] as const) {
      for (const text of [body(), body({ CustomField1: '' })]) {
        expect(verify(text, { ...byUrl, secret }).status).toBe('paid');
        expect(() => verify(text, { ...byUrl, secret }, second)).toThrow(unverified);
      }
    }
  });

  it('knows an application for instalments, told as RtnCode 2 where a code would be, for no payment', () => {
    const application = {
      RtnCode: '2',
      RtnMsg: 'Succeeded',
      PaymentType: 'BNPL_URICH',
      BNPLTradeNo: '1',
      BNPLInstallment: '3',
    };
    expect(verify(body(application))).toEqual({ status: 'pending', gatewayTradeNo: '2606221200009999' });
  });

  it.each([
    ['as published', withMac(mac)],
    ['with its MAC in lower case', withMac(mac.toLowerCase())],
    ['re-ordered', form(Object.fromEntries(Object.entries({ ...paid, CheckMacValue: mac }).reverse()))],
    ['with another RtnMsg, as when it is sent again', body({ RtnMsg: 'paid' })],
    ['with a text of blanks written as +', body({ RtnMsg: 'two words +%26' })],
    ['with blanks written as %20', withMac(mac).replaceAll('+', '%20')],
    ['with fields that we do not know', body({ card4no: '2222', 'A-b_c.d': '" <>\\\n\u{1F600}' })],
    ['without CustomField1', without('CustomField1')],
    ['with an empty CustomField1', body({ CustomField1: '' })],
    ['without SimulatePaid', without('SimulatePaid')],
  ])('pays %s', (_, text) => {
    expect(verify(text)).toEqual({ status: 'paid', gatewayTradeNo: '2606221200009999' });
    expect(verify(text, { ...byUrl, secret: 'absent' })).toMatchObject({ status: 'paid' });
  });

  it('tells that a payment was simulated', () => {
    expect(verify(body({ SimulatePaid: '1' }))).toMatchObject({ status: 'paid', simulated: true });
  });

  it.each(['0', '10200058', '10100248', '-1', '10', '01'])('reads RtnCode %s as failed', (RtnCode) => {
    expect(verify(body({ RtnCode, RtnMsg: 'No.', SimulatePaid: '1' }))).toEqual({
      status: 'failed',
      gatewayTradeNo: '2606221200009999',
      reason: { rtn_code: RtnCode, rtn_msg: 'No.' },
    });
  });

  it('waits where ECPay itself waits for the bank', () => {
    expect(verify(body({ RtnCode: '10300066' }))).toEqual({ status: 'pending', gatewayTradeNo: '2606221200009999' });
  });

  it('reads the published code callback', () => {
    expect(verify(form({ ...codeVector.fields, CheckMacValue: codeVector.mac }))).toEqual({
      status: 'pending',
      gatewayTradeNo: '2606221200009999',
      info: {
        bank_code: '822',
        bank_name: '中國信託',
        virtual_account: '9103522175887271',
        expire_at: '2026-06-29 23:59:59',
      },
      page: { kind: 'account', bankCode: '822', bankName: '中國信託', account: '9103522175887271' },
      expiresAt: new Date('2026-06-29T15:59:59Z'),
      lagHours: 24,
    });
  });

  const inStore = { RtnCode: '10100073', ExpireDate: '2026/06/29 12:00:00', PaymentType: 'CVS_CVS' };
  const noBarcode = { Barcode1: '', Barcode2: '', Barcode3: '' };

  it('reads a store code', () => {
    expect(verify(body({ ...inStore, ...noBarcode, PaymentNo: 'LLL22176000000' }))).toMatchObject({
      status: 'pending',
      info: { payment_code: 'LLL22176000000', expire_at: '2026-06-29 12:00:00' },
      page: { kind: 'code', code: 'LLL22176000000' },
      expiresAt: new Date('2026-06-29T04:00:00Z'),
      lagHours: 24,
    });
  });

  it.each([
    ['CVS_CVS', ['ibon', 'fami', 'hilife', 'ok']],
    ['CVS_IBON', ['ibon']],
    ['CVS_FAMILY', ['fami']],
    ['CVS_HILIFE', ['hilife']],
    ['CVS_OK', ['ok']],
    ['toString', ['ibon', 'fami', 'hilife', 'ok']],
  ])('reads which stores take a code of %s', (PaymentType, chains) => {
    const code = { ...inStore, ...noBarcode, PaymentType, PaymentNo: 'LLL22176000000' };
    expect(verify(body(code))).toMatchObject({ page: { kind: 'code', chains } });
  });

  it('reads a barcode into the object of the contract', () => {
    const segments = { Barcode1: '150629ACY', Barcode2: '6763618191673429', Barcode3: '000000000000980' };
    expect(verify(body({ ...inStore, ...segments, PaymentNo: '' }))).toMatchObject({
      status: 'pending',
      info: {
        ecpay: {
          selected_payment_method: 'barcode',
          barcode1: '150629ACY',
          barcode2: '6763618191673429',
          barcode3: '000000000000980',
          barcode_user_copy_url: '{payment_url}',
          barcode_segments_copyable: false,
          barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes',
          barcode_intro_url: 'https://www.ecpay.com.tw/introcvs',
          expire_at: '2026-06-29 12:00:00',
        },
      },
      page: {
        kind: 'barcode',
        segments: Object.values(segments),
        introUrl: 'https://www.ecpay.com.tw/introcvs',
        chains: ['ibon', 'fami', 'hilife', 'ok'],
      },
      lagHours: 72,
    });
  });

  it.each([
    ['markup', { PaymentNo: '<b>1</b>' }],
    ['no date', { PaymentNo: 'LLL22176000000', ExpireDate: '2026/02/30 12:00:00' }],
    ['nothing', { PaymentNo: '' }],
  ])('shows no code that is %s', (_, fields) => {
    expect(verify(body({ ...inStore, ...noBarcode, ...fields }))).toEqual({
      status: 'pending',
      gatewayTradeNo: '2606221200009999',
    });
  });

  it('never throws but its own refusal, whatever is sent', () => {
    fc.assert(
      fc.property(anyText(), anyText(), fc.webQueryParameters(), (name, value, query) => {
        for (const text of [name, query, body({ [name]: value }), `${body()}&${query}`, body({ RtnCode: value })]) {
          expect(typeof refusalOf(text)).toBe('string');
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("locating a cashier's callback", () => {
  const byNumber = { by: 'paymentNo', value: order.paymentNo };
  const byOrder = { by: 'gatewayOrderNo', value: order.gatewayOrderNo, accountId: '3002607' };

  it('tries the URL, then the order, then CustomField1, which two attempts share', () => {
    const other = 'PAY202606220001ZZZZZZZZ';
    expect(locate(callback(body(), { payment_no: other }))).toEqual([
      { by: 'paymentNo', value: other },
      byOrder,
      byNumber,
    ]);
    expect(locate(callback(body()))).toEqual([byOrder, byNumber]);
    expect(locate(callback(body(), { payment_no: order.paymentNo }))).toEqual([byNumber, byOrder]);
    expect(locate(callback(body({ CustomField1: '' })))).toEqual([byOrder]);
  });

  it.each([
    ['pay202606220001abcdefgh', 'PC1', '3002607', [{ ...byOrder, value: 'PC1' }]],
    ["PAY'", "PC'", '3002607', []],
    ['', 'P'.repeat(21), '3002607', []],
    ['', 'PC1', '{"$ne":null}', []],
  ])('believes no odd number: %j %j %j', (CustomField1, MerchantTradeNo, MerchantID, keys) => {
    expect(locate(callback(body({ CustomField1, MerchantTradeNo, MerchantID })))).toEqual(keys);
  });

  it('finds nothing in a body with a field twice', () => {
    expect(locate(callback(`${body()}&RtnCode=1`))).toEqual([]);
  });
});
