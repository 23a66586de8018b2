import { anAttempt, aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { isNumberOut } from '../domain/cashier.ts';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

const minute = 60_000;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
  core.gateway.create.answer = ({ gatewayOrderNo }) => ({
    info: {},
    page: { kind: 'form', action: 'https://cashier.example/', fields: { no: gatewayOrderNo } },
  });
});

const form: Secret<Page> = Secret.of({ kind: 'form', action: 'https://cashier.example/', fields: { no: '1' } });
const code: Secret<Page> = Secret.of({ kind: 'account', bankCode: '822', account: '9103522175887271' });
const from = (ms: number) => new Date(core.clock.now().getTime() + ms);
const cashier = (fields: Partial<Attempt> = {}) =>
  anAttempt({ page: form, createdAt: core.clock.now(), expiresAt: from(24 * hour), ...fields });
const stored = async (attempts: readonly Attempt[] = [cashier()], differences: PaymentDifferences = {}) => {
  const payment = aPayment({ attempts, ...differences });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const press = ({ paymentNo }: Payment, after: number | undefined, process: Pick<typeof core, 'pressButton'> = core) =>
  process.pressButton.execute({ paymentNo, token: `token-of-${paymentNo}`, after });
const takesNothing = async (payment: Payment, after: number | undefined = payment.attempts.length) => {
  expect(await press(payment, after)).toEqual({ payment, form: undefined });
  expect(await fresh(payment)).toEqual(payment);
  expect(core.gateway.create.calls).toEqual([]);
};

describe('a press on the way to the cashier', () => {
  it('takes a new number, which is out from then on', async () => {
    const payment = await stored();
    const { payment: after, form: taken } = await press(payment, 1);
    const [first, second] = after.attempts;
    expect(first).toEqual(payment.attempts[0]);
    expect(second).toMatchObject({ no: 2, isOut: true, status: 'pending', createdAt: core.clock.now() });
    expect(second?.gatewayOrderNo).not.toBe(first?.gatewayOrderNo);
    expect(taken?.fields).toEqual({ no: second?.gatewayOrderNo });
    expect(after).toEqual(await fresh(payment));
    expect(after.attempts.map(isNumberOut)).toEqual([false, true]);
  });

  it('takes another each time, and no browser gets a number twice', async () => {
    const payment = await stored();
    const numbers: unknown[] = [];
    for (let after = 1; after <= 5; after += 1) numbers.push((await press(payment, after)).form?.fields['no']);
    expect(new Set(numbers).size).toBe(5);
    expect(numbers).not.toContain('1');
  });

  it('takes its number although something else is written at the payment meanwhile', async () => {
    const payment = await stored();
    const findPaid = core.payments.findPaid.bind(core.payments);
    core.payments.findPaid = async (order) => {
      core.payments.findPaid = findPaid;
      await core.payments.update(payment, { events: [{ at: core.clock.now(), type: 'declined', attempt: 1 }] });
      return findPaid(order);
    };
    expect(await press(payment, 1)).toMatchObject({ attempt: 2, form: { kind: 'form' } });
    expect((await fresh(payment)).attempts).toHaveLength(2);
  });

  it('takes no number where only a visit came: the page and its polls make none', async () => {
    const payment = await stored();
    const token = `token-of-${payment.paymentNo}`;
    await core.openPayPage.execute(payment.paymentNo, token);
    await core.openPayPage.execute(payment.paymentNo, token, { isBack: true, isRepeated: true });
    expect(await fresh(payment)).toEqual(payment);
    expect(core.gateway.create.calls).toEqual([]);
  });

  it.each([undefined, 0, 2, 1.5, -1, Number.NaN])('takes nothing where its page showed %p attempts', async (after) => {
    const payment = await stored();
    expect(await press(payment, after)).toEqual({ payment, form: undefined });
    expect(await fresh(payment)).toEqual(payment);
  });

  it('that comes twice takes one number', async () => {
    const payment = await stored();
    await press(payment, 1);
    expect((await press(payment, 1)).form).toBeUndefined();
    expect((await fresh(payment)).attempts).toHaveLength(2);
  });

  it('of 50 at once from one page takes one number, for one browser', async () => {
    const payment = await stored();
    const other = core.process();
    const presses = Array.from({ length: 50 }, (_, n) => press(payment, 1, n % 2 ? core : other));
    const forms = (await Promise.all(presses)).flatMap(({ form: taken }) => taken ?? []);
    expect(forms).toHaveLength(1);
    expect((await fresh(payment)).attempts).toHaveLength(2);
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('takes nothing where another payment has paid the order', async () => {
    const payment = await stored();
    await stored([anAttempt({ status: 'paid' })], { request: payment.request, holdsOrder: false, holdsPaid: true });
    await takesNothing(payment);
  });

  it.each<[string, () => PaymentDifferences]>([
    ['is paid', () => ({ attempts: [cashier({ status: 'paid' })] })],
    ['was cancelled', () => ({ attempts: [cashier({ status: 'failed' })], closedReason: 'cancelled' })],
    ['is expired', () => ({ attempts: [cashier({ status: 'expired' })] })],
    ['is past its deadline', () => ({ attempts: [cashier({ expiresAt: from(0) })] })],
    ['has a code', () => ({ attempts: [cashier({ page: code })] })],
    ['has a code of an earlier attempt', () => ({ attempts: [cashier({ page: code }), cashier({ no: 2 })] })],
    ['awaits the result of a return', () => ({ attempts: [cashier({ returnedAt: from(-59 * minute) })] })],
    [
      'awaits that of an earlier return',
      () => ({ attempts: [cashier({ returnedAt: from(-minute) }), cashier({ no: 2, isOut: true })] }),
    ],
    ['has money under way', () => ({ attempts: [cashier({ isUnderWay: true }), cashier({ no: 2 })] })],
    [
      'has not got its form yet',
      () => ({ attempts: [cashier({ creating: { token: 't', until: from(0), attempts: 1, isReleased: true } })] }),
    ],
    ['has used 20 numbers', () => ({ attempts: Array.from({ length: 20 }, (_, n) => cashier({ no: n + 1 })) })],
    [
      'leads nowhere',
      () => ({ attempts: [cashier({ page: Secret.of({ kind: 'redirect', url: 'https://g.example/' }) })] }),
    ],
  ])('takes nothing where the payment %s', async (_, differences) => {
    await takesNothing(await stored(undefined, differences()));
  });

  it('takes a number again an hour after a return of which nothing came', async () => {
    const payment = await stored([cashier({ isOut: true, returnedAt: from(-hour) })]);
    expect((await press(payment, 1)).form).toBeDefined();
  });

  it('takes a number beside a code that can no longer be paid', async () => {
    const payment = await stored([cashier({ page: code, expiresAt: from(-1) }), cashier({ no: 2 })]);
    expect((await press(payment, 2)).form).toBeDefined();
  });

  it.each([
    ['PAY202606221200ZZZZZZZZ', 'token-of-PAY202606221200ZZZZZZZZ'],
    ['', 'token-of-another'],
  ])('opens nothing with a strange number or token: %j, %j', async (paymentNo, token) => {
    const payment = await stored();
    const number = paymentNo || payment.paymentNo;
    await expect(core.pressButton.execute({ paymentNo: number, token, after: 1 })).rejects.toMatchObject({
      code: 'PAYMENT_NOT_FOUND',
    });
  });

  it('that the gateway refuses ends alone', async () => {
    const payment = await stored();
    const refusal = new PayCoreError('rejected', 'NO', 'No.', { leavesNoPayment: true });
    core.gateway.create.next(() => Promise.reject(refusal));
    expect(await press(payment, 1)).toMatchObject({ refusal: 'failed' });
    expect(await fresh(payment)).toMatchObject({
      status: 'pending',
      attempts: [{ status: 'pending' }, { status: 'failed' }],
    });
  });

  it('whose answer is unclear is finished like any other create', async () => {
    const payment = await stored();
    core.gateway.create.next(() => Promise.reject(gatewayUnavailable(new Error('timeout'))));
    expect(await press(payment, 1)).toMatchObject({ refusal: 'failed' });
    core.clock.advance(5_000);
    await core.finishCreates.execute();
    const [, second] = (await fresh(payment)).attempts;
    expect(second?.page?.reveal()).toMatchObject({ kind: 'form', fields: { no: second?.gatewayOrderNo } });
  });
});

describe('a payer who comes back from the cashier', () => {
  const returned = ({ paymentNo }: Payment) => core.openPayPage.returned(paymentNo, `token-of-${paymentNo}`);

  it('makes the number that they took wait for its result, for an hour', async () => {
    const payment = await stored([cashier(), cashier({ no: 2, isOut: true })]);
    await returned(payment);
    const after = await fresh(payment);
    expect(after.attempts.map(({ returnedAt }) => returnedAt)).toEqual([undefined, core.clock.now()]);
    expect((await press(payment, 2)).form).toBeUndefined();
    core.clock.advance(hour);
    expect((await press(payment, 2)).form).toBeDefined();
  });

  it('makes the only number wait where the shop’s own page sent them there', async () => {
    const payment = await stored();
    await returned(payment);
    expect((await fresh(payment)).attempts[0]?.returnedAt).toEqual(core.clock.now());
  });

  it('counts once, however often the page is loaded', async () => {
    const payment = await stored();
    await returned(payment);
    core.clock.advance(minute);
    const before = await fresh(payment);
    await returned(payment);
    expect(await fresh(payment)).toEqual(before);
  });
});
