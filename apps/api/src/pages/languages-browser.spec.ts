import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Payment } from '@paycore/core';
import type { AxeResults } from 'axe-core';
import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { chooserApp } from './fixtures/chooser-app.ts';
import { onPage, served } from './fixtures/browser.ts';
import { kinds, payable } from './fixtures/kinds.ts';
import { payerApp } from './fixtures/payer-app.ts';
import { languageNames, locales, textsOf, type Locale } from './texts.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [320, 1280];

/** Pixels that a reader would have to scroll sideways for, the open list of languages included. */
const excess = (page: Page) =>
  page.evaluate<number>(`(() => {
    const sides = [...document.querySelectorAll('body *')]
      .map((element) => element.getBoundingClientRect())
      .filter(({ width }) => width > 1)
      .map(({ left, right }) => Math.max(right - innerWidth, -left));
    return Math.max(document.documentElement.scrollWidth - innerWidth, ...sides, 0);
  })()`);

describeInBrowser('the page in its languages', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 30_000);
  afterAll(() => browser?.close());

  const shown: Readonly<Record<string, Payment>> = {
    account: payable(kinds.account),
    code: payable(kinds.code),
    barcode: payable(kinds.barcode),
    paid: payable(kinds.account, { status: 'paid' }),
    expired: payable(kinds.code, { status: 'expired' }),
  };

  /** At every width, in one language, with the list of languages closed and open. */
  async function looked(url: string, what: readonly string[]): Promise<unknown[]> {
    const faults: unknown[] = [];
    await onPage(browser, { bypassCSP: true }, async (page) => {
      await page.goto(url);
      for (const list of ['closed', 'open']) {
        if (list === 'open') await page.locator('.language summary').click();
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          const pixels = await excess(page);
          if (pixels > 0) faults.push([...what, width, list, pixels]);
        }
      }
      await page.addScriptTag({ content: axe });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      faults.push(...violations.map(({ id, nodes }) => [...what, id, nodes.map(({ html }) => html)]));
    });
    return faults;
  }

  it.each(locales)(
    'fits small and large screens in %s, and axe objects to nothing',
    async (locale) => {
      const faults: unknown[] = [];
      for (const [name, payment] of Object.entries(shown)) {
        const { app, pathOf } = payerApp(payment);
        await served(app, async (url) => faults.push(...(await looked(url + pathOf(payment, locale), [name, locale]))));
      }
      const chooser = await chooserApp();
      await chooser.pick('ecpay/atm');
      const path = `${chooser.pathOf(chooser.payment, locale)}&choose=1`;
      await served(chooser.app, async (url) => faults.push(...(await looked(url + path, ['chooser', locale]))));
      expect(faults).toEqual([]);
    },
    180_000,
  );

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
