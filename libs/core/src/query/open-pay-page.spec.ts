import { aPayment, coreOnFakes, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';

describe('OpenPayPage', () => {
  let core: ReturnType<typeof coreOnFakes>;
  const payment = aPayment();
  const open = (paymentNo: string, token: string, visit?: { isBack: boolean; isRepeated?: boolean }) =>
    core.openPayPage.execute(paymentNo, token, visit);
  const own = [payment.paymentNo, `token-of-${payment.paymentNo}`] as const;
  beforeEach(async () => {
    core = coreOnFakes();
    await core.payments.insert(payment);
  });

  it('opens a payment to whoever has its token', async () => {
    expect(await open(...own)).toMatchObject({ payment, isPaidBeside: false });
    expect(core.gateway.query.calls).toEqual([]);
  });

  it.each([
    [payment.paymentNo, 'token-of-another'],
    [payment.paymentNo, ''],
    ['PAY202606221200ZZZZZZZZ', 'token-of-PAY202606221200ZZZZZZZZ'],
  ])('opens nothing else: %s, %j', async (paymentNo, token) => {
    await expect(open(paymentNo, token)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
  it.each<[string, PaymentDifferences, boolean]>([
    ['paid beside another', { status: 'paid', paidBeside: 'PAY202606221200ZZZZZZZZ', holdsOrder: false }, true],
    ['paid', { status: 'paid', holdsPaid: true }, false],
  ])('tells of one that was %s', async (_, differences, isPaidBeside) => {
    const paid = aPayment(differences);
    await core.payments.insert(paid);
    expect(await open(paid.paymentNo, `token-of-${paid.paymentNo}`)).toMatchObject({ payment: paid, isPaidBeside });
  });

  it.each(['expired', 'failed'] as const)(
    'tells where another payment paid the order of one that %s',
    async (status) => {
      const over = aPayment({ status, holdsOrder: false });
      await core.payments.insert(over);
      await core.payments.insert(aPayment({ status: 'paid', holdsPaid: true, request: over.request }));
      expect(await open(over.paymentNo, `token-of-${over.paymentNo}`)).toMatchObject({
        payment: over,
        isPaidBeside: true,
      });
    },
  );

  it('takes a payment that is paid while its page is opened for no other one', async () => {
    const findPaid = core.payments.findPaid.bind(core.payments);
    core.payments.findPaid = async (order) => {
      await core.settlePayment.execute(payment, 1, { status: 'paid' });
      return findPaid(order);
    };
    expect(await open(...own)).toMatchObject({ payment: { status: 'paid' }, isPaidBeside: false });
    const { gateway } = firstAttempt(payment);
    core.payments.findPaid = findPaid;
    core.payments.find = async () => payment;
    expect(await core.receiveReturn.execute(gateway, payment.paymentNo, {})).toMatchObject({
      ...{ shows: 'state', payment: { status: 'paid' }, isPaidBeside: false },
    });
  });

  describe('of a payer whom the gateway sent back', () => {
    const back = { isBack: true };

    it('asks the gateway, which takes such questions', async () => {
      core.gateway.queriesOnReturn = true;
      core.gateway.query.next(() => ({ status: 'paid' }));
      expect(await open(...own, back)).toMatchObject({ payment: { status: 'paid' } });
      expect(await open(...own, back)).toMatchObject({ payment: { status: 'paid' } });
      expect(core.gateway.query.calls).toHaveLength(1);
    });

    it('leaves other gateways alone', async () => {
      expect(await open(...own, back)).toMatchObject({ payment, isPaidBeside: false });
      expect(core.gateway.query.calls).toEqual([]);
    });

    it('asks no more than every five seconds, and every fifteen while the page looks by itself', async () => {
      core.gateway.queriesOnReturn = true;
      const asked = async (ms: number, isRepeated: boolean) => {
        core.clock.advance(ms);
        await open(...own, { isBack: true, isRepeated });
        return core.gateway.query.calls.length;
      };
      expect([await asked(0, false), await asked(4_999, false), await asked(1, false)]).toEqual([1, 1, 2]);
      expect([await asked(14_999, true), await asked(1, true)]).toEqual([2, 3]);
    });

    it('opens all the same while the gateway is out of order', async () => {
      core.gateway.queriesOnReturn = true;
      core.gateway.query.next(() => {
        throw gatewayUnavailable(new Error('timeout'));
      });
      expect(await open(...own, back)).toMatchObject({ payment: { status: 'pending' } });
      expect(core.log.lines).toMatchObject([{ level: 'warn', message: 'Gateway query failed' }]);
    });
  });
});
