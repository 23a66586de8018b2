import { gatewayUnavailable, maxAttempts, PayCoreError, type Payment } from '@paycore/core';
import { anAttempt, firstAttempt } from '@paycore/testing';
import request from 'supertest';
import { kinds, payable } from '../pages/fixtures/kinds.ts';
import { payerApp } from '../pages/fixtures/payer-app.ts';

const hour = 3_600_000;

/** A payment whose way to pay is a cashier, and how a payer's browser meets it. */
function aCashier(payment: Payment = payable(kinds.form)) {
  const payer = payerApp(payment);
  const path = `/zh-tw/pay/${payment.paymentNo}`;
  const token = `token-of-${payment.paymentNo}`;
  const open = (query = '') => request(payer.app).get(payer.pathOf(payment) + query);
  const post = (fields: string | Record<string, string>, headers: Record<string, string> = {}) =>
    request(payer.app).post(`${path}/attempts`).set(headers).type('form').send(fields);
  /** Presses the button of a page as it was when `text` was made. */
  const press = (text: string) => post(fieldsOf(text));
  const attempts = async () => (await payer.stored(payment)).attempts.length;
  return { ...payer, payment, path, token, open, post, press, attempts };
}

const fieldsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [
      name,
      value,
    ]),
  );

const policyOf = (headers: unknown) => String((headers as Record<string, string>)['content-security-policy']);

