import { createCipheriv } from 'node:crypto';
import { PayCoreError, type Trust } from '@paycore/core';
import { anyText, aPlacedOrder } from '@paycore/testing';
import fc from 'fast-check';
import { locate, verify as verifyCallback } from './callback.ts';
import { readCredentials } from '../credentials.ts';
import { aesVectors } from '../fixtures/aes-vectors.ts';

const key = 'pwFHCqoQZGmho4w6';
const iv = 'EkRm7iFT261dpevs';
const credentialsInput = { merchant_id: '3002607', hash_key: key, hash_iv: iv };
const credentials = readCredentials(credentialsInput, 'test');

const order = aPlacedOrder({ gatewayOrderNo: 'PC202606220001ABCDEF' });

/** Form encoding and AES by hand, byte by byte, sharing nothing with the adapter. */
function seal(plain: string | Buffer, hashKey = key, hashIv = iv, encode = true): string {
  let text = '';
  for (const byte of Buffer.from(plain)) {
    const char = String.fromCharCode(byte);
    if (/[0-9A-Za-z._-]/.test(char)) text += char;
    else text += char === ' ' ? '+' : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }
  const cipher = createCipheriv('aes-128-cbc', hashKey, hashIv);
  return Buffer.concat([cipher.update(encode ? text : plain), cipher.final()]).toString('base64');
}

const paid = {
  RtnCode: 1,
  RtnMsg: 'Success',
  SimulatePaid: 0,
  MerchantID: '3002607',
  PlatformID: '',
  OrderInfo: {
    MerchantTradeNo: 'PC202606220001ABCDEF',
    TradeNo: '2606221200009999',
    PaymentDate: '2026/06/23 09:30:00',
    TradeAmt: 980,
    PaymentType: 'ATM',
    TradeDate: '2026/06/22 12:00:00',
    ChargeFee: 9.8,
    ProcessFee: 0,
    TradeStatus: '1',
  },
  ATMInfo: { ATMAccBank: '822', ATMAccNo: '0000123456789012' },
  CustomField: '',
};

const callbackData = (top: object = {}, info: object = {}) =>
  JSON.stringify({ ...paid, ...top, OrderInfo: { ...paid.OrderInfo, ...info } });

const envelope = (Data: unknown, top: object = {}) =>
  JSON.stringify({
    MerchantID: '3002607',
    RpHeader: { Timestamp: 1782144000 },
    TransCode: 1,
    TransMsg: 'Success',
    Data,
    ...top,
  });

/** The body of a callback that is genuine but for the given differences inside. */
const body = (top: object = {}, info: object = {}) => envelope(seal(callbackData(top, info)));

const callback = (text: string | Buffer, query: Record<string, string> = {}) => ({
  rawBody: Buffer.from(text),
  headers: { 'content-type': 'application/json' },
  query,
});

const byUrl: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };
const byNothing: Trust = { matchedBy: 'paymentNo', secret: 'absent', allowsUnsigned: false };

const verify = (text: string | Buffer, trust: Trust = byNothing, of = order) =>
  verifyCallback(callback(text), of, trust, credentials);

/** What is thrown must be ours: anything else fails the test. */
function refusalOf(text: string | Buffer, trust?: Trust): string {
  try {
    return `accepted: ${JSON.stringify(verify(text, trust))}`;
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'forged' && error.code === 'CALLBACK_REFUSED') {
      expect(error.cause).toBeUndefined();
      return error.message;
    }
    throw error;
  }
}

const notFound = 'ECPay encrypted background callback transaction not found.';
const merchant = 'ECPay MerchantID mismatch.';
const amount = 'ECPay amount mismatch.';

const genuine = seal(callbackData());

const tampered = (at: number) => {
  const bytes = Buffer.from(genuine, 'base64');
  bytes[at] = (bytes[at] as number) ^ 0x20;
  return bytes.toString('base64');
};

