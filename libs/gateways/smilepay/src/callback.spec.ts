import { PayCoreError, type OrderKey, type PlacedOrder, type Trust } from '@paycore/core';
import { anyText, aPlacedOrder } from '@paycore/testing';
import fc from 'fast-check';
import { locate, verify as verifyCallback } from './callback.ts';
import { readCredentials } from './credentials.ts';
import { big5Item, big5Name, failedForm, paidForm, paidJson } from './fixtures/callbacks.ts';

const credentialsInput = { dcvc: '2109', rvg2c: '1', verify_key: '9C4B6E02D1A857F3360BE8D5274F1AC9' };
const plain = readCredentials(credentialsInput, 'test');
const withToken = readCredentials({ ...credentialsInput, validation_token: 'tökén&=+ 1' }, 'test');
const withCode = readCredentials({ ...credentialsInput, merchant_verify_code: '1234' }, 'test');

const order = aPlacedOrder({
  gatewayOrderNo: 'PC26062212000ABCDE',
  gatewayTradeNo: '062223689453',
  merchantOrderNo: 'ORDER202606220202111',
});

const valid: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };
const absent: Trust = { ...valid, secret: 'absent' };
const wrong: Trust = { ...valid, secret: 'wrong' };
const unsigned: Trust = { ...absent, allowsUnsigned: true };

const json = (changes: object = {}) => JSON.stringify({ ...paidJson, ...changes });
/** The recorded form with one field otherwise, by hand. */
const form = (name: string, value: string) => paidForm.replace(new RegExp(`(^|&)${name}=[^&]*`), `$1${name}=${value}`);
const without = (name: string) => paidForm.replace(new RegExp(`(^|&)${name}=[^&]*`), '');

const callback = (body: string | Uint8Array, query: Record<string, string> = {}) => ({
  rawBody: Buffer.from(body),
  headers: {},
  query,
});

interface Circumstances {
  readonly trust?: Trust;
  readonly credentials?: typeof plain;
  readonly query?: Record<string, string>;
  readonly of?: PlacedOrder;
}

const verify = (
  body: string | Uint8Array,
  { trust = valid, credentials = plain, query = {}, of = order }: Circumstances = {},
) => verifyCallback(callback(body, query), of, trust, credentials);

/** What is thrown must be ours: anything else fails the test. */
function refusalOf(body: string | Uint8Array, how?: Circumstances): string {
  try {
    return `accepted: ${JSON.stringify(verify(body, how))}`;
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    expect({ kind: error.kind, code: error.code }).toEqual({ kind: 'forged', code: 'CALLBACK_REFUSED' });
    return error.message;
  }
}

const trade = { gatewayTradeNo: '062223689453' };

