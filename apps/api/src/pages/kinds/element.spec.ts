import type { PaymentEvent } from '@paycore/core';
import type { PaymentDifferences } from '@paycore/testing';
import request from 'supertest';
import { driverUrl } from '../../assets.ts';
import { payable } from '../fixtures/kinds.ts';
import { payerApp, withElement } from '../fixtures/payer-app.ts';

const params = { client_secret: `s3cr3t"'><script>alert(1)</script>&amp;`, type: 'card' };

async function open({
  query = '',
  locale = 'zh-tw',
  ...more
}: PaymentDifferences & { query?: string; locale?: string } = {}) {
  const payment = payable({ kind: 'element', params }, { gateway: 'toy', ...more });
  const { app, pathOf } = payerApp(payment);
  return request(app).get(pathOf(payment, locale) + query);
}

const policyOf = (headers: unknown) =>
  String((headers as Record<string, string>)['content-security-policy']).split('; ');

describe('a gateway’s own form', () => {
  it('has its place, its button and its words in both languages', async () => {
    for (const [locale, title, button, needs] of [
      ['zh-tw', '付款', '確認付款', '需要 JavaScript'],
      ['en', 'Payment', 'Pay now', 'needs JavaScript'],
    ]) {
      const { status, text } = await open({ locale: String(locale) });
      expect(status).toBe(200);
      expect(text).toContain(`<h1>${title}</h1>`);
      expect(text).toContain(`data-pay disabled>${button}</button>`);
      expect(text).toContain(`data-locale="${locale}"`);
      expect(text).toMatch(new RegExp(`<noscript><p class="hint">[^<]*${needs}`));
      expect(text).toContain('1,234');
    }
  });

  it('is told its params as text that cannot leave the attribute', async () => {
    const { text } = await open();
    expect(text).not.toContain('<script>alert');
    const [, written = ''] = /data-params="([^"]*)"/.exec(text) ?? [];
    const read = written
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(read)).toEqual(params);
  });

  it('loads the gateway’s library and then our driver, and nothing inline', async () => {
    const { text } = await open();
    const scripts = [...text.matchAll(/<script src="([^"]*)" defer><\/script>/g)].map(([, src]) => src);
    expect(scripts.slice(1)).toEqual(['https://js.gateway.example/v1/lib.js', driverUrl(withElement)]);
    expect(text.match(/<script/g)).toHaveLength(3);
    expect(text.replaceAll(/<a href="[^"]*" lang=/g, '')).not.toMatch(/\son\w+=|style=|token/);
  });

  it('may reach what the gateway names, and no more', async () => {
    const { headers } = await open();
    expect(policyOf(headers)).toEqual([
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self' https://js.gateway.example",
      "img-src 'self'",
      "connect-src 'self' https://api.gateway.example",
      'frame-src https://frames.gateway.example',
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers).toMatchObject({
      'permissions-policy': expect.stringContaining(
        'usb=(), xr-spatial-tracking=(), payment=(self "https://frames.gateway.example")',
      ),
      'referrer-policy': 'strict-origin',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
    });
  });

  it('is folded away for who comes back, until the gateway has declined', async () => {
    const { text } = await open({ query: '&back=1&redirect_status=succeeded' });
    expect(text).toContain('正在確認付款結果');
    expect(text).toMatch(/<details class="again">[\s\S]*data-element[\s\S]*<\/details>/);
    const events: PaymentEvent[] = [{ at: new Date(), type: 'declined', detail: { reason: 'card_declined' } }];
    const declined = await open({ query: '&back=1', events });
    expect(declined.text).toContain('role="alert">付款未成功');
    expect(declined.text).not.toContain('<details class="again"');
  });

  it.each([['paid'], ['failed'], ['expired']] as const)('is gone once the payment is %s', async (status) => {
    const { text, headers } = await open({ status });
    expect(text).not.toMatch(/data-element|s3cr3t|gateway\.example/);
    expect(policyOf(headers)).toContain("frame-src 'none'");
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' });
  });

  it('is a page that says so where the gateway has none', async () => {
    expect((await open({ gateway: 'ecpay' })).status).toBe(500);
  });

  it('finds its driver at an address of its content', async () => {
    const { app } = payerApp();
    const meant = await request(app).get(driverUrl(withElement));
    expect([meant.status, meant.text]).toEqual([200, withElement.element?.driver]);
    expect(meant.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const other = await request(app).get('/assets/gateways/toy.js?v=old');
    expect([other.status, other.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect((await request(app).get('/assets/gateways/ecpay.js')).status).toBe(404);
  });
});
