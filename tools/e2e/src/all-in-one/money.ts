import type { World } from '../world.ts';
import { Link } from './link.ts';
import { formsIn } from './page-forms.ts';

/** What the money of one payment does that has several orders at gateways. */
export function describeMoney(of: () => World): void {
  const link = (differences = {}) => Link.create(of(), differences);
  const key = () => of().demo.all_in_one.api_key;
  const ask = async (path: string) => (await of().api('GET', `/api/paycore/${path}`, undefined, key())).body.data;
  const toReturn = async () => Number((await ask('home/overview'))['to_return_amount']);
  const listed = async (attention: string) => {
    const { payments } = await ask(`payments?attention=${attention}&limit=100`);
    return (payments as readonly { readonly payment_no: string }[]).map(({ payment_no: no }) => no);
  };

  describe('a code that is paid', () => {
    it('after a card has paid is money to return: one kept, both shown', async () => {
      const payment = await link();
      const before = await toReturn();
      const code = await payment.pick('ecpay/atm');
      const card = await payment.pick('ecpay/aio/credit');
      await payment.drive(card, 'paid');
      expect(await payment.data()).toMatchObject({ status: 'paid', method: 'credit', received_amount: 980 });
      const struck = (await payment.payer.open()).text;
      expect(struck).toMatch(/<del/);
      const { callbacks } = await payment.drive(code, 'paid');
      expect(callbacks).toMatchObject([{ status: 200, body: '1|OK' }]);
      const found = await payment.data();
      expect(found).toMatchObject({
        ...{ status: 'paid', gateway: 'ecpay', method: 'credit', paid_twice: true, paid_beside: null },
        received_amount: 1960,
        attempts: [
          { attempt_no: 1, method: 'atm', gateway_order_no: code.order_no, status: 'paid' },
          { attempt_no: 2, method: 'credit', gateway_order_no: card.order_no, status: 'paid' },
        ],
      });
      expect((await toReturn()) - before).toBe(980);
      expect(await listed('paid_twice')).toEqual([payment.paymentNo]);
      expect(await of().untilNoticed(payment.paymentNo)).toHaveLength(1);
      expect((await payment.payer.open()).text).toContain('這筆訂單付款了兩次');
    });

    it('is not asked for again: a second code of the payment pays it, the first one is seen to', async () => {
      const payment = await link();
      const [ibon, fami] = [
        await payment.pick('smilepay/cvs', { cvs_type: 'ibon' }),
        await payment.pick('smilepay/cvs', { cvs_type: 'fami' }),
      ];
      await Promise.all([payment.drive(ibon, 'paid'), payment.drive(fami, 'paid')]);
      expect(await payment.data()).toMatchObject({ status: 'paid', paid_twice: true, received_amount: 1960 });
      const { events } = await of().document(payment.paymentNo);
      expect(events.filter(({ type }) => type === 'paid')).toHaveLength(1);
      expect(events.filter(({ type }) => type === 'paid_again')).toHaveLength(1);
      expect(await of().untilNoticed(payment.paymentNo)).toHaveLength(1);
    });

    it('after the payment was cancelled pays it', async () => {
      const payment = await link();
      const code = await payment.pick('plus/atm');
      expect((await payment.cancel()).body.data).toMatchObject({ status: 'failed', closed_reason: 'cancelled' });
      expect((await payment.payer.open('&choose=1')).text).not.toContain('name="gateway"');
      await payment.drive(code, 'paid');
      expect(await payment.data()).toMatchObject({ status: 'paid', closed_reason: null, received_amount: 980 });
      expect(await of().untilNoticed(payment.paymentNo)).toHaveLength(1);
    });

    it('after a second payment of the order was paid is paid beside it', async () => {
      const order = { merchant_order_no: `E2E-BESIDE-${process.pid}` };
      const first = await link(order);
      const code = await first.pick('ecpay/cvs');
      await first.cancel();
      const second = await link(order);
      expect(second.paymentNo).not.toBe(first.paymentNo);
      await second.drive(await second.pick('smilepay/barcode'), 'paid');
      await first.drive(code, 'paid');
      expect(await first.data()).toMatchObject({ status: 'paid', paid_beside: second.paymentNo });
      expect(await second.data()).toMatchObject({ status: 'paid', paid_beside: null, paid_twice: false });
      expect(await listed('paid_beside')).toContain(first.paymentNo);
    });

    it('by the order’s other payment ends what the payer of this one may still do', async () => {
      const order = { merchant_order_no: `E2E-OTHER-${process.pid}` };
      const first = await link(order);
      const code = await first.pick('ecpay/cvs');
      await first.cancel();
      const second = await link(order);
      const form = await second.payer.formOf('ecpay/atm');
      await first.drive(code, 'paid');
      expect((await second.payer.open()).text).toContain('此訂單已付款，請勿再付款');
      expect((await second.payer.post(form)).status).toBe(303);
      expect(await second.orders()).toEqual([]);
    });
  });

  describe('money taken by our word', () => {
    it('is taken once of two orders that the payer approved in two tabs', async () => {
      const payment = await link();
      // Its answer is lost, so that the payer leaves it and comes back to a second order.
      await of().fault({ mode: 'reset', path: '/v2/checkout/orders', times: 1 }, 'paypal');
      const lost = await payment.payer.pick('paypal/checkout');
      await of().clearFaults('paypal');
      expect(lost.url).toContain('failed=1');
      await payment.pick('ecpay/atm');
      await payment.pick('paypal/checkout');
      const orders = (await payment.orders()).filter(({ gateway }) => gateway === 'paypal');
      expect(orders).toHaveLength(2);
      await Promise.all(orders.map((order) => payment.drive(order, 'paid')));
      await of().until('the payment is paid', async () => (await payment.status()) === 'paid');
      expect(await payment.data()).toMatchObject({ paid_twice: false, received_amount: 980 });
      const states = (await payment.orders()).filter(({ gateway }) => gateway === 'paypal').map(({ state }) => state);
      expect(states.filter((state) => state === 'paid')).toHaveLength(1);
    });

    it('is not taken once another method has paid', async () => {
      const payment = await link();
      const approval = await payment.pick('paypal/checkout');
      await payment.drive(await payment.pick('ecpay/atm'), 'paid');
      await payment.drive(approval, 'paid');
      expect(await payment.data()).toMatchObject({ status: 'paid', paid_twice: false, received_amount: 980 });
      expect((await payment.orders()).find(({ gateway }) => gateway === 'paypal')?.state).not.toBe('paid');
    });
  });

  describe('a gateway’s form that the payer left', () => {
    const confirm = (secret: string) =>
      fetch(`${of().demo.sandbox}/v1/payment_intents/${secret.split('_secret_')[0]}/confirm`, {
        method: 'POST',
        body: new URLSearchParams({
          key: of().demo.credentials['stripe']?.['publishable_key'] ?? '',
          client_secret: secret,
          payment_method: 'pm_card_visa',
        }),
      });

    it('takes nothing in the old tab', async () => {
      const payment = await link();
      const { shown } = await payment.pick('stripe/credit');
      const [secret = ''] = /pi_\w+_secret_\w+/.exec(shown.text) ?? [];
      const code = await payment.pick('ecpay/atm');
      const answer = await confirm(secret);
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { error: { code: 'payment_intent_unexpected_state' } },
      ]);
      expect(await payment.status()).toBe('pending');
      await payment.drive(code, 'paid');
      expect(await payment.data()).toMatchObject({ status: 'paid', method: 'atm', paid_twice: false });
    });

    it('that has paid meanwhile is found out, and nothing else is begun', async () => {
      const payment = await link();
      const intent = await payment.pick('stripe/credit');
      const form = await payment.payer.formOf('ecpay/atm');
      await payment.drive(intent, 'paid?silent=1');
      expect((await payment.payer.post(form)).status).toBe(303);
      expect(await payment.data()).toMatchObject({ status: 'paid', gateway: 'stripe', received_amount: 980 });
      expect(await payment.orders()).toHaveLength(1);
    });

    it('whose gateway cannot be asked stays, and the payer is told to try again', async () => {
      const payment = await link();
      await payment.pick('stripe/credit');
      await of().fault({ mode: 'status', status: 500, before: true }, 'stripe');
      const { url, text } = await payment.payer.pick('ecpay/atm');
      await of().clearFaults('stripe');
      expect(url).toContain('stuck=1');
      expect(text).toContain('目前無法改用其他付款方式');
      expect(await payment.attempts()).toMatchObject([{ gateway: 'stripe', status: 'pending' }]);
      await payment.pick('ecpay/atm');
      expect(await payment.attempts()).toMatchObject([{ status: 'failed' }, { method: 'atm', status: 'pending' }]);
    });
  });

  it('a cashier’s form that is posted after another order has paid is second money', async () => {
    const payment = await link();
    const pressed = await payment.payer.post(await payment.payer.formOf('ecpay/aio/credit'));
    const cashier = await pressed.text();
    await payment.drive(await payment.pick('ecpay/atm'), 'paid');
    const form = formsIn(cashier, payment.payer.url).find(({ action }) => !action.startsWith(of().demo.api));
    await fetch(form?.action ?? '', { method: 'POST', body: new URLSearchParams(form?.fields) });
    const [late] = await payment.orders();
    expect(late).toMatchObject({ gateway: 'ecpay', state: 'open' });
    if (late) await payment.drive(late, 'paid');
    expect(await payment.data()).toMatchObject({ status: 'paid', method: 'atm', paid_twice: true });
  });
}