describe('believed', () => {
  it.each<[string, string | Uint8Array, Circumstances]>([
    ["SmilePay's form", paidForm, {}],
    ['with its checksum', paidForm, { credentials: withCode }],
    ['with Big5 not encoded', Buffer.from(paidForm.replace(big5Name, '\xa4\xfd\xa4p\xa9\xfa'), 'latin1'), {}],
    ['fields in another order', paidForm.split('&').reverse().join('&'), { credentials: withCode }],
    ['an empty pair at the end', `${paidForm}&`, {}],
    ['no Purchamt', without('Purchamt'), {}],
    ['a percent sign that encodes nothing', form('Remark', '100%'), {}],
    ["the merchant's number as Data_id", form('Data_id', 'ORDER202606220202111'), {}],
    ["no Data_id but SmilePay's number", without('Data_id'), {}],
    ["another number of SmilePay's for our own order", form('Smseid', '7_30_1_1074870'), {}],
    [
      'the token in the address, without our secret',
      paidForm,
      { trust: absent, credentials: withToken, query: { validation_token: 'tökén&=+ 1' } },
    ],
    [
      'the token in the body',
      `${paidForm}&validation_token=t%C3%B6k%C3%A9n%26%3D%2B+1`,
      { trust: absent, credentials: withToken },
    ],
    [
      'the token against a secret of an old key',
      paidForm,
      { trust: wrong, credentials: withToken, query: { validation_token: 'tökén&=+ 1' } },
    ],
    ['our secret, where the merchant has a token too', paidForm, { credentials: withToken }],
    ['a token that nobody asked for', paidForm, { query: { validation_token: 'x' } }],
    [
      "the contract's words in a form",
      'Dcvc=2109&Data_id=ORDER202606220202111&SmilePayNO=062223689453&Amount=980&Status=1',
      {},
    ],
  ])('%s', (_, body, how) => {
    const outcome = verify(body, how);
    expect(outcome.status).toBe('paid');
    expect(outcome).not.toHaveProperty('simulated');
    expect(outcome).not.toHaveProperty('unsigned');
  });

  it("carries SmilePay's number", () => {
    expect(verify(paidForm)).toEqual({ status: 'paid', ...trade });
    expect(verify(form('Smseid', '7_30_1_1074870'))).toEqual({ status: 'paid', gatewayTradeNo: '7_30_1_1074870' });
  });

  it.each([
    [{}],
    [{ Amount: '980' }],
    [{ Status: 1 }],
    [{ Data_id: 'PC26062212000ABCDE' }],
    [{ Dcvc: 2109 }],
    [{ Dcvc: null, PayEndDate: null }],
    [{ Response_id: '1', Smseid: '062223689453' }],
  ])('JSON with %j is a simulation', (changes) => {
    expect(verify(json(changes))).toEqual({ status: 'paid', simulated: true, ...trade });
  });

  it('JSON with the checksum', () => {
    expect(verify(json({ Mid_smilepay: 300 }), { credentials: withCode })).toMatchObject({ status: 'paid' });
  });

  it('unsigned only where the project says so', () => {
    expect(verify(paidForm, { trust: unsigned })).toEqual({ status: 'paid', unsigned: true, ...trade });
    expect(verify(json(), { trust: unsigned })).toMatchObject({ status: 'paid', unsigned: true, simulated: true });
  });

  it('a failure, whose Amount is 0', () => {
    expect(verify(failedForm, { credentials: withCode })).toEqual({ status: 'failed', ...trade });
    expect(verify(json({ Status: 0 }))).toMatchObject({ status: 'failed' });
    expect(verify(json({ Status: '0', Amount: '0' }))).toMatchObject({ status: 'failed' });
  });

  it('an unknown word pays nothing and leaves a trace', () => {
    const words = 'Dcvc=2109&Data_id=ORDER202606220202111&SmilePayNO=062223689453&Amount=980&Status=2';
    expect(verify(words)).toEqual({ status: 'pending', declined: 'Status 2', ...trade });
    expect(verify(json({ Status: -1 }))).toEqual({
      status: 'pending',
      declined: 'Status -1',
      simulated: true,
      ...trade,
    });
  });
});

const unreadable = 'SmilePay callback is not readable.';
const token = 'SmilePay validation token mismatch.';
const amount = 'SmilePay amount mismatch.';
const number = 'SmilePay order number mismatch.';
const dcvc = 'SmilePay Dcvc mismatch.';
const mid = 'SmilePay Mid_smilepay verification failed.';

