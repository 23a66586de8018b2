import type { Simulator } from '@paycore/simulator-kit';
import { SimulatedGateway } from '@paycore/testing';
import { plus } from '../index.ts';
import { plusSimulator } from './index.ts';
import { signed } from './wire.ts';

const key = '5f0c2d9b7e14a8630fd1';
const asked = {
  appid: 'paycore-demo',
  order_no: 'PC26062212000ABCDEFG',
  money: '980',
  currency: 'TWD',
  pay_name: '<b>王小明</b>',
  callback_url: 'https://shop.test/hook?payment_no=PAY1&secret=s3',
  return_url: 'https://shop.test/back',
  expire_at: '2026-06-29 23:59:59',
  timestamp: '1782100800',
};
type Asked = Partial<typeof asked>;

const bench = () => new SimulatedGateway(plus, plusSimulator);

async function post(simulator: Simulator, path: string, fields: Readonly<Record<string, unknown>>) {
  const body = JSON.stringify(fields);
  const answer = await simulator.fetch(new Request(`http://sandbox.test${path}`, { method: 'POST', body }));
  return { status: answer.status, message: (await answer.json()) as Record<string, unknown> };
}

const order = (simulator: Simulator, changes: Asked = {}, secret = key) => {
  const fields = { ...asked, ...changes };
  return post(simulator, '/api/pay/atm', { ...fields, sign: signed(fields, secret) });
};

describe('the desk', () => {
  it('issues an account', async () => {
    const { simulator } = bench();
    const { status, message } = await order(simulator);
    expect(status).toBe(200);
    expect(message).toEqual({
      status: 'ok',
      message: 'success',
      order_no: asked.order_no,
      money: 980,
      plat_no: 'PLUS20260622000001',
      account_code: expect.stringMatching(/^9103\d{12}$/),
      bank_code: '822',
      expire_at: asked.expire_at,
    });
    expect(simulator.orders()).toEqual([
      expect.objectContaining({ order_no: asked.order_no, payment_no: 'PAY1', amount: 980, state: 'issued' }),
    ]);
  });

  it('repeats what it issued, but takes no other order under the same number', async () => {
    const { simulator } = bench();
    const first = await order(simulator);
    expect(await order(simulator, { timestamp: '1782100900' })).toEqual(first);
    for (const changes of [{ money: '981' }, { callback_url: 'https://shop.test/other' }]) {
      expect(await order(simulator, changes)).toMatchObject({ status: 409, message: { status: 'error' } });
    }
    const other = { appid: 'plus2109' };
    expect((await order(simulator, other, 'c81e728d9d4c2f636f06')).status).toBe(409);
    expect(simulator.orders()).toHaveLength(1);
  });

  it.each<[number, Asked, string]>([
    [401, { appid: 'nobody' }, key],
    [401, {}, 'another key'],
    [400, { timestamp: '1782100499' }, key],
    [400, { timestamp: 'now' }, key],
    [422, { order_no: '' }, key],
    [422, { order_no: 'PC26062212000ABCDEFGH' }, key],
    [422, { money: '0' }, key],
    [422, { money: '9.80' }, key],
    [422, { currency: 'USD' }, key],
    [422, { callback_url: 'javascript:alert(1)' }, key],
    [422, { expire_at: '2026-06-22 11:59:59' }, key],
    [422, { expire_at: '2027-06-22 11:59:59' }, key],
    [422, { expire_at: 'soon' }, key],
  ])('answers %i to %j', async (status, changes, secret) => {
    const { simulator } = bench();
    expect(await order(simulator, changes, secret)).toMatchObject({ status, message: { status: 'error' } });
    expect(simulator.orders()).toEqual([]);
  });

  it('refuses what is unsigned, changed on the way, or no object', async () => {
    const { simulator } = bench();
    const sign = signed(asked, key);
    const sent = [asked, { ...asked, money: '981', sign }, { ...asked, more: '', sign }, [], null];
    for (const fields of sent) {
      expect((await post(simulator, '/api/pay/atm', fields as object as Asked)).status).toBeGreaterThanOrEqual(400);
    }
    const broken = new Request('http://sandbox.test/api/pay/atm', { method: 'POST', body: '{' });
    expect((await simulator.fetch(broken)).status).toBe(400);
    expect(simulator.orders()).toEqual([]);
  });

  it('knows balances of three kinds, and adds what was paid', async () => {
    const { simulator } = bench();
    const balanceOf = async (appid: string, secret: string) => {
      const fields = { appid, timestamp: asked.timestamp };
      return (await post(simulator, '/api/balance', { ...fields, sign: signed(fields, secret) })).message['balance'];
    };
    await order(simulator);
    expect(await balanceOf('paycore-demo', key)).toBe(10_000);
    await simulator.drive(asked.order_no, 'paid', {});
    expect(await balanceOf('paycore-demo', key)).toBe(10_980);
    expect(await balanceOf('plus2109', 'c81e728d9d4c2f636f06')).toBe('10000.50');
    expect(await balanceOf('plus3003', 'eccbc87e4b5ce2fe2830')).toBeNull();
  });
});

