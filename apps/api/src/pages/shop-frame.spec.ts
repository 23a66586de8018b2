import { createHash } from 'node:crypto';
import type { PageSettings } from '@paycore/core';
import request from 'supertest';
import { chooserApp } from './fixtures/chooser-app.ts';
import { kinds, payable } from './fixtures/kinds.ts';
import { payerApp } from './fixtures/payer-app.ts';

const bytes = Buffer.from('an image');
const logo = {
  hash: createHash('sha256').update(bytes).digest('hex'),
  type: 'image/png',
  width: 320,
  height: 80,
} as const;

async function dressed(page: PageSettings) {
  const world = await chooserApp();
  await world.dress(page);
  return world;
}

describe('a shop on its page', () => {
  it('has its name, as text', async () => {
    const { open } = await dressed({ shopName: '<b>茶 & 壺</b>' });
    const { text } = await open();
    expect(text).toContain('<span>&lt;b&gt;茶 &amp; 壺&lt;/b&gt;</span>');
    expect(text).not.toContain('安全付款頁');
  });

  it('has its logo, which is the icon too: one image to load', async () => {
    const { app, open, shops } = await dressed({ shopName: '茶壺', logo });
    await shops.saveLogo({ ...logo, bytes });
    const { text, headers } = await open();
    const address = `/logos/${logo.hash}`;
    expect(text).toContain(`<img src="${address}" alt="" width="160" height="40" />`);
    expect(text).toContain(`<link rel="icon" type="image/png" href="${address}" />`);
    expect(text).not.toContain('pay.svg');
    expect(headers['content-security-policy']).toContain("img-src 'self'");
    const image = await request(app).get(address);
    expect([image.status, image.body]).toEqual([200, bytes]);
    expect(image.headers).toMatchObject({ 'content-type': 'image/png' });
  });

  it('has its colour, in the stylesheet: nothing stands in the page itself', async () => {
    const { app, open } = await dressed({ accentColor: '#B00020' });
    const { text } = await open();
    const [, address = ''] = /<link rel="stylesheet" href="([^"]*)"/.exec(text) ?? [];
    const { status, text: css } = await request(app).get(address.replaceAll('&amp;', '&'));
    expect(status).toBe(200);
    expect(css).toContain(':root{--brand:#B00020;--brand-dark:#8c0019}');
    expect(text).not.toMatch(/style=|<style|B00020(?!")/);
    for (const accent of ['red', 'B0002', 'B00020}', '%23B00020']) {
      expect((await request(app).get(`/assets/pay.css?accent=${accent}`)).text).not.toContain(':root{--brand');
    }
  });

  it.each([
    ['https://shop.example/help', 'href="https://shop.example/help"'],
    ['help@shop.example', 'href="mailto:help@shop.example"'],
    ['02-1234-5678', 'href="tel:0212345678"'],
    ['+886 2 1234 5678', 'href="tel:+886212345678"'],
  ])('is asked for help at %s', async (supportContact, href) => {
    const { text } = await (await dressed({ supportContact })).open();
    expect(text).toContain(href);
    expect(text).toContain('需要協助？請聯絡商店');
  });

  it.each(['javascript:alert(1)', 'LINE @shop', 'a"b@c.example', '<i>1</i>'])(
    'is asked at %s, which is no link',
    async (supportContact) => {
      const { text } = await (await dressed({ supportContact })).open();
      expect(text).toMatch(/<footer><p>[^<]*<\/p><\/footer>/);
    },
  );

  it('leads back by itself after the payment, where it wants to', async () => {
    const { pick, open, settle, payment } = await dressed({ successRedirectSeconds: 5 });
    await pick('ecpay/atm');
    expect((await open()).text).not.toContain('data-leave');
    await settle(payment, { status: 'paid' });
    const { text } = await open();
    expect(text).toMatch(/<p class="hint" role="status" data-leave="5"[^>]*>\s*5 秒後自動返回商店。\s*</);
    expect(text).toContain(
      '<noscript><meta http-equiv="refresh" content="5;url=https://shop.example/thanks" /></noscript>',
    );
    const [, stay = ''] = /data-stay href="[^"]*(&amp;stay=1)"/.exec(text) ?? [];
    expect((await open(stay.replace('&amp;', '&'))).text).not.toMatch(/data-leave|http-equiv="refresh"/);
  });

  it('leads nowhere where the payer has to read that they paid twice, nor unasked', async () => {
    const { pick, open, settle, payment, dress } = await dressed({});
    await pick('ecpay/atm');
    await pick('smilepay/atm');
    await settle(payment, { status: 'paid' }, 1);
    expect((await open()).text).not.toContain('data-leave');
    await dress({ successRedirectSeconds: 5 });
    expect((await open()).text).toContain('data-leave');
    await settle(payment, { status: 'paid' }, 2);
    expect((await open()).text).not.toMatch(/data-leave|http-equiv/);
  });

  it('looks the same where the merchant fixed the method', async () => {
    const payment = payable(kinds.account);
    const { app, shops, pathOf } = payerApp(payment);
    const shop = await shops.find(payment.project, payment.environment);
    const page = {
      shopName: '茶壺',
      accentColor: '#B00020',
      supportContact: 'help@shop.example',
      successRedirectSeconds: 5,
    };
    await shops.save({ ...shop, page }, { at: new Date(0), by: 'cli', action: 'page_changed', detail: {} });
    const { text } = await request(app).get(pathOf(payment));
    for (const shown of ['<span>茶壺</span>', '&amp;accent=B00020', 'mailto:help@shop.example'])
      expect(text).toContain(shown);
  });

  it('looks the same between the press and the cashier', async () => {
    const { pick } = await dressed({ shopName: '茶壺' });
    expect((await pick('ecpay/aio/credit')).text).toContain('<span>茶壺</span>');
  });
});