describe('refused', () => {
  it.each<[string, string | Uint8Array, Circumstances, string]>([
    // Nothing vouches for it, or the wrong thing.
    ['no secret', paidForm, { trust: absent }, token],
    ['a wrong secret', paidForm, { trust: wrong }, token],
    ['a wrong secret where unsigned ones pass', paidForm, { trust: { ...wrong, allowsUnsigned: true } }, token],
    ['no secret, JSON', json(), { trust: absent }, token],
    ['no token where one is set', paidForm, { trust: absent, credentials: withToken }, token],
    ['a wrong token', paidForm, { trust: absent, credentials: withToken, query: { validation_token: 'token' } }, token],
    [
      'a wrong token beside our secret',
      paidForm,
      { credentials: withToken, query: { validation_token: 'token' } },
      token,
    ],
    [
      'a wrong token where unsigned ones pass',
      paidForm,
      { trust: unsigned, credentials: withToken, query: { validation_token: 'x' } },
      token,
    ],
    ['an empty token', paidForm, { trust: absent, credentials: withToken, query: { validation_token: '' } }, token],
    [
      'half of the token',
      paidForm,
      { trust: absent, credentials: withToken, query: { validation_token: 'tökén' } },
      token,
    ],
    [
      'the token in other letter case',
      paidForm,
      { trust: absent, credentials: withToken, query: { validation_token: 'TÖKÉN&=+ 1' } },
      token,
    ],
    [
      'the token decoded twice',
      `${paidForm}&validation_token=t%C3%B6k%C3%A9n%26%3D++1`,
      { trust: absent, credentials: withToken },
      token,
    ],
    [
      'one right and one wrong token',
      `${paidForm}&validation_token=x`,
      { trust: absent, credentials: withToken, query: { validation_token: 'tökén&=+ 1' } },
      token,
    ],
    ["another merchant's token", json({ validation_token: 'other' }), { trust: absent, credentials: withToken }, token],
    ['any token where none is set', paidForm, { trust: absent, query: { validation_token: 'x' } }, token],
    [
      'the Verify_key as a token',
      paidForm,
      { trust: absent, query: { validation_token: credentialsInput.verify_key } },
      token,
    ],
    // Another merchant.
    ['another Dcvc', json({ Dcvc: '107' }), {}, dcvc],
    ['another Dcvc, only after the proof', json({ Dcvc: '107' }), { trust: absent }, token],
    ['no callback at all, only after the proof', '', { trust: wrong }, token],
    ['another amount, only after the proof', form('Amount', '1'), { trust: absent }, token],
    ['another number, only after the proof', form('Data_id', 'PC26062212000ABCDF'), { trust: absent }, token],
    ['no checksum, only after the proof', without('Mid_smilepay'), { trust: absent, credentials: withCode }, token],
    [
      'another Dcvc with the token',
      json({ Dcvc: '107' }),
      { trust: absent, credentials: withToken, query: { validation_token: 'tökén&=+ 1' } },
      dcvc,
    ],
    ['another Dcvc in a form', `${paidForm}&Dcvc=107`, {}, dcvc],
    ['Dcvc with a blank', `${paidForm}&Dcvc=2109+`, {}, dcvc],
    ['Dcvc with zeros before it', `${paidForm}&Dcvc=02109`, {}, dcvc],
    // The checksum, where the merchant can check it.
    ['no checksum', without('Mid_smilepay'), { credentials: withCode }, mid],
    ['an empty checksum', form('Mid_smilepay', ''), { credentials: withCode }, mid],
    ['another checksum', form('Mid_smilepay', '303'), { credentials: withCode }, mid],
    ['the checksum of another code', form('Mid_smilepay', '228'), { credentials: withCode }, mid],
    ['the checksum of another amount', form('Purchamt', '532'), { credentials: withCode }, mid],
    ['the checksum of another number', form('Smseid', '062223689454'), { credentials: withCode }, mid],
    ['the 0 of the test account', form('Mid_smilepay', '0'), { credentials: withCode }, mid],
    ['a checksum of no number', form('Purchamt', 'x').replace('=300', '=NaN'), { credentials: withCode }, mid],
    ['JSON, which is no way round the checksum', json(), { credentials: withCode }, mid],
    // Another payment.
    ['another Data_id', form('Data_id', 'PC26062212000ABCDF'), {}, number],
    ['Data_id in small letters', form('Data_id', 'pc26062212000abcde'), {}, number],
    ['Data_id cut', form('Data_id', 'PC26062212000ABCD'), {}, number],
    ['Data_id with + as a blank', form('Data_id', 'PC26062212000ABCDE+'), {}, number],
    ['Data_id encoded twice', form('Data_id', '%2550C26062212000ABCDE'), {}, number],
    ["the merchant's number with another of SmilePay's", json({ SmilePayNO: '062223689454' }), {}, number],
    ["the merchant's number in small letters", json({ Data_id: 'order202606220202111' }), {}, number],
    ["another Data_id beside SmilePay's right number", json({ Data_id: 'ORDER-OTHER' }), {}, number],
    ['no number at all', without('Data_id').replace('Smseid=062223689453', ''), {}, number],
    ["only another number of SmilePay's", without('Data_id').replace('062223689453', '062223689454'), {}, number],
    // Other money.
    ['another amount', form('Amount', '1'), {}, amount],
    ['more money', form('Amount', '9800'), {}, amount],
    ['no amount', without('Amount'), {}, amount],
    ['an empty amount', form('Amount', ''), {}, amount],
    ['the amount with a point', form('Amount', '980.0'), {}, amount],
    ['the amount with zeros before it', form('Amount', '0980'), {}, amount],
    ['the amount with a sign', form('Amount', '%2B980'), {}, amount],
    ['the amount with a blank', form('Amount', '+980'), {}, amount],
    ['the amount with an exponent', form('Amount', '98e1'), {}, amount],
    ['the amount in full-width digits', form('Amount', '%EF%BC%99%EF%BC%98%EF%BC%90'), {}, amount],
    ['a negative amount', json({ Amount: -980 }), {}, amount],
    ['another amount asked for', form('Purchamt', '98'), {}, amount],
    ['paid with 0', form('Amount', '0'), {}, amount],
    ['a failure of another amount', failedForm.replace('Purchamt=980', 'Purchamt=98'), {}, amount],
    ['an amount beyond integers', json().replace('980', '9800000000000000000000'), {}, amount],
    // No callback.
    ['a broken amount in JSON', json({ Amount: 980.5 }), {}, unreadable],
    ['an amount as a list', json({ Amount: [980] }), {}, unreadable],
    ['a status as an object', json({ Status: { $ne: 0 } }), {}, unreadable],
    ['a status as a truth', json({ Status: true }), {}, unreadable],
    ['no status in JSON', json({ Status: undefined }), {}, unreadable],
    ["no status beside the contract's number", without('Response_id').replace('Smseid', 'SmilePayNO'), {}, unreadable],
    ["an empty status of the contract's", `${without('Response_id')}&Status=`, {}, unreadable],
    ['an empty status', json({ Status: '' }), {}, unreadable],
    ['a status in words', json({ Status: 'OK' }), {}, unreadable],
    ["the contract's status with a blank", `${without('Response_id')}&Status=1+`, {}, unreadable],
    ['two statuses that differ', `${failedForm}&Status=1`, {}, unreadable],
    ['the amount twice', `${paidForm}&Amount=980`, {}, unreadable],
    ['the status twice', `${failedForm}&Response_id=1`, {}, unreadable],
    ['a field twice, one spelt in hexadecimal', `${paidForm}&%41mount=1`, {}, unreadable],
    ['a field twice in JSON', json().replace('{', '{"Status":0,'), {}, unreadable],
    ['a field twice in JSON, one escaped', json().replace('{', '{"\\u0053tatus":0,'), {}, unreadable],
    ['cut JSON', json().slice(0, -5), {}, unreadable],
    ['a list around it', `[${json()}]`, {}, unreadable],
    ['the names in small letters', paidForm.toLowerCase(), {}, unreadable],
    ['another form encoding', paidForm.replaceAll('&', ';'), {}, unreadable],
    ['nothing', '', {}, unreadable],
    ["ECPay's body", '{"MerchantID":"3002607","RpHeader":{"Timestamp":1},"TransCode":1,"Data":"x"}', {}, unreadable],
  ])('%s', (_, body, how, message) => expect(refusalOf(body, how)).toBe(message));

  it('as proven, unless the project wants no proof', () => {
    const isProven = (body: string, trust: Trust) => {
      try {
        return verify(body, { trust });
      } catch (error) {
        return (error as PayCoreError).isProven;
      }
    };
    for (const body of [form('Amount', '1'), '', json({ Dcvc: '107' }), form('Data_id', 'PC26062212000ABCDF')]) {
      expect([isProven(body, valid), isProven(body, unsigned), isProven(body, absent)]).toEqual([true, false, false]);
    }
  });

  it('other money in the words of the log', () => {
    const log = (body: string, trust: Trust) => {
      try {
        return verify(body, { trust });
      } catch (error) {
        const { logLine, log: detail } = error as PayCoreError;
        return { logLine, ...detail };
      }
    };
    expect(log(form('Amount', '1'), valid)).toEqual({
      logLine: 'SmilePay amount mismatch detail',
      expected_amount: 980,
      received_amount: '1',
      matched_by: 'payment_no',
      payload_data_id: 'PC26062212000ABCDE',
      payload_smilepay_no: '062223689453',
    });
    const words = {
      gatewayTradeNo: 'gateway_trade_no',
      gatewayOrderNo: 'gateway_order_no',
      merchantOrderNo: 'merchant_order_no',
    };
    for (const [matchedBy, matched_by] of Object.entries(words)) {
      const trust = { ...valid, matchedBy: matchedBy as OrderKey['by'] };
      expect(log(json({ Amount: 1 }), trust)).toMatchObject({ matched_by, received_amount: '1' });
    }
    expect(log(without('Amount').replace('&Data_id=PC26062212000ABCDE', ''), valid)).toMatchObject({
      received_amount: null,
      payload_data_id: null,
    });
    const long = log(form('Amount', '9'.repeat(5000)), valid) as unknown as { received_amount: string };
    expect(long.received_amount).toHaveLength(100);
  });
});

