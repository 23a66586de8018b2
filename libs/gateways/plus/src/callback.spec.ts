import { PayCoreError, type Outcome, type PlacedOrder, type Trust } from '@paycore/core';
import { anyText, aPlacedOrder } from '@paycore/testing';
import fc from 'fast-check';
import { locate, verify as verifyCallback } from './callback.ts';
import { readCredentials } from './credentials.ts';
import { otherWords } from './fixtures/other-words.ts';
import { key, signVectors } from './fixtures/sign-vectors.ts';
import { readProtocol } from './wire.ts';

const credentials = readCredentials({ appid: 'plus2109', secret_key: key }, 'test');
const protocol = readProtocol();
const [, { fields: paid, signature }] = signVectors;

const order = aPlacedOrder({ gatewayOrderNo: paid.order_no, gatewayTradeNo: paid.plat_no });
const { gatewayTradeNo: _, ...withoutTradeNo } = order;

const valid: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };
const absent: Trust = { ...valid, secret: 'absent' };
const wrong: Trust = { ...valid, secret: 'wrong' };
const unsigned: Trust = { ...absent, allowsUnsigned: true };

/** Only what the contract names. */
const bare = { appid: 'plus2109', money: 980 };
const json = (changes: object = {}) => JSON.stringify({ ...paid, ...changes });
const form = (changes: Record<string, string> = {}) => new URLSearchParams({ ...paid, ...changes }).toString();
const without = (...names: string[]) =>
  JSON.stringify(Object.fromEntries(Object.entries(paid).filter(([name]) => !names.includes(name))));

interface Circumstances {
  readonly trust?: Trust;
  readonly query?: Record<string, string>;
  readonly of?: PlacedOrder;
  readonly words?: typeof protocol;
}

const callback = (body: string | Uint8Array, query: Record<string, string> = {}) => ({
  rawBody: Buffer.from(body),
  headers: {},
  query,
});

const verify = (
  body: string | Uint8Array,
  { trust = valid, query = { payment_no: order.paymentNo }, of = order, words = protocol }: Circumstances = {},
): Outcome => verifyCallback(callback(body, query), of, trust, { credentials, protocol: words });

/** What is thrown must be ours: anything else fails the test. */
function refusalOf(body: string | Uint8Array, how?: Circumstances): string {
  try {
    return `accepted: ${JSON.stringify(verify(body, how))}`;
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    expect({ kind: error.kind, code: error.code }).toEqual({ kind: 'forged', code: 'CALLBACK_REFUSED' });
    expect(JSON.stringify({ ...error })).not.toContain(key);
    return error.message;
  }
}

const trade = { gatewayTradeNo: paid.plat_no };

describe('believed', () => {
  it.each<[string, string | Uint8Array, Circumstances]>([
    ['JSON', json(), {}],
    ['a form', form(), {}],
    ['with its signature', json({ sign: signature }), {}],
    ['with its signature in capitals, as a form', form({ sign: signature.toUpperCase() }), {}],
    ['money as a number', json({ money: 980 }), {}],
    ['money with cents that are none', json({ money: '980.00' }), {}],
    ['fields that nobody knows', json({ note: '備註', count: 3, done: true, none: null }), {}],
    ['white space around it', `\r\n ${json()}\n`, {}],
    ['a form in another order', form().split('&').reverse().join('&'), {}],
    ['no order number but PLUS’s own', without('order_no'), {}],
    ['another number of PLUS’s for our own order', json({ plat_no: 'PLUS20260622000001' }), {}],
    ['an empty order number', json({ order_no: '' }), {}],
    ['no payment_no in the address', json(), { query: {} }],
    ['PLUS’s number alone, where the answer with it was lost', without('order_no'), { of: withoutTradeNo }],
  ])('%s', (_, body, how) => {
    expect(verify(body, how)).toEqual({ status: 'paid', ...trade });
  });

  it('the contract’s two fields alone: that PLUS calls at all means paid', () => {
    expect(verify(JSON.stringify(bare))).toEqual({ status: 'paid' });
    expect(verify('appid=plus2109&money=980')).toEqual({ status: 'paid' });
  });

  it('by a project that takes what nothing signs, and said to be so', () => {
    expect(verify(json(), { trust: unsigned })).toEqual({ status: 'paid', ...trade, unsigned: true });
  });

  it('another number of PLUS’s, which the core tells from a second payment', () => {
    expect(verify(json({ plat_no: 'PLUS-OTHER' }))).toEqual({ status: 'paid', gatewayTradeNo: 'PLUS-OTHER' });
  });

  it('a failure ends it; a word that nobody told us is unclear, and left to a person', () => {
    expect(verify(json({ status: 'failed' }))).toEqual({ status: 'failed', ...trade });
    for (const status of ['PAID', 'ok', 'success', '1', 'pending', 1, true]) {
      const unclear = { status: String(status), money: '980', plat_no: trade.gatewayTradeNo };
      expect(verify(json({ status }))).toEqual({ status: 'pending', unclear, ...trade });
    }
    expect(verify(json({ status: 'x'.repeat(900) })).unclear?.['status']).toHaveLength(100);
    expect(verify(JSON.stringify({ appid: 'plus2109', money: '980.00', status: 'Y' })).unclear).toEqual({
      status: 'Y',
      money: '980.00',
      plat_no: null,
    });
  });

  it('in the operator’s words', () => {
    const body = JSON.stringify({ merchant: 'plus2109', out_trade_no: paid.order_no, amount: 980, code: 'SUCCESS' });
    expect(verify(body, { words: readProtocol(otherWords) })).toEqual({ status: 'paid' });
    expect(refusalOf(json(), { words: readProtocol(otherWords) })).toBe('PLUS appid mismatch.');
  });
});