describe('a visit makes no order', () => {
  it('nor do a hundred, nor previews that ask for the head alone, nor the status', async () => {
    const { app, open, path, token, pathOf, payment, gateway, stored } = aCashier();
    for (let visit = 0; visit < 100; visit += 1) expect((await open()).status).toBe(200);
    expect((await request(app).head(pathOf(payment))).status).toBe(200);
    expect((await request(app).head(`${path}/attempts?token=${token}`)).status).toBe(405);
    await request(app).get(`${path}/status?token=${token}`);
    expect(await stored(payment)).toEqual(payment);
    expect(gateway.create.calls).toEqual([]);
  });

  it('shows a button that asks us, with the token in a field and else in links to itself alone', async () => {
    const { open, path, token } = aCashier();
    const { text, headers } = await open();
    expect(text).toMatch(new RegExp(`<form method="post" action="${path}/attempts">`));
    expect(fieldsOf(text)).toEqual(expect.objectContaining({ token, after: '1' }));
    expect(text.replaceAll(/<a href="[^"]*" lang=/g, '').split(token)).toHaveLength(2);
    expect(text).not.toContain('gateway.example');
    expect(policyOf(headers)).toContain("form-action 'self';");
  });
});

describe('a press', () => {
  it('is answered with the gateway’s form and a fresh number, to the one origin that the policy opens', async () => {
    const { open, press, numbersOf, payment } = aCashier();
    const { status, text, headers } = await press((await open()).text);
    const [first = '?', second] = await numbersOf(payment);
    expect(status).toBe(200);
    expect(text).toContain('<form method="post" action="https://gateway.example/Cashier/Checkout">');
    expect(fieldsOf(text)).toEqual(expect.objectContaining({ MerchantTradeNo: second }));
    expect(text).not.toContain(first);
    expect(text).toContain(`data-once="${payment.paymentNo}-1"`);
    expect(policyOf(headers)).toContain('form-action https://gateway.example;');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('writes the gateway’s fields as they are', async () => {
    const { gateway, open, press } = aCashier();
    gateway.create.next(() => ({ info: {}, page: kinds.form }));
    const { text } = await press((await open()).text);
    expect(text).toContain('name="ItemName" value="&quot;&gt;&lt;b&gt;折傘&lt;/b&gt;&amp;amp;"');
    expect(text.match(/<input/g)).toHaveLength(Object.keys(kinds.form.fields).length);
  });

  it('in a second browser takes another number, and is no longer made by the script', async () => {
    const { open, press, numbersOf, payment } = aCashier();
    const first = await open();
    expect(first.text).toContain(`data-once="${payment.paymentNo}"`);
    await press(first.text);
    const second = await open();
    expect(second.text).not.toContain('data-once');
    expect(second.text).toContain('若已在該頁完成付款或取號，請勿再付款');
    const { text } = await press(second.text);
    const numbers = await numbersOf(payment);
    expect(fieldsOf(text)).toEqual(expect.objectContaining({ MerchantTradeNo: numbers[2] }));
    expect(new Set(numbers).size).toBe(3);
  });

  it('of an old page leads to the page, and takes no number: a double click, a reload, a step back', async () => {
    const { open, press, path, token, attempts } = aCashier();
    const { text } = await open();
    const answers = await Promise.all([press(text), press(text)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 303]);
    const again = await press(text);
    expect([again.status, again.headers['location'], again.text]).toEqual([303, `${path}?token=${token}`, '']);
    expect(await attempts()).toBe(2);
  });

  it.each(['', '0', '2', '-1', '1e0', 'x', '9999', '1&after=1'])(
    'after %j attempts is an old page’s',
    async (after) => {
      const { post, token, attempts } = aCashier();
      expect((await post(`token=${token}&after=${after}`)).status).toBe(303);
      expect((await post(`token=${token}`)).status).toBe(303);
      expect(await attempts()).toBe(1);
    },
  );

  it('is the same 404 page for a wrong token, none and two of them', async () => {
    const { app, post, path, token, attempts } = aCashier();
    const missing = await request(app).get(`${path}?token=x`);
    for (const fields of ['token=x&after=1', 'after=1', `token=${token}&token=${token}&after=1`, '', '{"token":"x"}']) {
      const { status, text } = await post(fields);
      expect([status, text]).toEqual([404, missing.text]);
    }
    const others = [`/fr/pay/PAY1/attempts`, path.replace('PAY20', 'PAY21') + '/attempts'];
    for (const other of others) {
      expect((await request(app).post(other).type('form').send({ token, after: '1' })).status).toBe(404);
    }
    expect((await request(app).post(`${path}/attempts?token=${token}`)).status).toBe(404);
    expect(await attempts()).toBe(1);
  });

  it('on another site’s page is refused', async () => {
    const { post, token, attempts } = aCashier();
    const { status, type } = await post({ token, after: '1' }, { 'Sec-Fetch-Site': 'cross-site' });
    expect([status, type]).toEqual([403, 'text/html']);
    expect(await attempts()).toBe(1);
    for (const site of ['same-origin', 'none']) {
      const after = String(await attempts());
      expect((await post({ token, after }, { 'Sec-Fetch-Site': site })).status).toBe(200);
    }
  });

  it('is none by GET, nor with more than a form of ours holds', async () => {
    const { app, path, token, post, attempts } = aCashier();
    const { status, headers, text } = await request(app).get(`${path}/attempts?token=${token}&after=1`);
    expect([status, headers['allow'], text.includes('找不到此付款頁')]).toEqual([405, 'POST', true]);
    expect((await post({ token, after: '1', more: 'x'.repeat(3_000) })).status).toBe(413);
    expect(await attempts()).toBe(1);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '', '//gateway.example', 'ftp://gateway.example'])(
    'to %j is a page that says so',
    async (action) => {
      const { cashier, open, press } = aCashier();
      cashier.action = action;
      const { status, text } = await press((await open()).text);
      expect([status, text.includes('<h1>無法顯示付款資料</h1>')]).toEqual([500, true]);
      expect(text).not.toMatch(/<form|javascript:/);
    },
  );
});

describe('where a press may take no number', () => {
  it('a paid order shows that it is paid', async () => {
    const { open, press, settle, payment, attempts } = aCashier();
    const { text } = await open();
    await settle(payment, { status: 'paid' });
    expect((await press(text)).status).toBe(303);
    expect((await open()).text).toContain('<h1>付款完成</h1>');
    expect(await attempts()).toBe(1);
  });

  it('a code that any number brought is shown instead', async () => {
    const { open, press, settle, payment, attempts, clock } = aCashier();
    await press((await open()).text);
    const { text } = await open();
    const expiresAt = new Date(clock.now().getTime() + hour);
    await settle(payment, { status: 'pending', page: kinds.code, expiresAt }, 1);
    expect((await press(text)).status).toBe(303);
    const shown = await open();
    expect(shown.text).toContain(kinds.code.code);
    expect(shown.text).not.toContain('<form');
    expect(await attempts()).toBe(2);
  });

  it('a payer whom the gateway posted back waits for the result, for an hour', async () => {
    const { app, open, press, path, token, pathOf, payment, attempts, clock } = aCashier();
    await press((await open()).text);
    const { text } = await open();
    await request(app).post(pathOf(payment)).type('form').send({ RtnCode: '1' });
    const back = await open('&back=1');
    expect(back.text).toContain('<h1>正在確認付款結果</h1>');
    expect(back.text).toContain('2026年6月22日週一 13:00');
    expect(back.text).not.toMatch(/<form|<button|data-once/);
    expect(back.text).toContain('data-version="awaited-2"');
    expect((await press(text)).status).toBe(303);
    clock.advance(hour);
    const status = await request(app).get(`${path}/status?token=${token}`);
    expect(status.body).toEqual({ status: 'pending', version: 'form-2' });
    const later = await open('&back=1');
    expect(later.text).toContain('您已離開付款頁');
    expect(later.text).not.toContain('data-once');
    expect((await press(later.text)).status).toBe(200);
    expect(await attempts()).toBe(3);
  });

  it('after twenty of them the shop is to be asked', async () => {
    const payment = payable(kinds.form);
    const { page } = firstAttempt(payment);
    const more = { ...(page && { page }), isOut: true };
    const others = Array.from({ length: maxAttempts - 2 }, (_, at) => anAttempt({ no: at + 2, ...more }));
    const { open, press, attempts } = aCashier({ ...payment, attempts: [...payment.attempts, ...others] });
    const last = await open();
    expect((await press(last.text)).status).toBe(200);
    const { text } = await open();
    expect(text).toContain('<h1>無法再前往付款頁</h1>');
    expect(text).not.toMatch(/<form|<button/);
    expect((await press(last.text)).status).toBe(303);
    expect(await attempts()).toBe(maxAttempts);
  });

  it('a number that was declined at the cashier leaves the way open', async () => {
    const { open, press, settle, payment } = aCashier();
    await press((await open()).text);
    await settle(payment, { status: 'failed', reason: { rtn_code: '10100058' } });
    expect((await press((await open()).text)).status).toBe(200);
  });
});

describe('a gateway that gives no form', () => {
  const errors = [
    ['away', gatewayUnavailable(new Error('timeout'))],
    ['unwilling', new PayCoreError('rejected', 'PAYMENT_GATEWAY_ERROR', 'Payment gateway error')],
  ] as const;

  it.each(errors)('is %s: the page comes again, and says so', async (_how, error) => {
    const { gateway, open, press, path, token, payment, stored } = aCashier();
    gateway.create.next(() => {
      throw error;
    });
    const { status, headers } = await press((await open()).text);
    expect([status, headers['location']]).toEqual([303, `${path}?token=${token}&failed=1`]);
    expect((await stored(payment)).status).toBe('pending');
    expect((await open('&failed=1')).status).toBe(200);
  });

  it('is asked again by another press, never by the script', async () => {
    const { gateway, open, press } = aCashier();
    gateway.create.next(() => {
      throw errors[1][1];
    });
    await press((await open()).text);
    const { text } = await open('&failed=1');
    expect(text).toContain('<p class="notice" role="alert">目前無法前往付款頁');
    expect(text).not.toContain('data-once');
    expect((await press(text)).status).toBe(200);
  });
});