describe('of two attempts at one payment', () => {
  const first = { payment_no: order.paymentNo, attempt: '1' };
  const second = { ...order, gatewayOrderNo: 'PC26062212000ZZZZZ', gatewayTradeNo: '062223689999' };
  const { gatewayTradeNo: _, ...secondUnknown } = second;
  const byToken = { credentials: withToken, query: { ...first, validation_token: 'tökén&=+ 1' } };
  const onlyMerchants = json({ SmilePayNO: undefined });

  it.each<[string, string, Circumstances]>([
    ['our number', paidForm, { query: first }],
    ["SmilePay's number alone", without('Data_id'), { query: first }],
    ["SmilePay's and the merchant's number", json(), { query: first }],
    ["the merchant's number, at its own URL", onlyMerchants, { query: first }],
    [
      "the merchant's number, which only one order had",
      onlyMerchants,
      { ...byToken, trust: { ...absent, matchedBy: 'merchantOrderNo' } },
    ],
    [
      "the payment's number, which only one order had",
      onlyMerchants,
      { trust: absent, credentials: withToken, query: { ...byToken.query, attempt: undefined as never } },
    ],
  ])("the first's is believed by %s", (_, body, how) => {
    expect(verify(body, how).status).toBe('paid');
  });

  it.each<[string, string, string, Circumstances]>([
    ['by our number', number, paidForm, {}],
    ["by SmilePay's number", number, without('Data_id'), {}],
    ["by SmilePay's number, where the second's is not known", number, without('Data_id'), { of: secondUnknown }],
    ["by SmilePay's and the merchant's number", number, json(), {}],
    ["by the merchant's number: the secret is the first's", token, onlyMerchants, { trust: wrong }],
    ["by the merchant's number and token, without a secret", number, onlyMerchants, { ...byToken, trust: absent }],
    [
      "by the merchant's number and token, with the first's secret",
      number,
      onlyMerchants,
      { ...byToken, trust: wrong },
    ],
    ["by the merchant's number, unsigned", number, onlyMerchants, { trust: unsigned }],
  ])("the first's is refused for the second %s", (_, message, body, how) => {
    expect(refusalOf(body, { query: first, of: second, ...how })).toBe(message);
  });
});

