import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { BrokenPaymentError, Secret, type Attempt, type Payment } from '@paycore/core';
import { anAttempt, aPayment } from '@paycore/testing';
import { toDocument } from './payment-document.ts';
import { PaymentReader } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { sealingOf } from './payment-seal.ts';
import { Seal } from './seal.ts';

const { BSON } = mongo;
const key = (id: string) => ({ id, key: randomBytes(32) });
const sealing = sealingOf(new Seal([key('k1')]));

function readerOf(isMacRequired = true) {
  const broken: string[] = [];
  const rules = {
    isMacRequired: () => isMacRequired,
    onBroken: ({ paymentNo }: BrokenPaymentError) => broken.push(paymentNo),
  };
  return { reader: new PaymentReader(sealing, rules), broken };
}

type Raw = Record<string, unknown>;

/** As the database gives it back. */
const stored = (payment: Payment): Raw =>
  BSON.deserialize(BSON.serialize(toDocument(payment, sealing), { ignoreUndefined: true }));

const read = (raw: Raw) => readerOf().reader.read(raw as unknown as PaymentDocument);

const statuses = fc.constantFrom('pending', 'paid', 'failed', 'expired');
const text = fc.string({ minLength: 1, maxLength: 12 });
const amounts = fc.integer({ min: 1, max: 100_000_000 });
const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

const attempts = (count: number): fc.Arbitrary<Attempt[]> =>
  fc.tuple(
    ...Array.from({ length: count }, (_, at) =>
      fc
        .record({ gateway: text, accountId: text, amount: amounts, status: statuses, simulated: fc.boolean() })
        .map((fields) => anAttempt({ no: at + 1, ...fields, credentials: Secret.of({ canary: at }) })),
    ),
  );

const payments: fc.Arbitrary<Payment> = fc
  .record({
    attempts: fc.integer({ min: 0, max: 3 }).chain(attempts),
    status: statuses,
    environment: fc.constantFrom('test', 'production'),
    merchantOrderNo: text,
    currency: fc.constantFrom('TWD', 'USD'),
    amount: amounts,
    decimals: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    paidAt: fc.option(times, { nil: undefined }),
    payok: fc.option(fc.webUrl(), { nil: undefined }),
    holdsOrder: fc.boolean(),
    holdsPaid: fc.boolean(),
  })
  .map(({ merchantOrderNo, currency, amount, decimals, payok, paidAt, ...rest }) => {
    const urls = payok === undefined ? {} : { payok };
    const money = { amount, ...(decimals !== undefined && { decimals }) };
    const request = { merchantOrderNo, currency, ...money, buyer: { email: 'a@example.com' }, urls, extra: {} };
    const { keptAttempt, ...payment } = aPayment({ ...rest, request });
    const isKept = keptAttempt !== undefined && rest.attempts.length > 0;
    return { ...payment, ...rest, ...(isKept && { keptAttempt }), ...(paidAt && { paidAt }) };
  });

const ofPayment = [
  ...['_id', 'project', 'environment', 'mode', 'createdAt', 'status', 'keptAttempt', 'paidAt', 'paidBeside'],
  ...[
    'orderKey',
    'paidKey',
    'sealed',
    'request.merchantOrderNo',
    'request.amount',
    'request.decimals',
    'request.currency',
  ],
];
const ofAttempt = [
  'no',
  'gateway',
  'route',
  'accountId',
  'gatewayOrderNo',
  'amount',
  'decimals',
  'status',
  'simulated',
];

/** Whatever a database can hold; undefined takes the field away. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  ...[text, amounts, times, fc.boolean(), fc.constant(null), fc.constant(undefined), fc.double()],
  fc.array(amounts, { maxLength: 2 }),
  fc.constant({ $gt: '' }),
);

function put(raw: Raw, path: string, change: (old: unknown) => unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<Raw>((object, name) => object[name] as Raw, raw);
  const value = change(holder[last]);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
}

/** What says the same as no field. */
const defaults: Readonly<Record<string, readonly unknown[]>> = {
  mode: ['direct', null],
  simulated: [false, null],
};

function isSame(path: string, raw: Raw, old: unknown, value: unknown): boolean {
  const name = path.split('.').at(-1) ?? '';
  const meaning = (one: unknown) => (defaults[name]?.includes(one) ? undefined : one);
  const isAttempts = path.startsWith('attempts.') && name === 'amount';
  const total = (raw['request'] as Raw)['amount'];
  const full = (one: unknown) => (isAttempts ? (one ?? total) : meaning(one));
  return BSON.EJSON.stringify([full(old)]) === BSON.EJSON.stringify([full(value)]);
}

