import { PayCoreError, type Payment, type PaymentStatus, type Return } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { aPayment, FakeClock, FakeLinks, fakeLog } from '@paycore/testing';
import request from 'supertest';
import { returnRoutes } from './returns.ts';

const links = new FakeLinks();

function anApi(seen: (payment: Payment) => Return, payment = aPayment({ gateway: 'paypal' })) {
  const asked: unknown[][] = [];
  const receiveReturn = {
    execute: async (...args: unknown[]) => {
      asked.push(args);
      if (args[0] !== 'paypal') throw new PayCoreError('notFound', 'PAYMENT_NOT_FOUND', 'Payment not found');
      return seen(payment);
    },
  };
  const log = fakeLog();
  const app = shell({
    name: 'api',
    log,
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) => returnRoutes(express, { receiveReturn, links, clock: new FakeClock(), log }),
  });
  const come = (query = '', locale = 'zh-tw', gateway = 'paypal') =>
    request(app).get(`/${locale}/payment/${gateway}/return/${payment.paymentNo}${query}`);
  return { app, asked, payment, come };
}

const asState =
  (isPaidBeside = false) =>
  (payment: Payment) =>
    ({ shows: 'state', payment, isPaidBeside }) as const;
const toPage = (isWaiting: boolean) => (payment: Payment) => ({ shows: 'page', payment, isWaiting }) as const;

describe('a payer who comes back', () => {
  it('is led to the payment page, in the language of the address', async () => {
    const { come, payment, asked } = anApi(toPage(false));
    const { status, headers } = await come('?token=ORDER1&PayerID=X', 'en');
    expect([status, headers['location']]).toEqual([303, links.page(payment.paymentNo, 'en')]);
    expect(asked).toEqual([['paypal', payment.paymentNo, { token: 'ORDER1', PayerID: 'X' }]]);
  });

  it('is not sent off again by that page while the money is awaited', async () => {
    const { come, payment } = anApi(toPage(true));
    expect((await come()).headers['location']).toBe(`${links.page(payment.paymentNo)}&back=1`);
  });

  it('proves nothing by a parameter that comes twice', async () => {
    const { come, asked } = anApi(toPage(true));
    await come('?token=ORDER1&token=ORDER2');
    expect(asked[0]?.[2]).toEqual({});
  });

  it('may be sent by POST, whose fields nobody reads', async () => {
    const { app, payment, asked } = anApi(toPage(true));
    const path = `/zh-tw/payment/paypal/return/${payment.paymentNo}?token=A%26b`;
    const { status, headers } = await request(app).post(path).type('form').send({ token: 'EVIL' });
    expect([status, headers['location'], asked]).toEqual([303, path, []]);
  });
});

describe('anybody’s browser', () => {
  const urls = { success: 'https://shop.example/thanks', cancel: 'https://shop.example/cart' };

  it.each<[PaymentStatus, string]>([
    ['pending', '等待付款'],
    ['paid', '付款完成'],
    ['failed', '付款'],
    ['expired', '期限'],
  ])('sees the state %s and nothing else', async (status, words) => {
    const request = {
      ...aPayment().request,
      amount: 987_654,
      itemName: '折傘',
      merchantOrderNo: 'SECRET-7',
      urls,
      buyer: { name: '王小明' },
    };
    const payment = aPayment({ gateway: 'paypal', status, request });
    const { text, headers, type } = await anApi(asState(), payment).come();
    expect([type, headers['cache-control'], headers['referrer-policy']]).toEqual([
      'text/html',
      'no-store',
      'no-referrer',
    ]);
    expect(text).toContain(words);
    const hidden = ['987', 'NT$', '折傘', 'SECRET-7', '王小明', 'thanks', 'cart', 'token', payment.paymentNo];
    for (const word of hidden) expect(text.replaceAll(/<script.*?<\/script>/g, '')).not.toContain(word);
    // Whose the browser is nobody knows: it is led to the shop, not to the page of this order.
    expect(text.includes('<a class="button" href="https://shop.example"')).toBe(status === 'paid');
    expect(text.includes('class="result paid"')).toBe(status === 'paid');
  });

  it.each([
    ['zh-tw', '此訂單已付款，請勿再付款'],
    ['en', 'Already paid, do not pay again'],
  ])('sees in %s that another payment has paid the order', async (locale, heading) => {
    const { text } = await anApi(asState(true)).come('', locale);
    expect(text).toContain(`<h1>${heading}</h1>`);
    expect(text).not.toContain('http-equiv="refresh"');
  });

  it('sees an expired payment at its deadline', async () => {
    const expiresAt = new Date('2026-06-22T03:59:59Z');
    const payment = aPayment({ gateway: 'paypal', expiresAt });
    const { text } = await anApi(asState(), payment).come('', 'en');
    expect(text).toContain('The deadline has passed');
  });

  it('is told of an order that was paid or replaced', async () => {
    const { status, text } = await anApi(() => ({ shows: 'replaced' })).come('?token=ORDER1', 'en');
    expect([status, text.includes('This order was paid or replaced')]).toEqual([200, true]);
  });

  it('finds no page under an unknown gateway, language or number', async () => {
    const { app, come } = anApi(toPage(true));
    for (const answer of [
      await come('', 'zh-tw', 'acme'),
      await come('', 'fr'),
      await request(app).get('/zh-tw/payment/paypal/return/PAY1'),
      await request(app).post('/fr/payment/paypal/return/PAY1'),
    ]) {
      expect([answer.status, answer.type]).toEqual([404, 'text/html']);
    }
  });
});
