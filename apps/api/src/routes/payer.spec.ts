import { Gateways, PayCoreError, Secret, type Gateway, type OpenedPage, type Page, type Payment } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import {
  anAttempt,
  aPayment,
  fakeLog,
  FakeClock,
  FakeLinks,
  firstAttempt,
  type PaymentDifferences,
} from '@paycore/testing';
import request from 'supertest';
import { payerRoutes } from './payer.ts';

const method = { name: 'atm', decimalsOf: (currency: string) => (currency === 'USD' ? 2 : 0) };
const gatewayOf = (name: string) => ({ name, methods: { atm: method } }) as unknown as Gateway;
const gateways = new Gateways([gatewayOf('ecpay'), gatewayOf('smilepay')]);
const page: Page = { kind: 'account', bankCode: '013', bankName: '國泰世華銀行', account: '9103522175887271' };
const expiresAt = new Date('2026-06-28T15:59:59Z');

const issued = (differences: PaymentDifferences = {}) => aPayment({ page: Secret.of(page), expiresAt, ...differences });
const ordered = (changes: Partial<Payment['request']>, differences: PaymentDifferences = {}) =>
  issued({ ...differences, request: { ...aPayment().request, ...changes } });

function aPage(payment: Payment, { sandboxUrl, broken }: { sandboxUrl?: string; broken?: Error } = {}) {
  const clock = new FakeClock();
  const links = new FakeLinks();
  const opened: string[] = [];
  const returned: string[] = [];
  const execute = async (paymentNo: string, token: string): Promise<OpenedPage> => {
    opened.push(paymentNo);
    if (broken) throw broken;
    if (paymentNo === payment.paymentNo && links.isPageToken(paymentNo, token))
      return { payment, isPaidBeside: false, offered: [], page: {} };
    throw new PayCoreError('notFound', 'PAYMENT_NOT_FOUND', 'Payment not found');
  };
  const openPayPage = {
    execute,
    marks: async () => new Map(),
    returned: async (paymentNo: string, token: string) => {
      await execute(paymentNo, token);
      returned.push(paymentNo);
    },
  };
  const pressButton = { execute: async () => ({ payment }) };
  const log = fakeLog();
  const demo = sandboxUrl !== undefined && { sandboxUrl };
  const services = { openPayPage, pressButton, gateways, clock, links, log, ...demo };
  const app = shell({
    name: 'api',
    log,
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) => payerRoutes(express, services),
  });
  const token = `token-of-${payment.paymentNo}`;
  const path = (locale = 'zh-tw') => `/${locale}/pay/${payment.paymentNo}`;
  const open = (locale?: string) => request(app).get(`${path(locale)}?token=${token}`);
  const status = () => request(app).get(`${path()}/status?token=${token}`);
  return { app, clock, log, opened, returned, path, token, open, status };
}

