import { PayCoreError, type CallbackMethod, type Trust } from '@paycore/core';
import { aPlacedOrder } from '@paycore/testing';
import fc from 'fast-check';
import { verify as verifyCallback } from './callback.ts';
import { readCredentials } from './credentials.ts';
import { big5Item } from './fixtures/callbacks.ts';

const keys = { dcvc: '2109', rvg2c: '1', verify_key: 'K3Y' };
const ours = 'PC26062212000ABCDE';
const trade = '062223689453';

const orderBy = (route: string) =>
  aPlacedOrder({ route, gatewayOrderNo: ours, gatewayTradeNo: trade, merchantOrderNo: 'ORDER-1' });

const valid: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };

type Fields = Readonly<Record<string, string | undefined>>;

const encoded = (fields: Fields) =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');

interface Sent {
  readonly route: string;
  readonly body: string;
  readonly trust: Trust;
  readonly credentials: object;
  readonly method: CallbackMethod;
  readonly query: Readonly<Record<string, string>>;
}

/** `refused`, or what is learned. Anything thrown that is not ours fails the test. */
function learn({ route, body, trust, credentials, method, query }: Sent) {
  const callback = { rawBody: Buffer.from(body, 'latin1'), headers: {}, query, method };
  try {
    return verifyCallback(callback, orderBy(route), trust, readCredentials({ ...keys, ...credentials }, 'test'));
  } catch (error) {
    if (!(error instanceof PayCoreError) || error.kind !== 'forged') throw error;
    return 'refused';
  }
}

/** The callback of the issue: a cash callback without Response_id. */
const cash: Fields = { Classif: 'B', Data_id: ours, Purchamt: '980', Amount: '980', Smseid: trade, Mid_smilepay: '0' };

const learnOf = (fields: Fields, route = 'atm', more = '') =>
  learn({ route, body: encoded(fields) + more, trust: valid, credentials: {}, method: 'POST', query: {} });

const paid = { status: 'paid', gatewayTradeNo: trade };
const unclearAs = (words: object) => ({
  status: 'pending',
  gatewayTradeNo: trade,
  unclear: { response_id: null, classif: 'B', amount: '980', errdesc: null, ...words },
});

