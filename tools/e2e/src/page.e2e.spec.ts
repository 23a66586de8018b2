import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeInBrowser, pasted } from '@paycore/testing/browser';
import type { Page } from 'playwright-core';
import { desktop, expectNoSideways, phone } from './browsing.ts';
import { inContext, world } from './page/open-world.ts';
import './page/chooser.ts';
import './page/element.ts';

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
      for (const part of [bankCode, account, 'NT$980', '藍色茶壺', paymentNo]) expect(text).toContain(part);
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
      await page.locator('summary', { hasText: '繁體中文' }).click();
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Pay by ATM transfer' }).waitFor();
      expect(page.url()).toBe(`${inEnglish(answer.body.data.payment_url)}&lang=1`);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('main').innerText()).not.toContain('繳費');
    });
    expect(seen.complaints).toEqual([]);
    expect([...seen.origins]).toEqual([world.demo.api]);
  });

  it('copies the account number', async () => {
    const { answer } = await world.issued();
    await inContext({ ...phone, permissions: ['clipboard-write'] }, async (context) => {
      const page = await context.newPage();
      await page.goto(answer.body.data.payment_url);
      await page.getByRole('button', { name: '複製轉帳帳號' }).click();
      await page.locator('button.copy.done').waitFor();
      expect(await pasted(context)).toBe(answer.body.data.payment_info['virtual_account']);
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

describeInBrowser('the way to a cashier', () => {
  const cashierOf = (page: Page) => page.getByText('信用卡付款 pay by card').waitFor();
  const attemptsOf = async (paymentNo: string) => (await world.query(paymentNo)).body.data['attempts'] as unknown[];

  it('is open to a second browser, with a number of its own, and pays there', async () => {
    const answer = await world.create(world.order(), 'ecpay/aio/credit');
    const { payment_no: paymentNo, payment_url: url } = answer.body.data;
    const first = await inContext(phone, async (context) => {
      const page = await context.newPage();
      await page.goto(url);
      await cashierOf(page);
    });
    const second = await inContext(desktop, async (context) => {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByText('先前曾前往付款頁').waitFor();
      await page.getByRole('button', { name: '前往 綠界 ECPay 付款' }).click();
      await cashierOf(page);
      await page.getByRole('button', { name: 'pay by card' }).click();
      await page.getByRole('heading', { name: '付款完成' }).waitFor();
    });
    const states = (await world.orders()).filter((order) => order.payment_no === paymentNo).map(({ state }) => state);
    expect(states.sort()).toEqual(['open', 'paid']);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    expect(await world.untilNoticed(paymentNo)).toMatchObject([{ verified: true }]);
  });

  it('makes no order for a hundred visits, and works without scripts', async () => {
    const answer = await world.create(world.order(), 'ecpay/aio/credit');
    const { payment_no: paymentNo, payment_url: url } = answer.body.data;
    for (let visit = 0; visit < 100; visit += 1) await (await fetch(url)).text();
    expect(await attemptsOf(paymentNo)).toHaveLength(1);
    await inContext({ ...phone, javaScriptEnabled: false }, async (context) => {
      const page = await context.newPage();
      await page.goto(url);
      for (let press = 0; press < 2; press += 1)
        await page.getByRole('button', { name: '前往 綠界 ECPay 付款' }).click();
      await cashierOf(page);
    });
    expect(await attemptsOf(paymentNo)).toHaveLength(2);
  });
});

describeInBrowser('an order that is paid late by its first payment', () => {
  it('turns the open page of the second one by itself, which takes no money', async () => {
    const body = world.order();
    const first = await world.create(body);
    const { order_no: orderNo } = await world.orderOf(first.body.data.payment_no);
    await world.cli('payment', 'cancel', first.body.data.payment_no);
    const second = await world.create(body, 'ecpay/cvs');
    const { payment_no: paymentNo, payment_url: url, payment_info: info } = second.body.data;
    expect(paymentNo).not.toBe(first.body.data.payment_no);
    const seen = await inContext(phone, async (context) => {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('heading', { name: '超商代碼繳費' }).waitFor();
      await world.drive(orderNo, 'paid');
      await page.getByRole('heading', { name: '此訂單已付款，請勿再付款' }).waitFor();
      expect(await page.getByRole('button').count()).toBe(0);
      expect(await page.locator('del').innerText()).toBe(info['payment_code']);
    });
    expect(seen.complaints).toEqual([]);
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
    const way = (await world.create(world.order(), 'ecpay/aio')).body.data.payment_url;
    const [opened = '', finished = '', closed = ''] = [open, paid, failed].map(
      (each) => each.answer.body.data.payment_url,
    );
    const { api, sandbox } = world.demo;
    const counters = ['/', '/ecpay/', '/merchant', `/ecpay/orders/${open.orderNo}`, `/ecpay/orders/${paid.orderNo}`];
    const sizes = [
      { size: desktop, addresses: [opened, inEnglish(finished), `${way}&back=1`] },
      {
        size: phone,
        addresses: [
          ...[
            inEnglish(opened),
            finished,
            closed,
            `${inEnglish(way)}&failed=1`,
            `${api}/en/pay/${open.paymentNo}?token=x`,
          ],
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