describe('a stored payment', () => {
  it('is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(payments, (payment) => {
        const after = read(stored(payment));
        expect(after.request).toEqual(payment.request);
        expect(after.attempts.map(({ credentials }) => credentials.reveal())).toEqual(
          payment.attempts.map(({ credentials }) => credentials.reveal()),
        );
      }),
    );
  });

  it('is whole though its text is no whole text', () => {
    const payment = aPayment({
      accountId: 'half \ud83d',
      request: { ...aPayment().request, merchantOrderNo: '\udc00-1' },
    });
    expect(read(stored(payment)).attempts[0]?.accountId).toBe('half \ufffd');
  });

  it('is broken once any of its fields that count is another one', () => {
    fc.assert(
      fc.property(payments, fc.nat(), values, (payment, at, value) => {
        const raw = stored(payment);
        const paths = [
          ...ofPayment,
          ...payment.attempts.flatMap((_, n) => ofAttempt.map((name) => `attempts.${n}.${name}`)),
        ];
        const path = paths[at % paths.length] ?? '';
        let isChanged = false;
        put(raw, path, (old) => {
          isChanged = !isSame(path, raw, old, value);
          return value;
        });
        // A seal without addresses holds nothing that counts; what is gone cannot pay.
        fc.pre(isChanged && (path !== 'sealed' || value !== undefined || payment.request.urls.payok !== undefined));
        expect(() => read(raw)).toThrow(BrokenPaymentError);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, (raw: Raw[]) => unknown]>([
    ['loses an attempt', (all) => all.pop()],
    ['has its attempts in another order', (all) => all.reverse()],
    ['has an attempt twice', (all) => all.push(all[0] as Raw)],
  ])('is broken once it %s', (_, change) => {
    const raw = stored(aPayment({ attempts: [1, 2, 3].map((no) => anAttempt({ no, accountId: `${no}` })) }));
    change(raw['attempts'] as Raw[]);
    expect(() => read(raw)).toThrow(BrokenPaymentError);
  });

  it('is broken with the mac of another one, or of nobody', () => {
    const [one, other] = [stored(aPayment()), stored(aPayment())];
    for (const mac of [other['mac'], 'k1.', '', 'k2.AAAAAAAAAAAAAAAAAAAAAA', 7, null, ['k1']]) {
      expect(() => read({ ...one, mac })).toThrow(BrokenPaymentError);
    }
  });

  it('may lack its mac only while macs are not required', () => {
    const { mac: _mac, ...raw } = stored(aPayment({ paymentNo: 'PAY202606221200AAAABBBB' }));
    const document = raw as unknown as PaymentDocument;
    expect(readerOf(false).reader.read(document).paymentNo).toBe('PAY202606221200AAAABBBB');
    const { reader, broken } = readerOf(true);
    expect(() => reader.read(document)).toThrow(/PAY202606221200AAAABBBB is not as PayCore wrote it: It has no mac/);
    expect(broken).toEqual(['PAY202606221200AAAABBBB']);
  });

  it('takes no address of whoever took its seal away', () => {
    const own = { ...aPayment().request, urls: { payok: 'https://shop.example/payok' } };
    const evil = { payok: 'https://evil.example' };
    const [having, lacking] = [stored(aPayment({ request: own })), stored(aPayment())].map(
      ({ sealed: _sealed, ...raw }) => ({
        ...raw,
        request: { ...(raw['request'] as Raw), urls: evil, buyer: { email: 'evil@example.com' } },
      }),
    );
    expect(() => read(having ?? {})).toThrow(BrokenPaymentError);
    expect(read(lacking ?? {}).request).toMatchObject({ urls: {}, buyer: {} });
  });

  it('is told of by all that asks for it alone, and is no part of what asks for many', () => {
    const [good, bad] = [stored(aPayment()), { ...stored(aPayment()), status: 'paid' }] as unknown as PaymentDocument[];
    const { reader, broken } = readerOf();
    const all = [bad, good, bad].flatMap((one) => one ?? []);
    expect(reader.readable(all)).toHaveLength(1);
    expect(reader.someOf(all)).toHaveLength(1);
    expect(() => reader.someOf(all.slice(0, 1))).toThrow(BrokenPaymentError);
    expect(broken.length).toBeGreaterThan(3);
  });
});