describe("a callback in SmilePay's own words", () => {
  it.each<[string, Fields, string]>([
    ['ATM', {}, 'atm'],
    ['a barcode', { Classif: 'C' }, 'barcode'],
    ['ibon', { Classif: 'E' }, 'cvs'],
    ['FamiPort', { Classif: 'F' }, 'cvs'],
    ['an empty Response_id', { Response_id: '' }, 'atm'],
    ['no Purchamt', { Purchamt: undefined }, 'atm'],
    ['an empty Purchamt', { Purchamt: '' }, 'atm'],
    ['Response_id 1, whatever Classif says', { Response_id: '1', Classif: 'A' }, 'atm'],
    ['Response_id 1 without Classif', { Response_id: '1', Classif: undefined }, 'atm'],
  ])('pays: %s', (_, changes, route) => {
    expect(learnOf({ ...cash, ...changes }, route)).toEqual(paid);
  });

  it('pays by either number', () => {
    expect(learnOf({ ...cash, Smseid: undefined })).toEqual({ status: 'paid' });
    expect(learnOf({ ...cash, Data_id: undefined })).toEqual(paid);
  });

  it.each<[string, Fields, object]>([
    ['another Classif', { Classif: 'A' }, { classif: 'A' }],
    ["another method's Classif", { Classif: 'E' }, { classif: 'E' }],
    ['Classif in small letters', { Classif: 'b' }, { classif: 'b' }],
    ['no Classif', { Classif: undefined }, { classif: null }],
    ['Response_id 0 with the full amount', { Response_id: '0' }, { response_id: '0' }],
    ['another Response_id', { Response_id: '7' }, { response_id: '7' }],
    ['a word', { Response_id: 'OK' }, { response_id: 'OK' }],
    ['1 with a blank, which stays to be seen', { Response_id: '1 ' }, { response_id: '1 ' }],
    ['01', { Response_id: '01' }, { response_id: '01' }],
    ['nothing paid, and not said why', { Amount: '0' }, { amount: '0' }],
    ['a long word', { Response_id: 'x'.repeat(5_000) }, { response_id: 'x'.repeat(100) }],
    ['a word on two lines', { Response_id: 'a\r\nb' }, { response_id: 'a b' }],
  ])('is unclear: %s', (_, changes, words) => {
    expect(learnOf({ ...cash, ...changes })).toEqual(unclearAs(words));
  });

  it.each([
    ['in Big5', `&Errdesc=${big5Item}`, '測試商品'],
    ['in Big5, not encoded', '&Errdesc=\xb4\xfa\xb8\xd5', '測試'],
    ['in UTF-8', `&Errdesc=${encodeURIComponent('(8:57)拒絕')}`, '(8:57)拒絕'],
    ['cut in the middle of a letter', '&Errdesc=%B4%FA%B8', '測\ufffd'],
    ['on two lines, the second one turned around', `&Errdesc=${encodeURIComponent('a\n\u202eb')}`, 'a b'],
    ['without end', `&Errdesc=${'%B4%FA'.repeat(5_000)}`, '測'.repeat(100)],
    ['that is empty', '&Errdesc=+', null],
  ])('says why %s', (_, more, errdesc) => {
    expect(learnOf({ ...cash, Response_id: '7' }, 'atm', more)).toEqual(unclearAs({ response_id: '7', errdesc }));
  });

  it('comes by GET as well, beside what our address carries', () => {
    const address = { payment_no: 'PAY202606221200ABCDEFGH', secret: 's3cr3t', validation_token: 'tök&1' };
    const sent = {
      route: 'atm',
      trust: { ...valid, secret: 'absent' } as const,
      credentials: { validation_token: 'tök&1' },
      query: { ...address, ...(cash as Readonly<Record<string, string>>) },
      method: 'GET',
    } as const;
    expect(learn({ ...sent, body: encoded({ ...address, ...cash }) })).toEqual(paid);
    expect(learn({ ...sent, query: {}, body: encoded(cash) })).toBe('refused');
    const simulated = '{"Data_id":"ORDER-1","SmilePayNO":"062223689453","Amount":980,"Status":1}';
    expect(learn({ ...sent, body: simulated })).toBe('refused');
    expect(learn({ ...sent, body: simulated, method: 'POST' })).toMatchObject({ status: 'paid', simulated: true });
  });
});

/** What stands first half of the time, so that not all are refused. */
const mostly = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof(fc.constant(usual), fc.constantFrom<Value>(...others));
const tokens = mostly<string | undefined>(undefined, 'right', 'wrong');

const callbacks = fc.record({
  route: fc.constantFrom('atm', 'barcode', 'cvs'),
  method: fc.constantFrom<CallbackMethod>('GET', 'POST'),
  secret: mostly<Trust['secret']>('valid', 'absent', 'wrong'),
  allowsUnsigned: fc.boolean(),
  hasToken: fc.boolean(),
  hasCode: mostly(false, true),
  queryToken: tokens,
  bodyToken: tokens,
  /** Whether Mid_smilepay is right; 300 is that of code 1234, 980 and our number, by SmilePay's own example's rule. */
  mid: mostly<string | undefined>('300', '303', '0', undefined),
  dcvc: mostly<string | undefined>(undefined, '2109', '107'),
  fields: fc.record({
    Classif: mostly<string | undefined>('B', '', 'A', 'C', 'D', 'E', 'F', 'T', 'b', 'BB', undefined),
    Response_id: mostly<string | undefined>(undefined, '', '0', '0', '0', '1', '7', '01', '1 ', 'OK', '-1'),
    Amount: mostly<string | undefined>('980', '0', '0', '0', '0', '', '98', '0980', '-980', '980.0', undefined),
    Purchamt: mostly<string | undefined>('980', undefined, '', '98'),
    Data_id: mostly<string | undefined>(ours, 'ORDER-1', 'ORDER-2', undefined),
    Smseid: mostly<string | undefined>(trade, '7_30_1_1074870', undefined),
  }),
});
type Drawn = typeof callbacks extends fc.Arbitrary<infer Kind> ? Kind : never;

function isProven({ secret, allowsUnsigned, hasToken, queryToken, bodyToken }: Drawn): boolean {
  const tokens = [queryToken, bodyToken].filter((token) => token !== undefined);
  if (hasToken && tokens.length > 0) return tokens.every((token) => token === 'right');
  return secret === 'valid' || (secret === 'absent' && allowsUnsigned);
}