describe('a payment to be transferred', () => {
  it('shows all that the payer needs', async () => {
    const payment = ordered({ amount: 1234567, itemName: '折傘', urls: { cancel: 'https://shop.example/cart' } });
    const { status, type, text } = await aPage(payment).open();
    expect([status, type]).toEqual([200, 'text/html']);
    expect(text).toContain('<html lang="zh-Hant-TW">');
    for (const shown of ['國泰世華銀行', '013', '1,234,567', 'NT$', '2026年6月28日週日 23:59', '台北時間', '折傘']) {
      expect(text).toContain(shown);
    }
    expect(text).toContain('data-copy="9103522175887271"');
    expect(text).toContain('<span>9103</span><span>5221</span><span>7588</span><span>7271</span>');
    expect(text).toContain('href="https://shop.example/cart" rel="noopener noreferrer"');
    expect(text).toContain(payment.paymentNo);
  });

  it.each([
    [{ amount: 123_499, decimals: 2 }, '1,234.99'],
    [{ amount: 100_050, decimals: 2 }, '1,000.50'],
    [{ amount: 123_400, decimals: 2 }, '1,234'],
    [{ amount: 1234, decimals: 0 }, '1,234'],
    [{ amount: 123_499 }, '1,234.99'],
  ])('shows the money of %j as %s', async (money, shown) => {
    const { text } = await aPage(ordered({ ...money, currency: 'USD' })).open();
    expect(text).toContain(`<span class="amount">US$${shown}</span>`);
  });

  it.each([
    ['ja,en;q=0.5', '', 'ja'],
    ['fr,vi;q=0.5', '&back=1', 'vi'],
    ['zh-HK,en;q=0.5', '', undefined],
    ['fr', '', undefined],
    ['en', '&lang=1', undefined],
    ['en', '&attempt=1', undefined],
    ['en', '&failed=1', undefined],
  ])('that names no language is led to the browser’s: %s with %j to %s', async (languages, query, locale) => {
    const payment = issued();
    const path = `/zh-tw/pay/${payment.paymentNo}?token=token-of-${payment.paymentNo}${query}`;
    const { status, headers } = await request(aPage(payment).app).get(path).set('Accept-Language', languages);
    const to = locale && path.replace('zh-tw', locale);
    expect([status, headers['location']]).toEqual([to ? 303 : 200, to]);
    if (to)
      expect(headers).toMatchObject({ vary: expect.stringContaining('Accept-Language'), 'cache-control': 'no-store' });
  });

  it('keeps the language that the merchant or the payer chose, whatever the browser speaks', async () => {
    const payment = issued();
    const attempts = payment.attempts.map((attempt) => ({ ...attempt, locale: 'zh-tw' }));
    for (const chosen of [
      { ...payment, request: { ...payment.request, locale: 'zh-tw' } },
      { ...payment, attempts },
    ]) {
      const path = `/zh-tw/pay/${payment.paymentNo}?token=token-of-${payment.paymentNo}`;
      const { status } = await request(aPage(chosen).app).get(path).set('Accept-Language', 'en');
      expect(status).toBe(200);
    }
  });

  it('speaks English too, and leads to the other languages', async () => {
    const payment = issued();
    const { text } = await aPage(payment).open('en');
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('Pay by ATM transfer');
    expect(text).toContain(
      `<a href="/ja/pay/${payment.paymentNo}?token=token-of-${payment.paymentNo}&amp;lang=1" lang="ja">日本語</a>`,
    );
    expect(text.match(/<a href="[^"]*" lang=/g)).toHaveLength(8);
  });

  it('shows the major unit of the currency', async () => {
    const { text } = await aPage(ordered({ amount: 123450, currency: 'USD' })).open();
    expect(text).toContain('1,234.50');
  });

  it('holds its token in the links to itself alone, runs no foreign script and is kept by nobody', async () => {
    const { open, token } = aPage(issued());
    const { text, headers } = await open();
    expect(text.replaceAll(/<a href="[^"]*" lang=/g, '')).not.toContain(token);
    expect(text.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script src="\/assets\/pay\.js\?v=\w+" defer>$/),
    ]);
    expect(text).not.toMatch(/\son\w+=|style=/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'permissions-policy': expect.stringMatching(/^accelerometer=\(\), camera=\(\).*, payment=\(\)/),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('works without scripts', async () => {
    const { text } = await aPage(issued()).open();
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="15" /></noscript>');
    expect(text).toMatch(/<button\s[^>]*hidden\s*>/);
  });

  it('marks the test environment, and only that', async () => {
    expect((await aPage(issued()).open()).text).toContain('測試環境');
    expect((await aPage(issued({ environment: 'production' })).open()).text).not.toContain('測試環境');
  });

  it('leads to the simulator in the demo, and only there', async () => {
    const payment = issued();
    const link = `http://127.0.0.1:4003/ecpay/orders/${firstAttempt(payment).gatewayOrderNo}`;
    expect((await aPage(payment, { sandboxUrl: 'http://127.0.0.1:4003' }).open()).text).toContain(`href="${link}"`);
    expect((await aPage(payment).open()).text).not.toMatch(/class="demo"|\/orders\//);
  });

  it('leads there to the attempt that is shown', async () => {
    const payment = issued({ expiresAt: new Date('2026-06-22T03:00:00Z') });
    const second = anAttempt({ no: 2, gateway: 'smilepay', page: Secret.of(page), expiresAt });
    const { text } = await aPage(
      { ...payment, attempts: [...payment.attempts, second] },
      { sandboxUrl: 'http://127.0.0.1:4003' },
    ).open();
    expect(text).toContain(`href="http://127.0.0.1:4003/smilepay/orders/${second.gatewayOrderNo}"`);
    expect(text).not.toContain(firstAttempt(payment).gatewayOrderNo);
  });
});

describe('how a payment stands', () => {
  const urls = { success: 'https://shop.example/thanks', cancel: 'https://shop.example/cart' };
  const stood: [string, PaymentDifferences, shown: string, words: string, link?: string][] = [
    ['paid', { status: 'paid' }, 'paid', '付款完成', urls.success],
    ['failed', { status: 'failed' }, 'failed', '付款未完成', urls.cancel],
    ['expired', { status: 'expired' }, 'expired', '已超過繳費期限', urls.cancel],
    ['past its deadline', { expiresAt: new Date('2026-06-22T04:00:00Z') }, 'expired', '已超過繳費期限', urls.cancel],
  ];

  it.each(stood)('%s', async (_name, differences, shown, words, link) => {
    const { open, status } = aPage(ordered({ urls }, differences));
    const { text } = await open();
    expect(text).toContain(`<h1>${words}</h1>`);
    expect(text).toContain(`data-version="${shown}"`);
    expect(text).toContain(`href="${link}"`);
    expect(text).not.toContain('9103522175887271');
    const { body, headers } = await status();
    expect(body.version).toBe(shown);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is still being created', async () => {
    const { open, status } = aPage(aPayment());
    expect((await open()).text).toContain('<h1>正在準備付款資料</h1>');
    expect((await status()).body).toEqual({ status: 'pending', version: 'creating' });
  });

  it('turns to expired at the deadline, though the status is pending yet', async () => {
    const { status, clock } = aPage(issued());
    expect((await status()).body).toEqual({ status: 'pending', version: 'account' });
    clock.advance(expiresAt.getTime() - clock.now().getTime());
    expect((await status()).body).toEqual({ status: 'expired', version: 'expired' });
  });

  it('is asked for no more once it is paid', async () => {
    const { text } = await aPage(issued({ status: 'paid' })).open();
    expect(text).toContain('data-poll-seconds=""');
    expect(text).not.toContain('http-equiv="refresh"');
  });
});

describe('text of strangers', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '</title><svg onload=alert(1)>',
    '{{amount}} $t(paidTitle)',
  ];

  it.each(payloads)('%s', async (payload) => {
    const buyer = { name: payload, email: payload, mobile: payload, tel: payload, account: payload };
    const urls = { success: payload, cancel: payload, payok: payload };
    const request = {
      merchantOrderNo: payload,
      itemName: payload,
      description: payload,
      buyer,
      urls,
      currency: payload,
    };
    const stranger: Page = { kind: 'account', bankCode: payload, bankName: payload, account: payload };
    for (const status of ['pending', 'paid', 'failed', 'expired'] as const) {
      const { text } = await aPage(ordered(request, { page: Secret.of(stranger), status })).open();
      expect(text).toContain('</html>');
      expect(text).not.toMatch(/<script>|<img|onload=alert\(1\)>|'-alert/);
      expect(text.match(/<script/g)).toHaveLength(1);
    }
  });

  it('makes no link of what is no web address', async () => {
    const urls = { success: 'javascript:alert(1)', cancel: 'data:text/html,x' };
    for (const status of ['pending', 'paid', 'failed'] as const) {
      expect((await aPage(ordered({ urls }, { status })).open()).text).not.toMatch(/javascript:|data:text/);
    }
  });
});

describe('who may see it', () => {
  it('answers the same page for all that it does not know', async () => {
    const payment = issued();
    const { app, path, token, opened } = aPage(payment);
    const unknown = 'PAY202606221200ZZZZZZZZ';
    const asked = [`${path()}?token=wrong`, `/zh-tw/pay/${unknown}?token=${token}`];
    const malformed = [
      `${path()}`,
      `${path()}?token=`,
      `${path()}?token=${token}&token=${token}`,
      `${path()}?token[]=${token}`,
      `${path()}?token[$ne]=`,
      `/zh-tw/pay/x?token=${token}`,
      `/zh-tw/pay/${payment.paymentNo.toLowerCase()}?token=${token}`,
      `/fr/pay/${payment.paymentNo}?token=${token}`,
      `/constructor/pay/${payment.paymentNo}?token=${token}`,
    ];
    const answers = await Promise.all([...asked, ...malformed].map((url) => request(app).get(url)));
    for (const { status, text, type, headers } of answers) {
      expect([status, type, headers['cache-control']]).toEqual([404, 'text/html', 'no-store']);
      expect(text).toBe(answers[0]?.text);
      expect(text).toContain('找不到此付款頁');
    }
    expect(opened.filter((no) => ![payment.paymentNo, unknown].includes(no))).toEqual([]);
  });

  it('picks the language of the unknown page from its address, else from the browser', async () => {
    const { app } = aPage(issued());
    expect((await request(app).get('/en/pay/x').set('Accept-Language', 'zh-TW')).text).toContain('lang="en"');
    expect((await request(app).get('/fr/pay/x').set('Accept-Language', 'en-GB')).text).toContain('lang="en"');
    expect((await request(app).get('/fr/pay/x').set('Accept-Language', 'fr')).text).toContain('lang="zh-Hant-TW"');
  });

  it('guards the status in the same way', async () => {
    const { app, path } = aPage(issued());
    const { status, body } = await request(app).get(`${path()}/status?token=wrong`);
    expect([status, body.error.error_code]).toEqual([404, 'PAYMENT_NOT_FOUND']);
  });

  it('says that it will come back when the database is away', async () => {
    const broken = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'The database is away.');
    const { open, status, log } = aPage(issued(), { broken });
    const { status: code, text, headers } = await open();
    expect([code, text.includes('<meta http-equiv="refresh" content="5" />')]).toEqual([503, true]);
    expect(headers['retry-after']).toBe('5');
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect((await status()).status).toBe(503);
  });
});

describe('a payer sent back by POST', () => {
  it('is led to the page, and no field is believed', async () => {
    const { app, path, token, returned } = aPage(issued());
    const answer = await request(app).post(`${path()}?token=${token}`).type('form').send({ RtnCode: '1', token: 'x' });
    expect([answer.status, answer.headers['location'], answer.text]).toEqual([
      303,
      `${path()}?token=${token}&back=1`,
      '',
    ]);
    expect(returned).toHaveLength(1);
  });

  it('is shown the same unknown page without the token', async () => {
    const { app, path, returned } = aPage(issued());
    expect((await request(app).post(path()).type('form').send({ token: 'x' })).status).toBe(404);
    expect(returned).toEqual([]);
  });
});
