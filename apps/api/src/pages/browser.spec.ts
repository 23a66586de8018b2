import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Payment } from '@paycore/core';
import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import express from 'express';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { onPage, served } from './fixtures/browser.ts';
import { kinds, payable, segments } from './fixtures/kinds.ts';
import { payerApp } from './fixtures/payer-app.ts';

/** A small phone, whose screen has so many dots a pixel. */
const phone = (deviceScaleFactor = 2) => ({ viewport: { width: 360, height: 720 }, deviceScaleFactor });

describeInBrowser('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    await prepareZXingModule({
      overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer },
      fireImmediately: true,
    });
    browser = await launchBrowser();
  }, 30_000);
  afterAll(() => browser?.close());

  const opened = <T>(payment: Payment, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> => {
    const { app, pathOf } = payerApp(payment);
    return served(app, (url) =>
      onPage(browser, options, async (page) => {
        await page.goto(url + pathOf(payment));
        return use(page);
      }),
    );
  };

  /** What a scanner reads on the page, from top to bottom. */
  async function scanned(page: Page): Promise<string[]> {
    const picture = new Uint8Array(await page.locator('.barcodes').screenshot());
    const found = await readBarcodes(picture, { formats: ['Code39'], tryHarder: true, maxNumberOfSymbols: 10 });
    return found.sort((a, b) => a.position.topLeft.y - b.position.topLeft.y).map(({ text }) => text);
  }

  const payment = payable(kinds.barcode);
  const screens: [name: string, screen: BrowserContextOptions][] = [
    ['a phone of 2.625 dots a pixel', phone(2.625)],
    ['a phone of 3', phone(3)],
    ['a phone on its side', { viewport: { width: 720, height: 360 }, deviceScaleFactor: 2 }],
    ['a desktop, of 1', { viewport: { width: 1280, height: 800 } }],
    ['a phone without scripts', { ...phone(2), javaScriptEnabled: false }],
  ];

  it.each(screens)('a scanner reads the bar codes of %s', async (_name, screen) => {
    expect(await opened(payment, screen, scanned)).toEqual([...segments]);
  });

  it('a scanner reads segments of twenty characters, the longest that gateways name', async () => {
    const longest = ['12345678901234567890', 'ABCDEFGHIJKLMNOPQRST', '-. $/+%UVWXYZ0000000'] as const;
    expect(await opened(payable({ ...kinds.barcode, segments: longest }), phone(3), scanned)).toEqual([...longest]);
  });

  it('bars are a whole number of dots wide', async () => {
    const widths = await opened(payment, phone(3), (page) =>
      page.evaluate<number[]>(
        `[...document.querySelectorAll('svg.bars')].map(
           (bars) => (bars.getBoundingClientRect().width * devicePixelRatio) / bars.viewBox.baseVal.width,
         )`,
      ),
    );
    for (const dots of widths) expect(Math.abs(dots - Math.round(dots))).toBeLessThan(0.001);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(3);
  });

  it('nothing that is selected or read aloud tells a segment', async () => {
    const texts = await opened(payment, phone(), async (page) => [
      await page.evaluate<string>('getSelection().selectAllChildren(document.body), getSelection().toString()'),
      await page.locator('body').ariaSnapshot(),
    ]);
    for (const segment of segments) expect(texts.join()).not.toContain(segment);
    expect(texts.join()).toContain('第 3 段，共 3 段');
  });

  it('the button copies the page’s address as it was handed out', async () => {
    const { app, pathOf } = payerApp(payment);
    const permissions = ['clipboard-read', 'clipboard-write'];
    await served(app, (url) =>
      onPage(browser, { ...phone(), permissions }, async (page) => {
        await page.goto(`${url}${pathOf(payment)}&back=1`);
        await page.getByRole('button', { name: '複製本頁網址' }).click();
        await page.getByRole('button', { name: '已複製網址' }).waitFor();
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(url + pathOf(payment));
      }),
    );
  });

  it('every kind fits the smallest phone', async () => {
    const all = Object.values(kinds).map((page) => payable(page));
    const { app, pathOf } = payerApp(...all);
    await served(app, (url) =>
      onPage(browser, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false }, async (page) => {
        for (const payment of all) {
          await page.goto(url + pathOf(payment));
          const excess = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
          expect(excess).toBe(0);
        }
      }),
    );
  });

  describe('a form', () => {
    /** The gateway's cashier: keeps what is posted, and has a button that posts the payer back. */
    function aCashier() {
      const posted: Record<string, string>[] = [];
      const back = { url: '' };
      const app = express();
      app.post('/pay', express.urlencoded(), (req, res) => {
        posted.push(req.body as Record<string, string>);
        res.send(`<h1>Cashier</h1><form method="post" action="${back.url}"><button>Done</button></form>`);
      });
      return { app, posted, back };
    }

    /** Where a payer agrees to pay. */
    const aGateway = () => express().get('/approve', (_req, res) => void res.send('<h1>Approve</h1>'));

    const atCashier = async (
      options: BrowserContextOptions,
      use: (page: Page, cashier: ReturnType<typeof aCashier>, url: string) => Promise<void>,
      fields: Record<string, string> = kinds.form.fields,
    ) => {
      const cashier = aCashier();
      await served(cashier.app, (gateway) => {
        const payment = payable({ kind: 'form', action: `${gateway}/pay`, fields });
        const { app, pathOf } = payerApp(payment);
        return served(app, async (api) => {
          cashier.back.url = api + pathOf(payment);
          await onPage(browser, options, (page) => use(page, cashier, cashier.back.url));
        });
      });
    };

    it('goes to the gateway by itself once, and never again for a payer who came back', async () => {
      await atCashier(phone(), async (page, { posted }, url) => {
        await page.goto(url);
        await page.getByRole('heading', { name: 'Cashier' }).waitFor();
        expect(posted).toEqual([kinds.form.fields]);
        await page.getByRole('button', { name: 'Done' }).click();
        await page.getByText('您已離開付款頁').waitFor();
        await page.reload();
        await page.getByRole('link', { name: 'English' }).click();
        await page.getByText('You left the payment page').waitFor();
        await page.goto(url);
        await page.getByRole('button', { name: '前往付款頁' }).waitFor();
        expect(posted).toHaveLength(1);
        await page.getByRole('button', { name: '前往付款頁' }).click();
        await page.getByRole('heading', { name: 'Cashier' }).waitFor();
        expect(posted).toHaveLength(2);
      });
    });

    it('goes by a link alike', async () => {
      await served(aGateway(), (gateway) => {
        const payment = payable({ kind: 'redirect', url: `${gateway}/approve` });
        const { app, pathOf } = payerApp(payment);
        return served(app, (api) =>
          onPage(browser, phone(), async (page) => {
            await page.goto(api + pathOf(payment));
            await page.getByRole('heading', { name: 'Approve' }).waitFor();
            await page.goto(`${api}${pathOf(payment)}&back=1`);
            await page.getByText('您已離開付款頁').waitFor();
            await page.goto(api + pathOf(payment));
            await page.getByRole('link', { name: '前往付款頁' }).click();
            await page.getByRole('heading', { name: 'Approve' }).waitFor();
          }),
        );
      });
    });

    it('goes by the button without scripts', async () => {
      await atCashier({ ...phone(), javaScriptEnabled: false }, async (page, { posted }, url) => {
        await page.goto(url);
        await page.getByRole('button', { name: '前往付款頁' }).click();
        await page.getByRole('heading', { name: 'Cashier' }).waitFor();
        expect(posted).toEqual([kinds.form.fields]);
      });
    });
  });
});