const blocks = (from: number, to: number) =>
  Buffer.from(genuine, 'base64')
    .subarray(from * 16, to * 16)
    .toString('base64');

const last = Buffer.from(genuine, 'base64').length - 1;

const undecryptable: readonly [string, string | Buffer][] = [
  ['no Data', envelope(undefined)],
  ['Data null', envelope(null)],
  ['an empty Data', envelope('')],
  ['a blank Data', envelope(' ')],
  ['Data as a number', envelope(1)],
  ['Data as an array', envelope([genuine])],
  ['Data as an object', envelope({ Data: genuine })],
  ['a truncated Data', envelope(genuine.slice(0, 100))],
  ['a Data short of its last block', envelope(blocks(0, last / 16 - 1))],
  ['a Data short of its first block', envelope(blocks(1, last / 16 + 1))],
  ['one block alone', envelope(blocks(2, 3))],
  ['Data with a line break', envelope(`${genuine}\n`)],
  ['Data twice in a row', envelope(genuine + genuine)],
  ['Data in base64url', envelope(`-_${genuine.slice(2)}`)],
  ['Data in hex', envelope(Buffer.from(genuine, 'base64').toString('hex'))],
  ['Data in clear', envelope(callbackData())],
  ["another merchant's key", envelope(seal(callbackData(), '5294y06JbISpM5x9'))],
  ["another merchant's IV", envelope(seal(callbackData(), key, 'v77hoKGq4kWxNNIS'))],
  ['key and IV swapped', envelope(seal(callbackData(), iv, key))],
  ['a first block tampered with, control character', envelope(tampered(0))],
  ['a middle block tampered with', envelope(tampered(100))],
  ['the last block tampered with', envelope(tampered(last))],
  ['sealed JSON that was not form-encoded', envelope(seal(callbackData({ RtnMsg: '交易成功' }), key, iv, false))],
  ['sealed broken JSON', envelope(seal(callbackData().slice(0, -1)))],
  ['sealed null', envelope(seal('null'))],
  ['a sealed array', envelope(seal(`[${callbackData()}]`))],
  ['a sealed text', envelope(seal(JSON.stringify(callbackData())))],
  ['sealed nesting without end', envelope(seal('['.repeat(9000)))],
  ['nothing sealed', envelope(seal(''))],
  ['a field twice inside', envelope(seal(callbackData().replace('"TradeAmt":980', '"TradeAmt":1,"TradeAmt":980')))],
  [
    'a field twice inside, escaped',
    envelope(seal(callbackData().replace('"RtnCode":1', '"RtnCode":0,"RtnC\\u006fde":1'))),
  ],
  ['a field twice outside', envelope(genuine).replace('"Data":', '"Data":"x","Data":')],
  ['no RtnCode', body({ RtnCode: undefined })],
  ['RtnCode true', body({ RtnCode: true })],
  ['RtnCode "1 "', body({ RtnCode: '1 ' })],
  ['RtnCode 1.5', body({ RtnCode: 1.5 })],
  ['RtnCode [1]', body({ RtnCode: [1] })],
  ['OrderInfo null', envelope(seal(JSON.stringify({ ...paid, OrderInfo: null })))],
  ['OrderInfo as an array', envelope(seal(JSON.stringify({ ...paid, OrderInfo: [paid.OrderInfo] })))],
  ["another payment's number", body({}, { MerchantTradeNo: 'PC202606220001ABCDEG' })],
  ['the number in another letter case', body({}, { MerchantTradeNo: 'pc202606220001abcdef' })],
  ['the number with a blank', body({}, { MerchantTradeNo: 'PC202606220001ABCDEF ' })],
  ['the number in an array', body({}, { MerchantTradeNo: ['PC202606220001ABCDEF'] })],
  ['no number', body({}, { MerchantTradeNo: undefined })],
  ['TransCode 0', envelope(genuine, { TransCode: 0 })],
  ['TransCode [1]', envelope(genuine, { TransCode: [1] })],
  ['TransCode true', envelope(genuine, { TransCode: true })],
  ['TransCode that cannot be printed', envelope(genuine, { TransCode: { toString: 1, valueOf: 1 } })],
  ['no TransCode', envelope(genuine, { TransCode: undefined })],
  ['an envelope in an array', `[${envelope(genuine)}]`],
  ['an envelope as a text', JSON.stringify(envelope(genuine))],
  ['a form instead of JSON', new URLSearchParams({ MerchantID: '3002607', TransCode: '1', Data: genuine }).toString()],
  ['a body of bytes', Buffer.from([0xff, 0x00, 0xfe])],
];

