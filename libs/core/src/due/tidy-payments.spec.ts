import { anAttempt, aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { amountToReturn } from '../domain/attempts.ts';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { Caller } from '../ports/project-store.ts';

const minute = 60_000;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  for (const gateway of [core.gateway, core.other]) gateway.canCancel = true;
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
});

const page: Secret<Page> = Secret.of({ kind: 'element', params: {} });
const from = (ms: number) => new Date(core.clock.now().getTime() + ms);
const open = (fields: Partial<Attempt> = {}) =>
  anAttempt({ page, expiresAt: from(hour), closesAt: from(25 * hour), ...fields });
const stored = async (attempts: readonly Attempt[], differences: PaymentDifferences = {}) => {
  const payment = aPayment({ project: caller.project.id, attempts, ...differences });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const pay = async (payment: Payment, no = 1) =>
  core.settlePayment.execute(await fresh(payment), no, { status: 'paid' });
const away = () => Promise.reject(gatewayUnavailable(new Error('timeout')));
const statuses = ({ attempts }: Payment) => attempts.map(({ status }) => status);

describe('the other attempts of a paid payment', () => {
  const paid = async () => {
    const payment = await stored([open(), open({ no: 2, gateway: 'smilepay', route: 'barcode' })]);
    await pay(payment, 1);
    return payment;
  };

  it('are cancelled at their gateways and closed, and watched on for late money', async () => {
    const payment = await paid();
    expect(await core.tidyPayments.execute()).toBe(1);
    const after = await fresh(payment);
    expect(statuses(after)).toEqual(['paid', 'failed']);
    expect([after.status, after.keptAttempt, after.tidyAt]).toEqual(['paid', 1, undefined]);
    expect(core.other.cancel.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo)).toEqual([
      payment.attempts[1]?.gatewayOrderNo,
    ]);
    expect(core.gateway.cancel.calls).toEqual([]);
    expect(await core.tidyPayments.execute()).toBe(0);
  });

  it('are closed where their gateway cancels nothing, and watched until their own closing time', async () => {
    core.other.canCancel = false;
    const payment = await paid();
    await core.tidyPayments.execute();
    const [, second] = (await fresh(payment)).attempts;
    expect(second).toMatchObject({ status: 'failed', closesAt: payment.attempts[1]?.closesAt });
    await pay(payment, 2);
    expect(amountToReturn(await fresh(payment))).toBe(980);
  });

  it('that were paid before they could be cancelled are recorded as such', async () => {
    const payment = await paid();
    core.other.cancel.next(() => ({ status: 'paid' }));
    await core.tidyPayments.execute();
    const after = await fresh(payment);
    expect([statuses(after), after.keptAttempt, amountToReturn(after)]).toEqual([['paid', 'paid'], 1, 980]);
    expect(after.events.at(-1)).toMatchObject({ type: 'paid_again', attempt: 2, detail: { kept_attempt: 1 } });
  });

  it('are tried again each minute while a gateway is away', async () => {
    const payment = await paid();
    core.other.cancel.next(away, away);
    await core.tidyPayments.execute();
    expect(await fresh(payment)).toMatchObject({ tidyAt: from(minute), attempts: [{}, { status: 'pending' }] });
    expect(core.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    core.clock.advance(minute - 1);
    expect(await core.tidyPayments.execute()).toBe(0);
    core.clock.advance(1);
    await core.tidyPayments.execute();
    core.clock.advance(minute);
    await core.tidyPayments.execute();
    expect([statuses(await fresh(payment)), (await fresh(payment)).tidyAt]).toEqual([['paid', 'failed'], undefined]);
  });

  it('are cancelled once, however many schedulers tick', async () => {
    await paid();
    const processes = [core, core.process(), core.process()];
    await Promise.all(processes.map(({ tidyPayments }) => tidyPayments.execute()));
    expect(core.other.cancel.calls).toHaveLength(1);
  });

  it('that are still being created are closed once their create has ended', async () => {
    const creating = { token: 't', until: from(0), attempts: 1, isReleased: true };
    const payment = await stored([open(), anAttempt({ no: 2, gateway: 'smilepay', creating })]);
    await pay(payment, 1);
    await core.tidyPayments.execute();
    expect(await fresh(payment)).toMatchObject({ tidyAt: from(minute), attempts: [{}, { status: 'pending' }] });
    const issued = { status: 'pending', page: { kind: 'element', params: {} } } as const;
    core.other.query.next(() => issued);
    await core.finishCreates.execute();
    core.clock.advance(minute);
    await core.tidyPayments.execute();
    expect([statuses(await fresh(payment)), (await fresh(payment)).tidyAt]).toEqual([['paid', 'failed'], undefined]);
    expect([core.other.create.calls.length, core.other.cancel.calls.length]).toEqual([0, 1]);
  });

  it.each([
    ['under way', true],
    ['over', false],
  ])(
    'are closed only once what was issued during their cancelling is cancelled, too, its create then %s',
    async (_, isUnderWay) => {
      const creating = { token: 't', until: from(hour), attempts: 1, isReleased: false };
      const third = { no: 3, gateway: 'smilepay', ...(isUnderWay && { creating }) };
      const payment = await stored([open(), open({ no: 2, gateway: 'smilepay' }), anAttempt(third)]);
      await pay(payment, 1);
      core.other.cancel.next(async () => {
        const issued = { creating: undefined, page, closesAt: from(hour) };
        await core.payments.update(await fresh(payment), { attempts: [{ no: 3, set: issued }] });
        return { status: 'failed' };
      });
      await core.tidyPayments.execute();
      expect(await fresh(payment)).toMatchObject({ tidyAt: from(minute), attempts: [{}, {}, { status: 'pending' }] });
      core.clock.advance(minute);
      await core.tidyPayments.execute();
      expect(statuses(await fresh(payment))).toEqual(['paid', 'failed', 'failed']);
      expect(core.other.cancel.calls).toHaveLength(2);
    },
  );

  it('are none of a payment with one attempt: nothing is to be tidied', async () => {
    const payment = await stored([open()]);
    expect((await pay(payment)).tidyAt).toBeUndefined();
  });
});

describe('the open payment of an order that another has paid', () => {
  /** The order's first payment expired, the second is open, then the first is paid late. */
  const paidLate = async (attempts = [open()], differences: PaymentDifferences = {}) => {
    const first = await stored([open()]);
    await core.settlePayment.execute(first, 1, { status: 'expired' });
    const second = await stored(attempts, { request: first.request, ...differences });
    await pay(first);
    return { first, second };
  };

  it('is closed beside it, and its order is the paid one’s', async () => {
    const { first, second } = await paidLate();
    expect(await fresh(first)).toMatchObject({ status: 'paid', holdsOrder: false, holdsPaid: true });
    await core.tidyPayments.execute();
    expect(await fresh(second)).toMatchObject({
      ...{ status: 'failed', closedReason: 'paid_beside', paidBeside: first.paymentNo, holdsOrder: false },
      attempts: [{ status: 'failed' }],
    });
    expect(core.gateway.cancel.calls).toHaveLength(1);
    expect((await fresh(first)).tidyAt).toBeUndefined();
  });

  it('is settled as paid where its money was faster than the cancel', async () => {
    const { first, second } = await paidLate();
    core.gateway.cancel.next(() => ({ status: 'paid' }));
    await core.tidyPayments.execute();
    const after = await fresh(second);
    expect(after).toMatchObject({ status: 'paid', paidBeside: first.paymentNo, holdsPaid: false });
    expect([after.closedReason, amountToReturn(after)]).toEqual([undefined, 980]);
    expect(await core.payments.findPaid({ ...second, merchantOrderNo: second.request.merchantOrderNo })).toMatchObject({
      paymentNo: first.paymentNo,
    });
  });

  it('that pays after it was closed is taken beside the paid one, for a person to return', async () => {
    const { first, second } = await paidLate();
    await core.tidyPayments.execute();
    const after = await pay(second);
    expect(after).toMatchObject({ status: 'paid', paidBeside: first.paymentNo, holdsOrder: false, holdsPaid: false });
    expect(after.closedReason).toBeUndefined();
    expect(core.metrics.counts.get('paid_beside')).toBe(1);
  });

  it('stays open, and is tried again, while its gateway is away', async () => {
    const { first, second } = await paidLate();
    core.gateway.cancel.next(away);
    await core.tidyPayments.execute();
    expect((await fresh(second)).status).toBe('pending');
    expect((await fresh(first)).tidyAt).toEqual(from(minute));
    core.clock.advance(minute);
    await core.tidyPayments.execute();
    expect((await fresh(second)).status).toBe('failed');
  });

  it('stays open while its completion may be moving money', async () => {
    core.gateway.canCancel = false;
    const completing = { attempt: 1, until: from(20_000) };
    const { second } = await paidLate([open()], { completing });
    await core.tidyPayments.execute();
    expect((await fresh(second)).status).toBe('pending');
    core.clock.advance(minute);
    await core.tidyPayments.execute();
    expect((await fresh(second)).status).toBe('failed');
  });

  describe('shows and does nothing payable even before it is closed', () => {
    it('on its page, and to its polls', async () => {
      const { first, second } = await paidLate();
      const pageOf = ({ paymentNo }: Payment) => core.openPayPage.execute(paymentNo, `token-of-${paymentNo}`);
      expect(await pageOf(second)).toMatchObject({ isPaidBeside: true, payment: { status: 'pending' } });
      expect(await pageOf(first)).toMatchObject({ isPaidBeside: false, payment: { status: 'paid' } });
    });

    it('where the payer is back at it without proof', async () => {
      const { second } = await paidLate();
      expect(await core.receiveReturn.execute('ecpay', second.paymentNo, {})).toMatchObject({
        ...{ shows: 'state', isPaidBeside: true },
      });
    });

    it('by a press on the way to its cashier', async () => {
      const form: Secret<Page> = Secret.of({ kind: 'form', action: 'https://cashier.example/', fields: {} });
      const { second } = await paidLate([open({ page: form })]);
      const { paymentNo } = second;
      const { form: taken } = await core.pressButton.execute({ paymentNo, token: `token-of-${paymentNo}`, after: 1 });
      expect([taken, core.gateway.create.calls]).toEqual([undefined, []]);
    });

    it('by a repeated create, which answers the paid one', async () => {
      const { first } = await paidLate();
      const { payment, created } = await core.createPayment.execute(caller, {
        ...{ gateway: 'ecpay', route: 'atm', request: first.request, credentials: { merchant_id: '3002607' } },
      });
      expect([payment.paymentNo, created]).toEqual([first.paymentNo, false]);
    });

    it('by a completion: what its payer approved is not captured', async () => {
      core.gateway.canComplete = true;
      const { second } = await paidLate();
      expect(await core.completePayment.execute(second, 1)).toMatchObject({ isReplaced: true });
      expect(core.gateway.complete.calls).toEqual([]);
    });
  });
});
