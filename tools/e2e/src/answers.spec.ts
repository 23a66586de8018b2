import { checkNotice, readAnswer } from './answers.ts';

const attempt = {
  attempt_no: 1,
  gateway: 'ecpay',
  method: 'atm',
  gateway_order_no: 'PC2606220001ABCDEFGH',
  gateway_trade_no: null,
  status: 'pending',
  created_at: '2026-06-22T04:00:00.000Z',
  expires_at: null,
  paid_at: null,
};
const data = {
  payment_no: 'PAY202606220001ABCDEFGH',
  merchant_order_no: 'A1',
  gateway: 'ecpay',
  method: 'atm',
  amount: 980,
  currency: 'TWD',
  status: 'pending',
  payment_url: 'https://pay.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=x',
  payment_info: {},
  environment: 'test',
  simulated: false,
  created_at: '2026-06-22T04:00:00.000Z',
  paid_at: null,
  expires_at: null,
  mode: 'direct',
  attempts: [{ ...attempt, payment_info: {} }],
  received_amount: 0,
  paid_twice: false,
  paid_beside: null,
  closed_reason: null,
};
const found = { success: true, data, message: 'Payment found' };
const refused = { success: false, message: 'Payment not found', error: { error_code: 'PAYMENT_NOT_FOUND' } };
const path = '/api/paycore/payments/PAY202606220001ABCDEFGH';

const read = (body: object, status = 200, asked = path) => readAnswer('GET', asked, Response.json(body, { status }));

describe('an answer', () => {
  it('of the contract is read', async () => {
    expect(await read(found)).toEqual({ status: 200, body: found });
    expect(await read(refused, 404)).toEqual({ status: 404, body: refused });
  });

  it.each([
    ['a field too many', { ...found, data: { ...data, client_secret: 'x' } }, 200, path],
    ['another endpoint’s message', { ...found, message: 'Payment synced' }, 200, path],
    ['a grant with the status of a refusal', found, 422, path],
    ['a refusal with the status of a grant', refused, 200, path],
    ['a refusal with more than the envelope has', { ...refused, stack: 'x' }, 404, path],
    ['a grant where nothing can be granted', found, 200, '/api/paycore/refunds/1'],
    ['a status that the contract does not have', found, 201, path],
  ])('with %s is not', async (_what, body, status, asked) => {
    await expect(read(body, status, asked)).rejects.toThrow('contract');
  });
});

describe('a notice', () => {
  const notice = { type: 'payment.paid', timestamp: data.created_at, data };
  const paid = { ...data, attempts: [attempt], status: 'paid', paid_at: data.created_at, payment_url: null };

  it('tells of a paid payment, and not where its page is', () => {
    expect(() => checkNotice(JSON.stringify({ ...notice, data: paid }))).not.toThrow();
    for (const other of [data, { ...paid, payment_url: data.payment_url }, { ...paid, attempts: data.attempts }]) {
      expect(() => checkNotice(JSON.stringify({ ...notice, data: other }))).toThrow('contract');
    }
  });
});
