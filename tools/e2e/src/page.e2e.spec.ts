import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeInBrowser } from '@paycore/testing/browser';
import type { Page } from 'playwright-core';
import { Browsing, desktop, expectNoSideways, phone } from './browsing.ts';
import type { World } from './world.ts';

let browsing: Browsing | undefined;
let world: World;
let inContext: Browsing['inContext'];

beforeAll(async () => {
  browsing = await Browsing.start();
  if (!browsing) return;
  world = browsing.world;
  inContext = browsing.inContext.bind(browsing);
}, 120_000);

afterAll(() => browsing?.stop());

const inEnglish = (url: string) => url.replace('/zh-tw/', '/en/');

describeInBrowser('the payment page', () => {
  it.each([
    ['a phone', phone],
    ['a desktop', desktop],
  ])('shows bank and account on %s, and turns to paid by itself', async (_what, size) => {
    const { paymentNo, answer } = await world.issued({
      item_name: '藍色茶壺',
      success_url: 'https://shop.example/thanks',
    });
    const { bank_code: bankCode, virtual_account: account } = answer.body.data.payment_info;
    const seen = await inContext(size, async (context) => {
      const page = await context.newPage();
      await page.goto(answer.body.data.payment_url);
      const text = (await page.locator('main').innerText()).replace(/\s/g, '');
      for (const part of [bankCode, account, 'TWD980', '藍色茶壺', paymentNo]) expect(text).toContain(part);
      await expectNoSideways(page);

      const opening = context.waitForEvent('page');
      await page.locator('.demo a').click();
      const counter = await opening;
      await counter.getByRole('button', { name: 'pay at the counter' }).click();
      await counter.getByRole('status').waitFor();
      await expectNoSideways(counter);

      await page.getByRole('heading', { name: '付款完成' }).waitFor();
      expect(await page.locator('a.button').getAttribute('href')).toBe('https://shop.example/thanks');
      await expectNoSideways(page);
    });
    expect(seen.complaints).toEqual([]);
    expect([...seen.origins].sort()).toEqual([world.demo.api, world.demo.sandbox].sort());
    expect(await world.untilNoticed(paymentNo)).toMatchObject([{ verified: true }]);
  });

  it('speaks the payer’s language, and changes it on the page', async () => {
    const { answer } = await world.issued();
    const seen = await inContext(desktop, async (context) => {
      const page = await context.newPage();
      await page.goto(answer.body.data.payment_url);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant-TW');
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Pay by ATM transfer' }).waitFor();
      expect(page.url()).toBe(inEnglish(answer.body.data.payment_url));
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('main').innerText()).not.toContain('繳費');
    });
    expect(seen.complaints).toEqual([]);
    expect([...seen.origins]).toEqual([world.demo.api]);
  });

  it('copies the account number', async () => {
    const { answer } = await world.issued();
    await inContext({ ...phone, permissions: ['clipboard-read', 'clipboard-write'] }, async (context) => {
      const page = await context.newPage();
      await page.goto(answer.body.data.payment_url);
      await page.locator('button.copy').click();
      await page.locator('button.copy.done').waitFor();
      const copied = await page.evaluate<string>('navigator.clipboard.readText()');
      expect(copied).toBe(answer.body.data.payment_info['virtual_account']);
    });
  });

  it('works without scripts', async () => {
    const { orderNo, answer } = await world.issued();
    const seen = await inContext({ ...phone, javaScriptEnabled: false }, async (context) => {
      const page = await context.newPage();
      await page.goto(answer.body.data.payment_url);
      const text = (await page.locator('main').innerText()).replace(/\s/g, '');
      expect(text).toContain(answer.body.data.payment_info['virtual_account']);
      expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(1);
      expect(await page.locator('button:visible').count()).toBe(0);
      await world.drive(orderNo, 'paid');
      await page.reload();
      await page.getByRole('heading', { name: '付款完成' }).waitFor();
      expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(0);
    });
    expect(seen.complaints).toEqual([]);
  });

  it('is the same 404 page for a wrong token, none and an unknown payment', async () => {
    const { answer } = await world.issued();
    const url = answer.body.data.payment_url;
    const [path = ''] = url.split('?');
    const wrong = [
      `${path}?token=${'A'.repeat(32)}`,
      path,
      `${url}&token=x`,
      url.replace(/PAY\d{12}/, 'PAY202606220001'),
    ];
    await inContext(phone, async (context) => {
      const page = await context.newPage();
      for (const address of wrong) {
        const response = await page.goto(address);
        expect(response?.status()).toBe(404);
        expect(await page.locator('h1').innerText()).toBe('找不到此付款頁');
        expect(await page.content()).not.toContain(answer.body.data.payment_info['virtual_account']);
      }
    });
  });
});

describeInBrowser('axe finds nothing to object to', () => {
  const axe = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  interface Found {
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly unknown[] }[];
    }[];
    readonly passes: readonly unknown[];
  }

  async function expectNoViolation(page: Page): Promise<void> {
    await page.addScriptTag({ content: axe() });
    const { violations, passes } = await page.evaluate<Found>('axe.run()');
    expect(violations.map(({ id, nodes }) => [page.url(), id, nodes.map(({ target }) => target)])).toEqual([]);
    expect(passes.length).toBeGreaterThan(10);
  }

  it('on the pages of a payment and of the sandbox', async () => {
    const [open, paid, failed] = await Promise.all([world.issued(), world.issued(), world.issued()]);
    await Promise.all([world.drive(paid.orderNo, 'paid'), world.drive(failed.orderNo, 'failed')]);
    await world.untilNoticed(paid.paymentNo);
    const [opened = '', finished = '', closed = ''] = [open, paid, failed].map(
      (each) => each.answer.body.data.payment_url,
    );
    const { api, sandbox } = world.demo;
    const counters = ['/', '/ecpay/', '/merchant', `/ecpay/orders/${open.orderNo}`, `/ecpay/orders/${paid.orderNo}`];
    const sizes = [
      { size: desktop, addresses: [opened, inEnglish(finished)] },
      {
        size: phone,
        addresses: [
          ...[inEnglish(opened), finished, closed, `${api}/en/pay/${open.paymentNo}?token=x`],
          ...counters.map((path) => sandbox + path),
        ],
      },
    ];
    for (const { size, addresses } of sizes) {
      await inContext({ ...size, bypassCSP: true }, async (context) => {
        const page = await context.newPage();
        for (const address of addresses) {
          await page.goto(address);
          await expectNoViolation(page);
        }
      });
    }
  }, 120_000);
});