describe('which payment', () => {
  const ours = { payment_no: 'PAY202606221200ABCDEFGH' };

  it("first ours, then SmilePay's number, then Data_id as ours and as the merchant's", () => {
    expect(locate(callback(paidForm, ours))).toEqual([
      { by: 'paymentNo', value: 'PAY202606221200ABCDEFGH' },
      { by: 'gatewayTradeNo', value: '062223689453' },
      { by: 'gatewayOrderNo', value: 'PC26062212000ABCDE' },
      { by: 'merchantOrderNo', value: 'PC26062212000ABCDE' },
    ]);
  });

  it("prefers the merchant's own payments, and still finds whom a wrong Dcvc is to be told", () => {
    expect(locate(callback(json()))).toEqual([
      { by: 'gatewayTradeNo', value: '062223689453' },
      { by: 'gatewayOrderNo', value: 'ORDER202606220202111' },
      { by: 'merchantOrderNo', value: 'ORDER202606220202111', accountId: '2109' },
      { by: 'merchantOrderNo', value: 'ORDER202606220202111' },
    ]);
  });

  it('none, where nothing names one', () => {
    expect(locate(callback('', { payment_no: "PAY' OR 1" }))).toEqual([]);
    expect(locate(callback('{"Data_id":{"$ne":1}}'))).toEqual([]);
  });

  it('reads text in UTF-8, and Big5 without stumbling', () => {
    expect(locate(callback(`Od_sob=${big5Item}&Data_id=%E8%A8%82%E5%96%AE1`))).toContainEqual({
      by: 'merchantOrderNo',
      value: '訂單1',
    });
  });
});