const mismatched: readonly [string, string, string][] = [
  ['another MerchantID outside', merchant, envelope(genuine, { MerchantID: '2000132' })],
  ['no MerchantID outside', merchant, envelope(genuine, { MerchantID: undefined })],
  ['MerchantID outside in an array', merchant, envelope(genuine, { MerchantID: ['3002607'] })],
  ['MerchantID outside with a blank', merchant, envelope(genuine, { MerchantID: '3002607 ' })],
  ['another MerchantID inside', merchant, body({ MerchantID: '2000132' })],
  ['no MerchantID inside', merchant, body({ MerchantID: undefined })],
  ['MerchantID inside as an object', merchant, body({ MerchantID: { toString: 1 } })],
  ...[
    979,
    981,
    980.5,
    0,
    -980,
    98000,
    1e21,
    '980 ',
    ' 980',
    '980.0',
    '+980',
    '0980',
    '-980',
    '',
    '９８０',
    null,
    true,
    [980],
    {},
  ].map((TradeAmt): [string, string, string] => [
    `the amount ${JSON.stringify(TradeAmt)}`,
    amount,
    body({}, { TradeAmt }),
  ]),
  ['no amount', amount, body({}, { TradeAmt: undefined })],
  ['another amount of a failure', amount, body({ RtnCode: 0 }, { TradeAmt: 1 })],
];