function isOfThis({ Data_id: no, Smseid: number }: Drawn['fields']): boolean {
  if (no === ours) return true;
  if (no === 'ORDER-2') return false;
  return number === trade || (number === undefined && no === 'ORDER-1');
}

const fitting: Readonly<Record<string, string>> = { atm: 'B', barcode: 'C', cvs: 'EF' };

/** The table as the words of the decision have it. */
function expected(sent: Drawn): 'refused' | 'paid' | 'failed' | 'unclear' {
  const { Classif = '', Response_id = '', Amount, Purchamt = '', Smseid } = sent.fields;
  const isSigned = sent.mid === '300' && Smseid === trade && (Purchamt || Amount) === '980';
  const isTrusted = isProven(sent) && sent.dcvc !== '107' && (!sent.hasCode || isSigned);
  if (!isTrusted || !isOfThis(sent.fields) || !['', '980'].includes(Purchamt)) return 'refused';
  if (Response_id === '1') return Amount === '980' ? 'paid' : 'refused';
  if (Amount === '0') return Response_id === '0' ? 'failed' : 'unclear';
  if (Amount !== '980') return 'refused';
  const isFitting = Classif.length === 1 && fitting[sent.route]?.includes(Classif);
  return Response_id === '' && isFitting ? 'paid' : 'unclear';
}

const words = { right: 'tökén', wrong: 'token' } as const;
const wordOf = (token: string | undefined) => (token === undefined ? undefined : words[token as keyof typeof words]);

function send(sent: Drawn, more: Fields = {}) {
  const { route, method, secret, allowsUnsigned, hasToken, hasCode, queryToken, bodyToken, mid, dcvc, fields } = sent;
  const query = queryToken === undefined ? {} : { validation_token: wordOf(queryToken) ?? '' };
  // By GET there is one place for a token: what the query string says is what the body says.
  const inBody = method === 'GET' ? queryToken : bodyToken;
  const all = { Dcvc: dcvc, ...fields, Mid_smilepay: mid, validation_token: wordOf(inBody), ...more };
  const credentials = {
    ...(hasToken && { validation_token: words.right }),
    ...(hasCode && { merchant_verify_code: '1234' }),
  };
  return learn({ route, body: encoded(all), trust: { ...valid, secret, allowsUnsigned }, credentials, method, query });
}

const verdictOf = (learned: ReturnType<typeof learn>) => {
  if (learned === 'refused') return learned;
  return learned.unclear ? 'unclear' : learned.status;
};

describe('whatever SmilePay or another sends', () => {
  it('ends as the table says, and nothing unproven or of other money pays', () => {
    const counts = { refused: 0, paid: 0, failed: 0, unclear: 0 };
    fc.assert(
      fc.property(callbacks, (drawn) => {
        const sent = drawn.method === 'GET' ? { ...drawn, bodyToken: drawn.queryToken } : drawn;
        const verdict = expected(sent);
        counts[verdict] += 1;
        const learned = send(sent);
        expect(verdictOf(learned)).toBe(verdict);
        if (learned === 'refused') return;
        expect(learned.simulated).toBeUndefined();
        expect(learned.unsigned ?? false).toBe(sent.secret !== 'valid' && !tokenVouches(sent));
      }),
      { numRuns: 5_000 },
    );
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(9);
  });

  it("never takes the contract's dialect for its own", () => {
    const more = fc.constantFrom<Fields>({ Status: '' }, { Status: '1' }, { Status: '0' }, { SmilePayNO: trade });
    fc.assert(
      fc.property(callbacks, more, (sent, words) => {
        const learned = send(sent, words);
        if (learned === 'refused') return;
        expect(learned.unclear).toBeUndefined();
        const status = words['Status'] || sent.fields.Response_id;
        if (learned.status === 'paid') expect([status, sent.fields.Amount]).toEqual(['1', '980']);
      }),
      { numRuns: 2_000 },
    );
  });
});

const tokenVouches = ({ hasToken, queryToken, bodyToken }: Drawn) =>
  hasToken && (queryToken !== undefined || bodyToken !== undefined);
