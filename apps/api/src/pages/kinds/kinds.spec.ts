import type { Page, StoreChain } from '@paycore/core';
import type { PaymentDifferences } from '@paycore/testing';
import request from 'supertest';
import { kinds, payable, segments } from '../fixtures/kinds.ts';
import { payerApp } from '../fixtures/payer-app.ts';
import type { Locale } from '../texts.ts';

async function open(page: Page, { locale = 'zh-tw', query = '', ...differences }: Opening = {}) {
  const payment = payable(page, differences);
  const { app, pathOf, log } = payerApp(payment);
  const answer = await request(app).get(pathOf(payment, locale) + query);
  return { ...answer, policy: String(answer.headers['content-security-policy']), log };
}

type Opening = PaymentDifferences & { readonly locale?: Locale; readonly query?: string };

const titles: [keyof typeof kinds, zh: string, en: string][] = [
  ['code', '超商代碼繳費', 'Pay at a convenience store'],
  ['barcode', '超商條碼繳費', 'Pay by barcode at a convenience store'],
  ['form', '前往付款', 'Continue to payment'],
  ['redirect', '前往付款', 'Continue to payment'],
];

describe.each(titles)('a %s', (kind, zh, en) => {
  it('is shown in both languages, with amount, deadline or button, and the way back', async () => {
    for (const [locale, title] of [
      ['zh-tw', zh],
      ['en', en],
    ] as const) {
      const { status, text } = await open(kinds[kind], { locale });
      expect(status).toBe(200);
      expect(text).toContain(`<h1>${title}</h1>`);
      expect(text).toContain(`<title>${title} · NT$1,234</title>`);
      expect(text).toContain(`data-version="${kind}"`);
      expect(text).toContain('href="https://shop.example/cart"');
      expect(text).toContain('晴雨兩用折傘');
      expect(/6月28日週日 23:59|Sun, June 28, 2026 at 23:59/.test(text)).toBe(kind !== 'form' && kind !== 'redirect');
    }
  });

  it('runs and loads nothing of strangers, and holds no token but in links to itself, save where it asks for an order', async () => {
    const { text, policy } = await open(kinds[kind]);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/\son\w+=|style=|<iframe|<img/);
    expect(text.replaceAll(/<a href="[^"]*" lang=/g, '').includes('token')).toBe(kind === 'form');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it.each([
    ['paid', { status: 'paid' }, '付款完成'],
    ['failed', { status: 'failed' }, '付款未完成'],
    ['expired', { status: 'expired' }, '已超過繳費期限'],
    ['past its deadline', { expiresAt: new Date('2026-06-22T03:59:59Z') }, '已超過繳費期限'],
  ] as const)('is gone once it is %s', async (_name, differences, title) => {
    const { text, policy } = await open(kinds[kind], differences);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).not.toMatch(/<form|class="bars"|GW226062212345|gateway\.example/);
    expect(policy).toContain("form-action 'none'");
  });
});

describe('a store code', () => {
  it('is copied bare, and leads to the gateway’s words on it', async () => {
    const { text } = await open(kinds.code);
    expect(text).toContain('<span class="code large">GW226062212345</span>');
    expect(text).toContain('data-copy="GW226062212345"');
    expect(text).toContain('<a href="https://gateway.example/slip" target="_blank" rel="noopener noreferrer">');
  });

  it.each([undefined, '', 'javascript:alert(1)'])('has no link where the gateway gave %j', async (url) => {
    const { text } = await open({ kind: 'code', code: 'A1', ...(url !== undefined && { url }) });
    expect(text).not.toMatch(/class="outside"|javascript:/);
  });
});

describe('the stores that take a code', () => {
  const codeAt = (...chains: StoreChain[]): Page => ({ ...kinds.code, chains });

  it('are one, named with its kiosk and the way there, and no other', async () => {
    const { text } = await open(codeAt('fami'));
    expect(text).toContain('到 全家 的 FamiPort 繳費。這組代碼不能在其他超商使用。');
    expect(text).toContain('全家的 FamiPort：「繳費」→「代碼繳費」');
    expect(text).not.toMatch(/ibon|Life-ET|OK\.go/);
    expect((await open(codeAt('ibon'))).text).not.toContain('FamiPort');
    expect((await open(codeAt('ibon'), { locale: 'en' })).text).toContain('pay at 7-ELEVEN, on its ibon kiosk');
  });

  it('are several, each with its own way', async () => {
    const { text } = await open(codeAt('ibon', 'fami', 'hilife', 'ok'));
    expect(text).toContain('到 7-ELEVEN、全家、萊爾富或OK 超商 的多媒體機繳費');
    for (const kiosk of ['ibon', 'FamiPort', 'Life-ET', 'OK.go']) expect(text).toContain(`的 ${kiosk}：「`);
  });

  it('are not named where the gateway names none', async () => {
    const { text } = await open(kinds.code);
    expect(text).not.toMatch(/ibon|FamiPort|全家|7-ELEVEN/);
  });

  it('are those that scan its bar codes', async () => {
    const { text } = await open({ ...kinds.barcode, chains: ['ibon', 'ok'] });
    expect(text).toContain('到 7-ELEVEN或OK 超商 的櫃檯出示本頁');
    expect((await open(kinds.barcode)).text).not.toContain('7-ELEVEN');
  });
});

