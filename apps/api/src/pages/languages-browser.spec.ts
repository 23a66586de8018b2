import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import type { Browser } from 'playwright-core';
import { onPage, served } from './fixtures/browser.ts';
import { kinds, payable } from './fixtures/kinds.ts';
import { payerApp } from './fixtures/payer-app.ts';
import { languageNames, textsOf, type Locale } from './texts.ts';

describeInBrowser('the page in its languages', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each([true, false])(
    'speaks the browser’s until another is chosen, with scripts: %s',
    async (javaScriptEnabled) => {
      const payment = payable(kinds.account);
      const { app, pathOf } = payerApp(payment);
      await served(app, (url) =>
        onPage(browser, { javaScriptEnabled, locale: 'en-GB' }, async (page) => {
          const isSpoken = (locale: Locale) =>
            page.getByRole('heading', { name: textsOf[locale].accountTitle }).waitFor({ timeout: 5_000 });
          await page.goto(url + pathOf(payment));
          await isSpoken('en');
          await page.locator('.language summary').click();
          await page.getByRole('link', { name: languageNames['zh-tw'] }).click();
          await isSpoken('zh-tw');
          await page.reload();
          await isSpoken('zh-tw');
        }),
      );
    },
  );

  it.each([true, false])('changes its language by keyboard, with scripts: %s', async (javaScriptEnabled) => {
    const payment = payable(kinds.account);
    const { app, pathOf } = payerApp(payment);
    await served(app, (url) =>
      onPage(browser, { javaScriptEnabled }, async (page) => {
        await page.goto(url + pathOf(payment));
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: textsOf.ja.accountTitle }).waitFor();
        expect(page.url()).toBe(`${url}${pathOf(payment, 'ja')}&lang=1`);
        expect(await page.locator('.language summary').innerText()).toContain(languageNames.ja);
      }),
    );
  });
});