describe('a background callback', () => {
  it.each(undecryptable)('is refused without a hint: %s', (_, text) => {
    expect(refusalOf(text)).toBe(notFound);
    expect(refusalOf(text, byUrl)).toBe(notFound);
  });

  it.each(mismatched)('is refused for %s: %s', (_, message, text) => {
    expect(refusalOf(text)).toBe(message);
  });

  it('is refused with a wrong secret in its URL, however genuine', () => {
    expect(refusalOf(body(), { matchedBy: 'paymentNo', secret: 'wrong', allowsUnsigned: true })).toBe(notFound);
  });

  it.each([
    ['as recorded', body()],
    ['with the header spelt RqHeader', envelope(genuine, { RpHeader: undefined, RqHeader: { Timestamp: 1782144000 } })],
    ['with the + of base64 turned into blanks', envelope(genuine.replaceAll('+', ' '))],
    ['with base64 without its padding', envelope(genuine.replace(/=+$/, ''))],
    ['with numbers as texts', body({ RtnCode: '1', SimulatePaid: '0' }, { TradeAmt: '980', TradeStatus: 1 })],
    ['with the merchant as a number', envelope(genuine, { MerchantID: 3002607, TransCode: '1' })],
    ['with fields that we do not know', body({ New: [{ a: null }] }, { New: 'field' })],
    ['without SimulatePaid and TradeStatus', body({ SimulatePaid: undefined }, { TradeStatus: undefined })],
    ['with unescaped Unicode inside', body({ RtnMsg: '交易成功 😀' })],
  ])('pays %s', (_, text) => {
    expect(verify(text)).toEqual({ status: 'paid', gatewayTradeNo: '2606221200009999' });
  });

  it('pays by the published vector of a paid callback', () => {
    const data = aesVectors.find(({ name }) => name.includes('paid callback'))?.data;
    expect(verify(envelope(data))).toEqual({ status: 'paid' });
  });

  it.each([
    [{ SimulatePaid: 1 }, { TradeStatus: '0' }],
    [{ SimulatePaid: '1' }, { TradeStatus: '1' }],
    [{ SimulatePaid: undefined }, { TradeStatus: '0' }],
    [{ SimulatePaid: 0 }, { TradeStatus: 0 }],
  ])('tells that a payment was simulated: %j %j', (top, info) => {
    expect(verify(body(top, info))).toMatchObject({ status: 'paid', simulated: true });
  });

  it.each([
    ['failed', { RtnCode: 0 }, {}],
    ['failed', { RtnCode: '10200095' }, {}],
    ['failed', { RtnCode: 10, SimulatePaid: 1 }, {}],
    ['pending', { RtnCode: 2 }, {}],
    ['pending', { RtnCode: '10100073' }, {}],
    ['pending', { RtnCode: 10300066 }, {}],
    ['pending', {}, { TradeStatus: '10200095' }],
  ])('reads as %s: %j %j', (status, top, info) => {
    const reason = { rtn_code: String('RtnCode' in top ? top.RtnCode : ''), rtn_msg: 'Success' };
    expect(verify(body(top, info))).toEqual({
      status,
      gatewayTradeNo: '2606221200009999',
      ...(status === 'failed' && { reason }),
    });
  });

  it('is refused for another attempt at the same payment, with or without a secret', () => {
    const second = { ...order, gatewayOrderNo: 'PC202606220002ABCDEF' };
    for (const trust of [byUrl, byNothing]) {
      expect(verify(body(), trust).status).toBe('paid');
      expect(() => verify(body(), trust, second)).toThrow(notFound);
    }
  });

  it('never throws but its own refusal, whatever is sealed or sent', () => {
    const anything = fc.oneof(fc.json(), anyText(), fc.constant(callbackData()));
    fc.assert(
      fc.property(anything, anything, fc.jsonValue(), (sealed, sent, scalar) => {
        const texts = [
          envelope(seal(sealed)),
          envelope(sent),
          sent,
          envelope(genuine, { TransCode: scalar }),
          body({ RtnCode: scalar }),
        ];
        for (const text of texts) expect(typeof refusalOf(text)).toBe('string');
      }),
      { numRuns: 50 },
    );
  });
});

describe('locating a background callback', () => {
  const nobody = () => Promise.reject(new Error('The store was asked.'));

  it('takes our own number from the URL, and asks nobody', async () => {
    const query = { payment_no: order.paymentNo };
    expect(await locate(callback('junk', query), nobody)).toEqual([{ by: 'paymentNo', value: order.paymentNo }]);
  });

  it.each(['', 'PAY', "PAY202606220001ABCDEFG'", '{"$ne":null}'])(
    'looks inside where the URL names %j',
    async (payment_no) => {
      const asked: string[] = [];
      const keys = await locate(callback(body(), { payment_no }), (id) => {
        asked.push(id);
        return Promise.resolve([{ ...credentialsInput, hash_key: 'x'.repeat(16) }, credentialsInput, credentialsInput]);
      });
      expect(asked).toEqual(['3002607']);
      expect(keys).toEqual([{ by: 'gatewayOrderNo', value: order.gatewayOrderNo, accountId: '3002607' }]);
    },
  );

  it.each(undecryptable.filter(([name]) => !/number|twice in a row/.test(name) || name.startsWith('no ')))(
    'finds nothing for %s',
    async (_, text) => {
      expect(await locate(callback(text), () => Promise.resolve([credentialsInput]))).toEqual([]);
    },
  );

  const nobodys: readonly unknown[] = [
    undefined,
    null,
    '',
    'x'.repeat(11),
    "3002607'",
    { $ne: null },
    ['3002607'],
    { toString: 1 },
  ];

  it.each(nobodys.map((MerchantID) => ({ MerchantID })))(
    'does not ask the store for merchant $MerchantID',
    async ({ MerchantID }) => {
      expect(await locate(callback(envelope(genuine, { MerchantID })), nobody)).toEqual([]);
    },
  );
});