describe('whatever is sent', () => {
  const field = fc.tuple(
    fc.constantFrom(...'Dcvc Data_id Smseid Status Response_id Amount Purchamt x'.split(' ')),
    anyText(),
  );
  const anyBody = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.array(field).map((fields) => Buffer.from(fields.map((pair) => pair.join('=')).join('&'))),
    fc.array(field).map((fields) => Buffer.from(JSON.stringify(Object.fromEntries(fields)))),
    fc.json().map((text) => Buffer.from(text)),
    // A genuine one with a few bytes changed.
    fc.array(fc.tuple(fc.nat(paidForm.length - 1), fc.nat(255)), { maxLength: 4 }).map((changes) => {
      const body = Buffer.from(paidForm);
      for (const [at, byte] of changes) body[at] = byte;
      return body;
    }),
  );

  it('nothing but a refusal is thrown, and nothing unproven pays', () => {
    fc.assert(
      fc.property(
        anyBody,
        fc.constantFrom(valid, absent, wrong),
        fc.constantFrom(plain, withToken, withCode),
        (body, trust, credentials) => {
          locate(callback(body));
          const verdict = refusalOf(body, { trust, credentials });
          if (trust !== valid) expect(verdict).not.toContain('accepted');
          if (verdict.includes('"paid"')) expect(body.toString('latin1')).toContain('980');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is read in linear time', () => {
    for (const body of [
      '{"a":"'.repeat(11_000),
      `{${'"a":1,'.repeat(10_000)}`,
      '&='.repeat(32_000),
      '%'.repeat(65_000),
      '"'.repeat(65_000),
    ]) {
      const begun = performance.now();
      refusalOf(body);
      expect(performance.now() - begun).toBeLessThan(2_000);
    }
  });
});