describe('callbacks', () => {
  it('tell of a payment, signed', async () => {
    const { simulator, callbacks } = bench();
    await order(simulator);
    const driven = await simulator.drive(asked.order_no, 'paid', {});
    const { sign, money, ...others } = JSON.parse(String(callbacks[0]?.rawBody)) as Record<string, string>;
    const fields = { ...others, money: String(money) };
    expect([money, sign]).toEqual([980, signed(fields, key)]);
    expect(fields).toEqual({
      appid: 'paycore-demo',
      order_no: asked.order_no,
      plat_no: 'PLUS20260622000001',
      money: '980',
      status: 'paid',
      timestamp: '1782100800',
    });
    expect(callbacks[0]?.query).toEqual({ payment_no: 'PAY1', secret: 's3' });
    expect(driven?.callbacks).toEqual([expect.objectContaining({ url: asked.callback_url, status: 200 })]);
  });

  it('come as a form from an account that is set so', async () => {
    const { simulator, callbacks } = bench();
    await order(simulator, { appid: 'plus2109' }, 'c81e728d9d4c2f636f06');
    await simulator.drive(asked.order_no, 'failed', {});
    const fields = new URLSearchParams(String(callbacks[0]?.rawBody));
    expect([fields.get('money'), fields.get('status')]).toEqual(['980', 'failed']);
  });

  it.each([
    [{ status: 'settled' }, 'settled'],
    [{ status: 'none' }, undefined],
    [{}, 'paid'],
  ])('say the status that the drive wants: %j', async (options, status) => {
    const { simulator, callbacks } = bench();
    await order(simulator);
    await simulator.drive(asked.order_no, 'paid', { options });
    const { sign, ...message } = JSON.parse(String(callbacks[0]?.rawBody)) as Record<string, string>;
    const texts = Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)]));
    expect([message['status'], sign]).toEqual([status, signed(texts, key)]);
  });

  it.each<[string, Parameters<Simulator['drive']>[1], Parameters<Simulator['drive']>[2], number, string]>([
    ['paid', 'paid', {}, 1, 'paid'],
    ['paid and told twice', 'paid', { times: 2 }, 2, 'paid'],
    ['paid in silence', 'paid', { silent: true }, 0, 'paid'],
    ['forged', 'paid', { forged: true }, 1, 'issued'],
    ['failed', 'failed', {}, 1, 'failed'],
    ['expired: nobody is told', 'expired', {}, 0, 'expired'],
    ['issued again: nothing new', 'issued', {}, 0, 'issued'],
    ['declined: no bank declines cash', 'declined', {}, 0, 'issued'],
  ])('%s', async (_, outcome, how, sent, state) => {
    const { simulator, callbacks } = bench();
    await order(simulator);
    expect(await simulator.drive(asked.order_no, outcome, how)).toMatchObject({ state });
    expect(callbacks).toHaveLength(sent);
  });

  it('that are forged carry neither the secret nor a good signature', async () => {
    const { simulator, callbacks } = bench();
    await order(simulator);
    await simulator.drive(asked.order_no, 'paid', { forged: true });
    const { sign, ...fields } = JSON.parse(String(callbacks[0]?.rawBody)) as Record<string, string>;
    expect(callbacks[0]?.query['secret']).toBe('forged');
    expect(sign).not.toBe(signed({ ...fields, money: '980' }, key));
  });

  it('are sent again ten minutes apart, five times, until one is answered 2xx', async () => {
    const world = bench();
    world.reply = () => ({ status: 503, type: 'text/plain', body: 'away' });
    await order(world.simulator);
    await world.simulator.drive(asked.order_no, 'paid', {});
    for (let at = 0; at < world.later.length; at += 1) await world.later[at]?.task();
    expect(world.later.map(({ seconds }) => seconds)).toEqual([600, 600, 600, 600, 600]);
    expect(world.callbacks).toHaveLength(6);
    expect(world.simulator.orders()[0]?.callbacks.map(({ status }) => status)).toEqual(Array(6).fill(503));
  });

  it('report another amount for one drive alone', async () => {
    const { simulator, callbacks } = bench();
    await order(simulator);
    for (const how of [{ amount: 1 }, {}]) await simulator.drive(asked.order_no, 'paid', how);
    const amounts = callbacks.map(({ rawBody }) => (JSON.parse(String(rawBody)) as { money: number }).money);
    expect(amounts).toEqual([1, 980]);
  });

  it('of an order that does not exist move nothing', async () => {
    expect(await bench().simulator.drive('PC0', 'paid', {})).toBeUndefined();
  });
});

describe('the page for a person', () => {
  const get = async (simulator: Simulator, path: string, method = 'GET') => {
    const answer = await simulator.fetch(new Request(`http://sandbox.test${path}`, { method }));
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
  };

  it('shows the account, takes the money, and leads back to the shop', async () => {
    const { simulator, callbacks } = bench();
    await order(simulator);
    const page = `/orders/${asked.order_no}`;
    const { text } = await get(simulator, page);
    for (const part of ['NT$980', '822', '&lt;b&gt;王小明', 'pay at the counter', 'href="https://shop.test/back"']) {
      expect(text).toContain(part);
    }
    expect(await get(simulator, `${page}/pay`, 'POST')).toMatchObject({ status: 303, to: asked.return_url });
    expect(callbacks).toHaveLength(1);
    expect((await get(simulator, page)).text).not.toContain('<form');
    expect((await get(simulator, '/')).text).toContain(`http://sandbox.test/plus${page}`);
  });

  it('leads nowhere strange, and knows what it has not', async () => {
    const { simulator } = bench();
    await order(simulator, { return_url: 'javascript:alert(1)' });
    const page = `/orders/${asked.order_no}`;
    expect((await get(simulator, page)).text).not.toContain('javascript:');
    expect((await get(simulator, `${page}/pay`, 'POST')).to).toBe(`http://sandbox.test/plus${page}`);
    expect((await get(simulator, '/orders/PC0')).status).toBe(404);
    expect((await get(simulator, '/orders/PC0/pay', 'POST')).status).toBe(404);
  });
});
