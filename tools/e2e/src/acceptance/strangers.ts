import type { World } from '../world.ts';

const received = { success: true, message: 'Webhook received' };

export interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

export type Fields = Readonly<Record<string, string>>;

interface Senders {
  json(gateway: string, query: string, body: object): Promise<Answered>;
  form(gateway: string, query: string, fields: Fields): Promise<Answered>;
}

/** What is none of ours, whichever gateway says it. */
export function describeStrangers(of: () => World, { json, form }: Senders): void {
  const ofNobody = '?payment_no=PAY202606220001ABCDEFGH';

  describe('rows 25 to 29: a callback of no payment of ours', () => {
    const refusal = ({ status, text }: Answered) => ({ status, body: JSON.parse(text) as unknown });

    it('is not found: ecpay', async () => {
      const body = { MerchantID: '3002607', TransCode: 1, Data: 'bm90aGluZw==' };
      expect(refusal(await json('ecpay', ofNobody, body))).toMatchObject({
        status: 404,
        body: { success: false, error: { error_code: 'PAYMENT_NOT_FOUND' } },
      });
    });

    it.each([
      [
        'smilepay',
        'SmilePay validation token mismatch.',
        [
          { Dcvc: '107', Data_id: 'X1', Amount: 1, Status: 1 },
          { Dcvc: '2109', Amount: 980, Status: 1 },
        ],
      ],
      [
        'plus',
        'PLUS callback secret mismatch.',
        [
          { appid: 'paycore-demo', money: 1 },
          { appid: 'plus2109', money: 980 },
        ],
      ],
    ])('is refused like one of a payment of ours: %s', async (gateway, message, bodies) => {
      const { paymentNo } = await of().placed(`${gateway}/atm`);
      const told = { status: 400, body: { success: false, message, error: { error_code: 'CALLBACK_REFUSED' } } };
      for (const query of [ofNobody, `?payment_no=${paymentNo}`]) {
        for (const secret of ['', '&attempt=1&secret=x']) {
          for (const body of bodies) expect(refusal(await json(gateway, query + secret, body))).toEqual(told);
        }
      }
    });

    it.each([
      ['paypal', { event_type: 'example.event', resource: { payment_no: 'PAY202606220001ABCDEFGH' } }],
      ['stripe', { object: 'event', type: 'charge.succeeded', data: { object: { object: 'charge' } } }],
    ])('is taken, since one address serves all events: %s', async (gateway, body) => {
      const answer = await json(gateway, '', body);
      expect({ status: answer.status, body: JSON.parse(answer.text) as unknown }).toEqual({
        status: 200,
        body: received,
      });
    });
  });

  describe('rows 25 to 29: an address', () => {
    it('of no gateway of ours is not found', async () => {
      expect(await json('moon', '', {})).toMatchObject({ status: 404 });
    });

    it.each(['ecpay', 'paypal', 'stripe', 'plus'])('takes POST alone: %s', async (gateway) => {
      const answer = await fetch(`${of().demo.webhooks}/api/paycore/webhooks/${gateway}`);
      expect(answer.status).toBe(405);
      expect(await answer.json()).toMatchObject({ error: { error_code: 'METHOD_NOT_ALLOWED' } });
    });

    it('says nothing twice', async () => {
      const { paymentNo } = await of().placed('plus/atm');
      const answer = await form('plus', `?payment_no=${paymentNo}&payment_no=${paymentNo}`, { appid: 'x', money: '1' });
      expect(answer).toMatchObject({ status: 400 });
      expect(JSON.parse(answer.text)).toMatchObject({ error: { error_code: 'CALLBACK_REFUSED' } });
    });
  });
}
