import { anAttempt, aPayment, coreOnFakes, fakeCallback, type PaymentDifferences } from '@paycore/testing';
import { attemptOf } from '../domain/attempts.ts';
import { callbackRefused, gatewayUnavailable } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { OrderKey, PlacedOrder, Trust } from '../ports/gateway.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment(differences);
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const byNo = ({ paymentNo }: Payment): OrderKey => ({ by: 'paymentNo', value: paymentNo });
const receive = (gateway: string, keys: OrderKey[], query: Record<string, string> = {}) =>
  core.receiveCallback.execute(gateway, fakeCallback(keys, query));

/** A gateway like SmilePay: nothing but the secret in the URL proves a callback. */
const trustsSecretsOnly = (_: unknown, order: PlacedOrder, { secret }: Trust) => {
  if (secret === 'valid') return { status: 'paid' as const };
  throw callbackRefused(`Not proven for ${order.gatewayOrderNo}.`);
};

describe('a callback is judged against its own attempt', () => {
  const spots = [
    [1, 'ecpay'],
    [2, 'smilepay'],
    [3, 'ecpay'],
    [4, 'smilepay'],
  ] as const;
  const secretOf = ({ paymentNo }: Payment, no: number, gateway: string) => `secret-of-${paymentNo}-${no}-${gateway}`;

  it.each(spots)('the secret of attempt %i at %s is refused at every other attempt and gateway', async (own, at) => {
    for (const gateway of [core.gateway, core.other]) gateway.verify.answer = trustsSecretsOnly;
    const payment = await stored({ attempts: spots.map(([no, gateway]) => anAttempt({ no, gateway })) });
    const query = (attempt: number) => ({
      ...{ payment_no: payment.paymentNo, attempt: String(attempt) },
      secret: secretOf(payment, own, at),
    });
    for (const gateway of ['ecpay', 'smilepay']) {
      for (const [no] of spots.filter(([attempt]) => !(attempt === own && gateway === at))) {
        const { status } = await receive(gateway, [byNo(payment)], query(no));
        expect([gateway, no, [400, 404].includes(status)]).toEqual([gateway, no, true]);
      }
    }
    expect((await fresh(payment)).status).toBe('pending');
    expect((await receive(at, [byNo(payment)], query(own))).status).toBe(200);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: own });
  });

  it('refuses a secret of attempt 1 in a message that names attempt 2 by its number', async () => {
    core.gateway.verify.answer = trustsSecretsOnly;
    const payment = await stored({ attempts: [anAttempt(), anAttempt({ no: 2 })] });
    const key: OrderKey = { by: 'gatewayOrderNo', value: attemptOf(payment, 2).gatewayOrderNo };
    const secret = secretOf(payment, 1, 'ecpay');
    const { status, body } = await receive('ecpay', [key], { payment_no: payment.paymentNo, attempt: '1', secret });
    expect([status, body]).toEqual([400, `Not proven for ${key.value}.`]);
  });

  it('shows the gateway the attempt’s own numbers and money', async () => {
    const second = anAttempt({ no: 2, gateway: 'smilepay', route: 'barcode', amount: 98_000, gatewayTradeNo: 'S-2' });
    const payment = await stored({ attempts: [anAttempt({ gatewayTradeNo: 'E-1' }), second] });
    await receive('smilepay', [{ by: 'gatewayTradeNo', value: 'S-2' }]);
    expect(core.other.verify.calls[0]?.[1]).toMatchObject({
      ...{ paymentNo: payment.paymentNo, gatewayOrderNo: second.gatewayOrderNo, gatewayTradeNo: 'S-2' },
      ...{ route: 'barcode', amount: 98_000 },
    });
    expect(core.gateway.verify.calls).toEqual([]);
    expect(await fresh(payment)).toMatchObject({
      keptAttempt: 2,
      attempts: [{ status: 'pending' }, { status: 'paid' }],
    });
  });
});

describe('a callback URL without a number', () => {
  const secret = ({ paymentNo }: Payment) => `secret-of-${paymentNo}`;
  const old = () => [anAttempt({ isKeyedByPayment: true }), anAttempt({ no: 2 })];
  const trustOf = async (payment: Payment, query: Record<string, string>) => {
    await receive('ecpay', [byNo(payment)], { payment_no: payment.paymentNo, ...query });
    const [, order, trust] = core.gateway.verify.calls[0] ?? [];
    return [order?.gatewayOrderNo, trust?.secret];
  };

  it('means attempt 1 of a payment made before it had attempts, whose secret is the payment’s', async () => {
    const payment = await stored({ attempts: old() });
    expect(await trustOf(payment, { secret: secret(payment) })).toEqual([
      attemptOf(payment, 1).gatewayOrderNo,
      'valid',
    ]);
  });

  it('proves nothing for its later attempts', async () => {
    const payment = await stored({ attempts: old() });
    const query = { attempt: '2', secret: secret(payment) };
    expect(await trustOf(payment, query)).toEqual([attemptOf(payment, 2).gatewayOrderNo, 'wrong']);
  });

  it('proves nothing of attempt 1 once it names it', async () => {
    const payment = await stored({ attempts: old() });
    expect(await trustOf(payment, { attempt: '1', secret: secret(payment) })).toEqual([
      attemptOf(payment, 1).gatewayOrderNo,
      'wrong',
    ]);
  });

  it('proves nothing of a payment that always had attempts', async () => {
    const payment = await stored();
    expect(await trustOf(payment, { secret: secret(payment) })).toEqual([
      attemptOf(payment, 1).gatewayOrderNo,
      'wrong',
    ]);
  });
});

describe('a genuine callback that does not say which of several attempts it means', () => {
  it('has the gateway asked about each', async () => {
    const payment = await stored({ attempts: [1, 2, 3].map((no) => anAttempt({ no })) });
    const { gatewayOrderNo } = attemptOf(payment, 1);
    core.gateway.query.answer = (order) =>
      order.gatewayOrderNo === gatewayOrderNo ? { status: 'paid' } : { status: 'pending' };
    expect((await receive('ecpay', [byNo(payment)])).status).toBe(200);
    expect(core.gateway.query.calls).toHaveLength(3);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 1 });
  });

  it('asks nothing where it proves nothing', async () => {
    const payment = await stored({ attempts: [anAttempt(), anAttempt({ no: 2 })] });
    core.gateway.verify.answer = trustsSecretsOnly;
    expect((await receive('ecpay', [byNo(payment)])).status).toBe(400);
    expect(core.gateway.query.calls).toEqual([]);
  });

  it('is refused where the gateway cannot be asked: nobody guesses', async () => {
    core.gateway.canQuery = false;
    const payment = await stored({ attempts: [anAttempt(), anAttempt({ no: 2 })] });
    expect((await receive('ecpay', [byNo(payment)])).status).toBe(400);
    expect((await fresh(payment)).status).toBe('pending');
  });

  it('is not acknowledged while one of the questions has no answer', async () => {
    const payment = await stored({ attempts: [anAttempt(), anAttempt({ no: 2 })] });
    core.gateway.query.next(
      () => ({ status: 'pending' }),
      () => Promise.reject(gatewayUnavailable(new Error('timeout'))),
    );
    expect((await receive('ecpay', [byNo(payment)])).status).toBe(503);
  });
});