describe('the ways out', () => {
  it.each(['account', 'code', 'barcode'] as const)('of who holds an %s: to pay later, or not to pay', async (kind) => {
    const { text } = await open(kinds[kind]);
    expect(text).toMatch(/href="https:\/\/shop\.example\/thanks"[^>]*>稍後付款，返回商店</);
    expect(text).toMatch(/href="https:\/\/shop\.example\/cart"[^>]*>不付款，返回商店</);
  });

  it.each(['form', 'redirect'] as const)('of who has nothing to take along: %s', async (kind) => {
    const { text } = await open(kinds[kind]);
    expect(text).not.toContain('稍後付款');
    expect(text).toContain('不付款，返回商店');
  });
});

describe('the way to the gateway', () => {
  it.each([
    ['all', '即將前往 綠界，請在該頁選擇付款方式'],
    ['credit', '即將前往 綠界，以信用卡付款。'],
  ])('says what for, and speaks of a choice only where there is one: %s', async (method, lead) => {
    const { text } = await open(kinds.form, { method });
    expect(text).toContain(lead);
    expect(text).toContain('>前往 綠界 付款</button>');
  });
});

it.each(Object.entries(kinds))('a page has at most one primary button: %s', async (_kind, page) => {
  const { text } = await open(page);
  const buttons = text.match(/<button[^>]*>|<a\s[^>]*class="button[^>]*>/g) ?? [];
  expect(buttons.filter((tag) => !tag.includes('plain')).length).toBeLessThanOrEqual(1);
});

it('a paid page is a receipt: when, how, and the numbers', async () => {
  const paidAt = new Date('2026-06-22T03:59:00Z');
  const { text } = await open(kinds.account, { status: 'paid', paidAt, gatewayTradeNo: '2606221200000001' });
  for (const shown of ['2026年6月22日週一 11:59', 'ATM 轉帳', '2606221200000001', '綠界'])
    expect(text).toContain(shown);
});

describe('bar codes', () => {
  it('are three pictures, whose segments stand nowhere as text', async () => {
    const { text } = await open(kinds.barcode);
    expect(text.match(/<svg\s+class="bars"/g)).toHaveLength(3);
    expect(text).toContain('第 3 段，共 3 段');
    for (const segment of segments) expect(text).not.toContain(segment);
    expect(text).not.toMatch(/<text|data-copy="/);
  });

  it('are taken along as the page’s address, which the script reads from the browser', async () => {
    const { text } = await open(kinds.barcode);
    expect(text).toMatch(/<button\s[^>]*data-copy-page[^>]*hidden\s*>/);
  });

  it('link to the introduction of their own gateway, and to no other', async () => {
    const { text } = await open(kinds.barcode);
    expect(text.match(/href="https:\/\/(?!shop)[^"]*"/g)).toEqual(['href="https://gateway.example/about-barcodes"']);
  });

  it.each(['abc', '條碼', '', '*1*'])(
    'that cannot be drawn (%j) are a page that says so, and no secret',
    async (segment) => {
      const { status, type, text, log } = await open({ ...kinds.barcode, segments: [segment, 'A', 'B'] });
      expect([status, type]).toEqual([500, 'text/html']);
      expect(text).toContain('<h1>無法顯示付款資料</h1>');
      expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'Payment page failed' }));
    },
  );
});

describe('a redirect', () => {
  const link =
    /<a\s+class="button"\s+href="https:\/\/gateway\.example\/approve\?order=1&amp;a=&quot;&gt;&lt;b&gt;"[^>]*>/;

  it('is a link, which the script follows for a payer who comes first, never for one who comes back', async () => {
    const first = (await open(kinds.redirect)).text;
    expect(first).toMatch(link);
    expect(first).toMatch(/<p class="leave" data-once="PAY\w+-1">/);
    const { text } = await open(kinds.redirect, { query: '&back=1', locale: 'en' });
    expect(text).toMatch(link);
    expect(text).not.toContain('data-once');
    expect(text).toContain('You left the payment page.');
  });

  it('says first, as an alert, that the last try was declined', async () => {
    const events = [{ at: new Date(), type: 'declined' as const, detail: { reason: 'INSTRUMENT_DECLINED' } }];
    const { text } = await open(kinds.redirect, { events });
    expect(text).toContain('role="alert">上一次付款未成功，沒有扣款。');
    expect(text).toMatch(link);
    expect(text).not.toMatch(/data-once|INSTRUMENT/);
    expect((await open(kinds.redirect)).text).not.toContain('上一次付款未成功');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '', '//gateway.example', 'ftp://gateway.example'])(
    'to %j is a page that says so',
    async (url) => {
      const { status, text } = await open({ kind: 'redirect', url }, { locale: 'en' });
      expect([status, text.includes('<h1>The payment cannot be shown</h1>')]).toEqual([500, true]);
      expect(text).not.toMatch(/class="button"|javascript:/);
    },
  );
});

describe('an account', () => {
  it('shows what is known of its bank', async () => {
    const { text } = await open(kinds.account, { locale: 'en' });
    const named = 'Cathay United Bank (國泰世華銀行)';
    for (const known of [named, '>013<', 'Enter the bank code and the account number', 'Transfer exactly NT$1,234.'])
      expect(text).toContain(known);
    expect(text).toContain('data-copy="1234"');
    expect((await open(kinds.account)).text).not.toContain('Cathay');
  });

  it.each(['en', 'zh-tw'] as const)('asks for no bank in %s where its gateway names none', async (locale) => {
    const { text } = await open({ kind: 'account', account: '9103522175887271' }, { locale });
    expect(text).toContain('<span>9103</span>');
    expect(text).not.toMatch(/undefined|null|false|bank code|<dt>Bank|銀行代碼|<dt>銀行/i);
  });
});
