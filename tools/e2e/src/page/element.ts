import { describeInBrowser } from '@paycore/testing/browser';
import type { Page } from 'playwright-core';
import { expectNoSideways, phone } from '../browsing.ts';
import { inContext, world } from './open-world.ts';

/** A payment of the method, its page open on a phone; what the page complained of, and whom it asked. */
async function paying(route: string, body: Record<string, unknown>, use: (page: Page) => Promise<void>) {
  const { body: answer } = await world.create(world.order(body, 'stripe'), `stripe/${route}`);
  const { complaints, origins } = await inContext(phone, async (context) => {
    const page = await context.newPage();
    await page.goto(answer.data.payment_url);
    await use(page);
    await expectNoSideways(page);
  });
  expect([...origins].sort()).toEqual([world.demo.api, world.demo.sandbox].sort());
  const { body: after } = await world.query(answer.data.payment_no);
  return { complaints, status: after.data.status, paymentNo: answer.data.payment_no };
}

// By the keyboard: on a busy machine Chromium loses a tap on a page whose frame from elsewhere has only just come.
const pay = (page: Page) => page.getByRole('button', { name: '確認付款', disabled: false }).press('Enter');
const card = (page: Page, name: string) =>
  page.frameLocator('[data-mount] iframe').getByRole('radio', { name }).check();
const untilPaid = (page: Page) => page.getByRole('heading', { name: '付款完成' }).waitFor();
/**
 * Over the page: the bank that asks, or a code to scan. Not by the keyboard: the dialog may be gone before the key is up,
 * and Chromium then never says that it was pressed.
 */
const inDialog = (page: Page, name: string) =>
  page.frameLocator('dialog iframe').getByRole('button', { name }).dispatchEvent('click');

describeInBrowser('a payment form of the gateway', () => {
  it('takes a card', async () => {
    const { complaints, status, paymentNo } = await paying('credit', { amount: 98_000 }, async (page) => {
      expect((await page.locator('.total').innerText()).replace(/\s/g, '')).toContain('NT$980');
      await pay(page);
      await untilPaid(page);
    });
    expect([complaints, status]).toEqual([[], 'paid']);
    expect(await world.untilNoticed(paymentNo)).toMatchObject([{ verified: true }]);
  });

  it('says that a card was declined, and takes the next', async () => {
    const { status } = await paying('credit', { amount: 98_000 }, async (page) => {
      await card(page, 'declined');
      await pay(page);
      await page.getByRole('alert').filter({ hasText: 'Your card was declined.' }).waitFor();
      await card(page, 'success');
      await pay(page);
      await untilPaid(page);
    });
    expect(status).toBe('paid');
  });

  it('lets the bank ask: declined there, then approved', async () => {
    const { status } = await paying('credit', { amount: 98_000 }, async (page) => {
      for (const answer of ['decline', 'approve']) {
        await card(page, '3-D Secure');
        await pay(page);
        await inDialog(page, answer);
        if (answer === 'decline') await page.getByRole('alert').filter({ hasText: '付款未完成' }).waitFor();
      }
      await untilPaid(page);
    });
    expect(status).toBe('paid');
  });

  it.each([
    ['alipay', 'CNY'],
    ['grabpay', 'SGD'],
    ['fpx', 'MYR'],
  ])('sends the payer to %s and back: declined there, then approved', async (route, currency) => {
    const { complaints, status } = await paying(route, { amount: 9_800, currency }, async (page) => {
      for (const answer of ['decline', 'approve']) {
        if (route === 'fpx') await page.frameLocator('[data-mount] iframe').getByRole('combobox').selectOption('cimb');
        await pay(page);
        await page.getByRole('button', { name: answer }).click();
        if (answer === 'decline') await page.getByText('付款未成功').waitFor();
      }
      await untilPaid(page);
      expect(page.url()).toContain('redirect_status=succeeded');
    });
    expect([complaints, status]).toEqual([[], 'paid']);
  });

  it.each([
    ['wechat-pay', { currency: 'CNY' }],
    ['paynow', { currency: 'SGD' }],
    ['promptpay', { currency: 'THB', buyer_email: 'payer@example.com' }],
  ])('shows the code of %s', async (route, body) => {
    const { complaints, status } = await paying(route, { amount: 9_800, ...body }, async (page) => {
      await pay(page);
      await page.frameLocator('dialog iframe').getByRole('img', { name: 'QR' }).waitFor();
      await inDialog(page, 'scanned');
      await untilPaid(page);
    });
    expect([complaints, status]).toEqual([[], 'paid']);
  });

  it('asks for the address that PromptPay needs', async () => {
    await paying('promptpay', { amount: 9_800, currency: 'THB' }, async (page) => {
      await pay(page);
      await page.getByRole('alert').filter({ hasText: 'email' }).waitFor();
      await page.frameLocator('[data-mount] iframe').getByRole('textbox').fill('payer@example.com');
      await pay(page);
      await inDialog(page, 'scanned');
      await untilPaid(page);
    });
  });

  it('believes nothing of what stands in the address', async () => {
    const { status } = await paying('grabpay', { amount: 9_800, currency: 'SGD' }, async (page) => {
      await page.goto(`${page.url()}&back=1&payment_intent=pi_1&redirect_status=succeeded`);
      await page.getByText('正在確認付款結果').waitFor();
      await page.getByText('重新付款').click();
      await pay(page);
      await page.getByRole('button', { name: 'approve' }).waitFor();
    });
    expect(status).toBe('pending');
  });
});
