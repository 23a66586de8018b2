import type { CreateBody, Placed, World } from '../world.ts';
import { describeStrangers, type Answered, type Fields } from './strangers.ts';

const refused = (message: string, error_code = 'CALLBACK_REFUSED') => ({
  success: false,
  message,
  error: { error_code },
});
const received = { success: true, message: 'Webhook received' };

/** Rows 25 to 29: callbacks as gateways, careless ones and forgers send them. */
export function describeWebhooks(of: () => World): void {
  async function post(gateway: string, query: string, body: string, headers: Fields): Promise<Answered> {
    const url = `${of().demo.webhooks}/api/paycore/webhooks/${gateway}${query}`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  }

  const json = (gateway: string, query: string, body: object, headers: Fields = {}) =>
    post(gateway, query, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  const form = (gateway: string, query: string, fields: Fields) =>
    post(gateway, query, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });

  /** What our callback URL of the payment carries. */
  async function queryOf({ paymentNo, orderNo }: Placed, gateway: string): Promise<string> {
    const { callbacks } = await of().drive(orderNo, 'paid?amount=1', gateway);
    return new URL(callbacks[0]?.url ?? `http://x/?payment_no=${paymentNo}`).search;
  }

  async function expectRefused(placed: Placed, answer: Answered, refusal: object): Promise<void> {
    expect({ status: answer.status, body: JSON.parse(answer.text) as unknown }).toEqual({ status: 400, body: refusal });
    expect((await of().query(placed.paymentNo)).body.data.status).toBe('pending');
  }

  describeStrangers(of, { json, form });

  describe('row 25: POST webhooks/ecpay', () => {
    it('refuses a form of another merchant, one without a MAC, and one that stands twice', async () => {
      const placed = await of().placed('ecpay/aio/credit');
      const query = await queryOf(placed, 'ecpay');
      const fields = { MerchantTradeNo: placed.orderNo, RtnCode: '1', TradeAmt: '980', CheckMacValue: 'A'.repeat(64) };
      const foreign = await form('ecpay', query, { ...fields, MerchantID: '2000132' });
      await expectRefused(placed, foreign, refused('ECPay MerchantID mismatch.'));
      const unsigned = await form('ecpay', query, { ...fields, MerchantID: '3002607' });
      await expectRefused(placed, unsigned, refused('ECPay CheckMacValue verification failed.'));
      const wrongSecret = await form('ecpay', `${query}x`, { ...fields, MerchantID: '3002607' });
      await expectRefused(placed, wrongSecret, refused('ECPay CheckMacValue verification failed.'));
    });

    it('refuses an envelope of another merchant, and one that does not open', async () => {
      const placed = await of().placed('ecpay/atm');
      const query = await queryOf(placed, 'ecpay');
      const envelope = { RqHeader: { Timestamp: 1_782_144_000 }, TransCode: 1, Data: 'bm90aGluZw==' };
      const foreign = await json('ecpay', query, { ...envelope, MerchantID: '2000132' });
      await expectRefused(placed, foreign, refused('ECPay MerchantID mismatch.'));
      const sealed = await json('ecpay', query, { ...envelope, MerchantID: '3002607' });
      await expectRefused(placed, sealed, refused('ECPay encrypted background callback transaction not found.'));
    });
  });

  describe('row 26: POST webhooks/smilepay', () => {
    const notice = ({ orderNo }: Placed, differences: Fields = {}) => ({
      Dcvc: '107',
      Data_id: orderNo,
      Amount: '980',
      Status: '1',
      ...differences,
    });
    const withToken = (token: string): CreateBody => ({
      gateway_credentials: { ...of().demo.credentials['smilepay'], validation_token: token },
    });

    it.each(['smilepay/atm', 'smilepay/cvs', 'smilepay/barcode'])('compares all of %s', async (path) => {
      const placed = await of().placed(path, withToken('our-token'));
      const fields = notice(placed);
      const send = (fields: Fields, token = 'our-token') => form('smilepay', `?validation_token=${token}`, fields);
      await expectRefused(placed, await send({ ...fields, Dcvc: '2109' }), refused('SmilePay Dcvc mismatch.'));
      await expectRefused(placed, await send({ ...fields, Amount: '981' }), refused('SmilePay amount mismatch.'));
      const stray = refused('SmilePay validation token mismatch.');
      await expectRefused(placed, await send(fields, 'another'), stray);
      await expectRefused(placed, await form('smilepay', '', fields), stray);
      expect(await send(fields)).toEqual({ status: 200, type: 'text/plain; charset=UTF-8', text: 'OK' });
      expect((await of().query(placed.paymentNo)).body.data).toMatchObject({ status: 'paid', simulated: false });
    });

    it.each(['GET', 'POST'])('takes SmilePay’s own form without Response_id by %s', async (via) => {
      const placed = await of().placed('smilepay/cvs', withToken('our-token'));
      const { callbacks } = await of().drive(placed.orderNo, `paid?response_id=none&via=${via}`, 'smilepay');
      expect(callbacks).toMatchObject([{ status: 200, body: 'OK' }]);
      expect((await of().query(placed.paymentNo)).body.data).toMatchObject({ status: 'paid', simulated: false });
    });

    it.each(['paid?response_id=0', 'paid?response_id=7&via=GET', 'paid?classif=A'])(
      'leaves what is not clear to an operator: %s',
      async (outcome) => {
        const placed = await of().placed('smilepay/atm');
        const { callbacks } = await of().drive(placed.orderNo, `${outcome}&times=2`, 'smilepay');
        expect(callbacks).toMatchObject([{ status: 200 }, { status: 200 }]);
        expect((await of().query(placed.paymentNo)).body.data.status).toBe('pending');
        const { events } = await of().document(placed.paymentNo);
        expect(events.filter(({ type }) => type === 'unclear_notice')).toHaveLength(1);
      },
    );

    it('takes no GET that proves nothing', async () => {
      const placed = await of().placed('smilepay/atm');
      const address = `${of().demo.webhooks}/api/paycore/webhooks/smilepay`;
      const fields = new URLSearchParams({ Classif: 'B', Data_id: placed.orderNo, Purchamt: '980', Amount: '980' });
      const answer = await fetch(`${address}?payment_no=${placed.paymentNo}&${fields.toString()}`);
      const reply = { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
      await expectRefused(placed, reply, refused('SmilePay validation token mismatch.'));
    });

    it('takes JSON as a simulation, found by SmilePayNO or by the merchant’s number', async () => {
      for (const name of ['SmilePayNO', 'Data_id']) {
        const placed = await of().placed('smilepay/atm', withToken('our-token'));
        const { payment_info: info } = placed.answer.body.data;
        const value = name === 'SmilePayNO' ? info['SmilePayNO'] : placed.body['merchant_order_no'];
        const body = { Dcvc: '107', [name]: value, Amount: 980, Status: 1, validation_token: 'our-token' };
        expect(await json('smilepay', '', body)).toMatchObject({ status: 200, text: 'OK' });
        expect((await of().query(placed.paymentNo)).body.data).toMatchObject({ status: 'paid', simulated: true });
      }
    });
  });

  describe('row 27: POST webhooks/paypal', () => {
    it('refuses an event that carries no signature, or one of another certificate', async () => {
      const placed = await of().placed('paypal/checkout');
      const event = {
        event_type: 'CHECKOUT.ORDER.APPROVED',
        resource: { purchase_units: [{ custom_id: placed.paymentNo, invoice_id: placed.orderNo }] },
      };
      const refusal = refused('PayPal webhook verification failed.', 'PAYPAL_WEBHOOK_VERIFY_FAILED');
      await expectRefused(placed, await json('paypal', '', event), refusal);
      const headers = {
        'paypal-transmission-id': '1',
        'paypal-transmission-time': new Date().toISOString(),
        'paypal-transmission-sig': 'bm90aGluZw==',
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-cert-url': 'https://forger.example/v1/notifications/certs/CERT-1',
      };
      await expectRefused(placed, await json('paypal', '', event, headers), refusal);
    });
  });

  describe('row 28: POST webhooks/stripe', () => {
    it('refuses an event without signature, and one signed long ago', async () => {
      const placed = await of().placed('stripe/credit', { currency: 'USD' });
      const metadata = { payment_no: placed.paymentNo };
      const object = { id: 'pi_1', object: 'payment_intent', amount: 980, currency: 'usd', metadata };
      const event = { object: 'event', type: 'payment_intent.succeeded', data: { object } };
      const refusal = refused('The Stripe-Signature is missing or not valid.', 'STRIPE_WEBHOOK_SIGNATURE_INVALID');
      await expectRefused(placed, await json('stripe', '', event), refusal);
      const old = { 'stripe-signature': `t=1782144000,v1=${'a'.repeat(64)}` };
      await expectRefused(placed, await json('stripe', '', event, old), refusal);
    });
  });

  describe('row 29: POST webhooks/plus', () => {
    it('compares secret, appid and money', async () => {
      const placed = await of().placed('plus/atm');
      const query = await queryOf(placed, 'plus');
      const fields = { appid: 'paycore-demo', money: '980' };
      const foreign = { ...fields, appid: 'plus2109' };
      await expectRefused(placed, await json('plus', query, foreign), refused('PLUS appid mismatch.'));
      await expectRefused(
        placed,
        await form('plus', query, { ...fields, money: '98' }),
        refused('PLUS money mismatch.'),
      );
      const stray = refused('PLUS callback secret mismatch.');
      await expectRefused(placed, await json('plus', `${query}x`, fields), stray);
      await expectRefused(placed, await json('plus', `?payment_no=${placed.paymentNo}`, fields), stray);
      expect(JSON.parse((await json('plus', query, { ...fields, money: 980 })).text)).toEqual(received);
      expect((await of().query(placed.paymentNo)).body.data.status).toBe('paid');
    });
  });
}