const secretMismatch = 'PLUS callback secret mismatch.';
const unreadable = 'PLUS callback is not readable.';
const appidMismatch = 'PLUS appid mismatch.';
const badSign = 'PLUS sign verification failed.';
const otherOrder = 'PLUS order number mismatch.';
const moneyMismatch = 'PLUS money mismatch.';

describe('refused', () => {
  it.each<[string, string, string | Uint8Array, Circumstances]>([
    ['no secret', secretMismatch, json(), { trust: absent }],
    ['a wrong secret', secretMismatch, json(), { trust: wrong }],
    [
      'a wrong secret of a project that takes unsigned ones',
      secretMismatch,
      json(),
      { trust: { ...wrong, allowsUnsigned: true } },
    ],
    ['a signature in the place of the secret', secretMismatch, json({ sign: signature }), { trust: absent }],
    ['the secret asked for before all else', secretMismatch, '{', { trust: wrong }],
    ['the secret asked for before the appid', secretMismatch, json({ appid: 'plus3003' }), { trust: absent }],
    ['the secret asked for before the money', secretMismatch, json({ money: '1' }), { trust: wrong }],

    ['no body', appidMismatch, '', {}],
    ['broken JSON', unreadable, '{"appid":"plus2109",', {}],
    ['nested JSON', unreadable, json({ data: { money: 980 } }), {}],
    ['a list in JSON', unreadable, json({ money: [980] }), {}],
    ['money twice in JSON', unreadable, `{"money":1,${json().slice(1)}`, {}],
    ['money twice, once spelt with an escape', unreadable, `{"mone\\u0079":1,${json().slice(1)}`, {}],
    ['money twice in a form', unreadable, `${form()}&money=980`, {}],
    ['appid twice in a form, once encoded', unreadable, `${form()}&%61ppid=plus2109`, {}],

    ['no appid', appidMismatch, without('appid'), {}],
    ['an empty appid', appidMismatch, json({ appid: '' }), {}],
    ['null for the appid', appidMismatch, json({ appid: null }), {}],
    ['another merchant’s appid', appidMismatch, json({ appid: 'plus3003' }), {}],
    ['the appid in capitals', appidMismatch, json({ appid: 'PLUS2109' }), {}],
    ['a blank before the appid', appidMismatch, json({ appid: ' plus2109' }), {}],
    ['the appid under another name', appidMismatch, json({ appid: undefined, appId: 'plus2109' }), {}],
    ['the appid in the address alone', appidMismatch, without('appid'), { query: { appid: 'plus2109' } }],
    ['an appid of an object’s own words', appidMismatch, json({ appid: 'constructor' }), {}],
    ['the appid hidden in a prototype', unreadable, '{"__proto__":{"appid":"plus2109","money":980}}', {}],

    ['a signature of another text', badSign, json({ sign: signature, note: 'x' }), {}],
    ['a signature of another amount', badSign, json({ money: '98', sign: signature }), {}],
    ['a signature of another state', badSign, json({ status: 'failed', sign: signature }), {}],
    ['a signature cut short', badSign, json({ sign: signature.slice(0, 63) }), {}],
    ['zeros for a signature', badSign, json({ sign: '0'.repeat(64) }), {}],
    ['the key for a signature', badSign, json({ sign: key }), {}],

    ['another order number', otherOrder, json({ order_no: 'PC26062212000ABCDEFH' }), {}],
    ['our order number in small letters', otherOrder, json({ order_no: paid.order_no.toLowerCase() }), {}],
    ['the merchant’s order number', otherOrder, json({ order_no: order.merchantOrderNo }), {}],
    ['PLUS’s number of another order', otherOrder, without('order_no').replace('000001', '000002'), {}],
    ['another payment_no in the address', otherOrder, json(), { query: { payment_no: 'PAY202606221200ABCDEFGH' } }],
    ['an odd payment_no in the address', otherOrder, json(), { query: { payment_no: '' } }],

    ['no money', moneyMismatch, without('money'), {}],
    ['empty money', moneyMismatch, json({ money: '' }), {}],
    ['another amount', moneyMismatch, json({ money: 979 }), {}],
    ['ten times the amount', moneyMismatch, json({ money: '9800' }), {}],
    ['a hundredth of the amount', moneyMismatch, json({ money: 9.8 }), {}],
    ['the amount in cents', moneyMismatch, json({ money: 98000 }), {}],
    ['cents above the amount', moneyMismatch, json({ money: '980.01' }), {}],
    ['cents below the amount', moneyMismatch, json({ money: 979.99 }), {}],
    ['a negative amount', moneyMismatch, json({ money: '-980' }), {}],
    ['a zero before the amount', moneyMismatch, json({ money: '0980' }), {}],
    ['the amount with a sign', moneyMismatch, json({ money: '+980' }), {}],
    ['the amount with an exponent', moneyMismatch, json({ money: '9.8e2' }), {}],
    ['the amount in wide digits', moneyMismatch, json({ money: '９８０' }), {}],
    ['the amount with its currency', moneyMismatch, json({ money: 'NT$980' }), {}],
    ['the amount and more', moneyMismatch, json({ money: '980 OR 1=1' }), {}],
    ['truth for money', moneyMismatch, json({ money: true }), {}],
    ['another amount in a failure', moneyMismatch, json({ money: 0, status: 'failed' }), {}],
    ['another amount, unsigned', moneyMismatch, json({ money: 1 }), { trust: unsigned }],
    ['the contract’s template of all gateways', appidMismatch, '{"event_type":"example.event","note":"x"}', {}],
  ])('%s', (_, message, body, how) => {
    expect(refusalOf(body, how)).toBe(message);
  });

  it('another amount is told to the log with what was expected', () => {
    const error: unknown = (() => {
      try {
        return verify(json({ money: '9'.repeat(500) }));
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ log: { expected_amount: 980, received_amount: '9'.repeat(100) } });
  });

  it('any other text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.json()), (text) => {
        expect(refusalOf(text)).toMatch(/^PLUS .+\.$/);
      }),
    );
  });

  it('any change of a field that counts, signed or not', () => {
    const names = fc.constantFrom('appid', 'order_no', 'money', 'status', 'plat_no');
    fc.assert(
      fc.property(names, anyText(), (name, text) => {
        fc.pre(text !== paid[name]);
        expect(refusalOf(json({ [name]: text, sign: signature }))).toMatch(/^PLUS .+\.$/);
      }),
    );
  });
});

