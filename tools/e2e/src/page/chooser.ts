import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeInBrowser } from '@paycore/testing/browser';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { desktop, expectNoSideways, phone } from '../browsing.ts';
import { inContext, world } from './open-world.ts';

const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
const method = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
// By the keyboard: on a busy machine Chromium loses a tap on a page whose frame from elsewhere has only just come.
const otherWay = (page: Page) => page.getByRole('link', { name: '改用其他付款方式' }).press('Enter');

/** A payment whose payer picks, and what it became after they did. */
async function picking(use: (page: Page, url: string) => Promise<void>, options: object = phone) {
  const { data } = (await world.createLink()).body;
  const seen = await inContext(options, async (context) => {
    const page = await context.newPage();
    await page.goto(data.payment_url);
    await use(page, data.payment_url);
    await expectNoSideways(page);
  });
  const key = world.demo.all_in_one.api_key;
  const { body } = await world.api('GET', `/api/paycore/payments/${data.payment_no}`, undefined, key);
  return { ...seen, after: body.data, paymentNo: data.payment_no };
}

/** Of the page and what it loads, without what follows its status. */
const loadedBytes = `['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
  .filter(({ name }) => !name.includes('/status') && !name.includes('/events')).map(({ encodedBodySize }) => encodedBodySize)`;

describeInBrowser('a payer who picks', () => {
  it('meets every method of the shop on a page that is small and asks nobody else', async () => {
    let loaded: number[] = [];
    const { complaints, origins, after } = await picking(async (page) => {
      expect(await page.locator('.methods form').count()).toBe(10);
      loaded = await page.evaluate<number[]>(loadedBytes);
    });
    expect([complaints, [...origins]]).toEqual([[], [world.demo.api]]);
    expect(loaded.length).toBeLessThanOrEqual(4);
    expect(loaded.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(25_000);
    expect(after['attempts']).toEqual([]);
  });

  it('takes an account, leaves it for a card and pays once: the account is struck through', async () => {
    let account = '';
    const { complaints, after, paymentNo } = await picking(async (page) => {
      await method(page, 'ATM 轉帳 綠界 ECPay').click();
      await title(page, 'ATM 轉帳付款');
      account = (await page.locator('.digits').innerText()).replace(/\s/g, '');
      await otherWay(page);
      await method(page, '信用卡 綠界 ECPay Visa Mastercard JCB').click();
      await page.getByRole('button', { name: 'pay by card' }).click();
      await title(page, '付款完成');
      expect(await page.locator('del').innerText()).toBe(account);
    });
    expect(complaints).toEqual([]);
    expect(account).toMatch(/^\d{10,}$/);
    expect(after).toMatchObject({ status: 'paid', gateway: 'ecpay', method: 'credit', paid_twice: false });
    expect(await world.untilNoticed(paymentNo)).toMatchObject([{ verified: true }]);
  });

  it('keeps a store code while they look elsewhere, and pays it at the counter', async () => {
    const { after } = await picking(async (page) => {
      await page.getByRole('radio', { name: '全家（FamiPort）' }).check();
      await method(page, '以超商代碼付款').click();
      await title(page, '超商代碼繳費');
      await otherWay(page);
      await method(page, '超商條碼 綠界 ECPay').click();
      await title(page, '超商條碼繳費');
      await page.getByRole('link', { name: '超商代碼' }).click();
      await title(page, '超商代碼繳費');
      const opening = page.context().waitForEvent('page');
      await page.locator('.demo a').click();
      await (await opening).getByRole('button', { name: 'pay at the counter' }).click();
      await title(page, '付款完成');
    });
    expect(after).toMatchObject({ status: 'paid', gateway: 'smilepay', method: 'cvs' });
  });

  it('agrees at PayPal', async () => {
    const { after } = await picking(async (page) => {
      await method(page, 'PayPal').click();
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await title(page, '付款完成');
    });
    expect(after).toMatchObject({ status: 'paid', gateway: 'paypal', amount: 980 });
  });

  it('leaves Stripe’s form for another way: the form in the old tab takes no money', async () => {
    const { after } = await picking(async (page) => {
      await method(page, '信用卡 Stripe Visa Mastercard JCB').click();
      await page.locator('[data-mount] iframe').waitFor();
      const old = await page.context().newPage();
      await old.goto(page.url());
      await old.locator('[data-mount] iframe').waitFor();
      await otherWay(page);
      await method(page, 'ATM 轉帳 PLUS 金流').click();
      await title(page, 'ATM 轉帳付款');
      await title(old, 'ATM 轉帳付款');
    });
    expect(after).toMatchObject({
      status: 'pending',
      attempts: [
        { gateway: 'stripe', status: 'failed' },
        { gateway: 'plus', status: 'pending' },
      ],
    });
  });

  it('needs no scripts', async () => {
    const { after } = await picking(
      async (page, url) => {
        await method(page, '信用卡 綠界 ECPay Visa Mastercard JCB').click();
        await page.getByRole('button', { name: '前往 綠界 ECPay 付款' }).click();
        await page.getByRole('button', { name: 'pay by card' }).click();
        await page.getByRole('button', { name: 'pay by card' }).waitFor({ state: 'hidden' });
        await page.goto(url);
        await title(page, '付款完成');
      },
      { ...phone, javaScriptEnabled: false },
    );
    expect(after).toMatchObject({ status: 'paid', method: 'credit' });
  });

  it('meets nothing that axe objects to', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const look = async (page: Page) => {
      await page.addScriptTag({ content: axe });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    };
    for (const size of [phone, desktop]) {
      await picking(
        async (page, url) => {
          await look(page);
          await method(page, 'ATM 轉帳 綠界 ECPay').click();
          await title(page, 'ATM 轉帳付款');
          await look(page);
          await page.goto(`${url.replace('/zh-tw/', '/en/')}&choose=1`);
          await look(page);
        },
        { ...size, bypassCSP: true },
      );
    }
  });
});