describe('of two attempts at one payment, its own only', () => {
  const first = { payment_no: order.paymentNo, attempt: '1' };
  const second = { ...order, gatewayOrderNo: 'PC26062212000SECOND2', gatewayTradeNo: 'PLUS20260622000002' };
  const { gatewayTradeNo: _second, ...secondUnknown } = second;
  const unnumbered = JSON.stringify(bare);

  it.each<[string, string, Partial<Trust>]>([
    ['our order number', json(), {}],
    ['our order number alone', without('plat_no'), {}],
    ['PLUS’s number alone', without('order_no'), {}],
    ['no number, at its own URL', unnumbered, {}],
  ])('believes the first’s by %s', (_, body, trust) => {
    expect(verify(body, { query: first, trust: { ...valid, ...trust } }).status).toBe('paid');
  });

  it.each<[string, string, string, PlacedOrder, Partial<Trust>]>([
    ['by our order number', otherOrder, json(), second, {}],
    ['by PLUS’s number', otherOrder, without('order_no'), second, {}],
    ['by a number that we cannot know, unsigned', otherOrder, without('order_no'), secondUnknown, unsigned],
    ['without a number: the secret is the first’s', secretMismatch, unnumbered, second, wrong],
    ['without number and secret, unsigned', otherOrder, unnumbered, second, unsigned],
  ])('refuses the first’s for the second %s', (_, message, body, of, trust) => {
    expect(refusalOf(body, { query: first, of, trust: { ...valid, ...trust } })).toBe(message);
  });
});

describe('located', () => {
  const { paymentNo } = order;
  it.each<[string, string, Record<string, string>, [string, string][]]>([
    ['our address', '', { payment_no: paymentNo }, [['paymentNo', paymentNo]]],
    [
      'address and numbers, ours first',
      json(),
      { payment_no: paymentNo },
      [
        ['paymentNo', paymentNo],
        ['gatewayOrderNo', paid.order_no],
        ['gatewayTradeNo', paid.plat_no],
      ],
    ],
    ['a form', `order_no=${paid.order_no}`, {}, [['gatewayOrderNo', paid.order_no]]],
    ['nothing of an odd payment_no', '', { payment_no: '../etc' }, []],
    ['nothing of the contract’s bare fields', JSON.stringify(bare), {}, []],
    ['nothing of a broken text', '{"order_no":', {}, []],
  ])('by %s', (_, body, query, keys) => {
    expect(locate(callback(body, query), protocol).map(({ by, value }) => [by, value])).toEqual(keys);
  });
});
