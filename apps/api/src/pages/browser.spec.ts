import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Payment } from '@paycore/core';
import type { AxeResults } from 'axe-core';
import { describeInBrowser, launchBrowser, pasted } from '@paycore/testing/browser';
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
  });
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

  /** Widths of what is black and white in a row of the picture, in dots, without the white on either side. */
  const runs = (page: Page, picture: Buffer): Promise<number[]> =>
    page.evaluate<number[]>(`(async () => {
      const image = await createImageBitmap(await (await fetch('data:image/png;base64,${picture.toString('base64')}')).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: 1 });
      const paper = canvas.getContext('2d');
      paper.drawImage(image, 0, -Math.floor(image.height / 2));
      const dots = paper.getImageData(0, 0, image.width, 1).data;
      const widths = [];
      for (let x = 0, last; x < image.width; x += 1) {
        const shade = dots[x * 4];
        if (shade === last) widths[widths.length - 1] += 1;
        else widths.push(1);
        last = shade;
      }
      return widths.slice(1, -1);
    })()`);

  it.each([
    [1, 360],
    [2, 360],
    [3, 360],
    [1, 1280],
    [2, 1280],
    [3, 1280],
  ])(
    'at %d dots a pixel and %d pixels, a narrow bar of each bar code is a whole number of dots',
    async (density, width) => {
      const screen = { viewport: { width, height: 800 }, deviceScaleFactor: density };
      await opened(payment, screen, async (page) => {
        const pictures = await Promise.all((await page.locator('svg.bars').all()).map((bars) => bars.screenshot()));
        await page.goto('about:blank');
        expect(pictures).toHaveLength(3);
        for (const picture of pictures) {
          const widths = await runs(page, picture);
          const narrow = Math.min(...widths);
          expect(widths.length).toBeGreaterThan(80);
          expect(new Set(widths.map((dots) => dots / narrow))).toEqual(new Set([1, Math.max(...widths) / narrow]));
          expect(narrow).toBeGreaterThanOrEqual(density);
        }
      });
    },
  );

  it.each([true, false])(
    'a tap shows one bar code alone, turned and scannable; scripts: %s',
    async (javaScriptEnabled) => {
      await opened(payment, { ...phone(2), javaScriptEnabled }, async (page) => {
        const second = page.locator('figure').nth(1);
        await second.locator('a.alone').click();
        await page.getByRole('link', { name: '顯示全部條碼' }).waitFor();
        const picture = new Uint8Array(await page.screenshot());
        const found = await readBarcodes(picture, { formats: ['Code39'], tryHarder: true, tryRotate: true });
        expect(found.map(({ text }) => text)).toEqual([segments[1]]);
        const box = await second.locator('svg').boundingBox();
        expect(box && box.height > box.width).toBe(true);
        await page.getByRole('link', { name: '顯示全部條碼' }).click();
        expect(await scanned(page)).toEqual([...segments]);
      });
    },
  );

  it('bar codes and the QR code are black on white on a dark screen too, and scan', async () => {
    await opened(payment, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, async (page) => {
      expect(await scanned(page)).toEqual([...segments]);
      const color = (selector: string) =>
        page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
      expect(await color('.barcodes')).toBe('rgb(255, 255, 255)');
      expect(await color('.qr')).toBe('rgb(255, 255, 255)');
      expect(await color('main')).toBe('rgb(23, 32, 42)');
    });
  });

  it('a wide screen shows the page’s own address for a phone to scan, and a phone does not', async () => {
    const { core, app, pathOf } = payerApp(payment);
    await served(app, async (url) => {
      await onPage(browser, { viewport: { width: 1280, height: 900 } }, async (page) => {
        await page.goto(url + pathOf(payment, 'en'));
        const picture = new Uint8Array(await page.locator('svg.qr').screenshot());
        const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true });
        expect(found.map(({ text }) => text)).toEqual([core.links.page(payment.paymentNo, 'en')]);
      });
      await onPage(browser, phone(), async (page) => {
        await page.goto(url + pathOf(payment));
        expect(await page.locator('svg.qr').isVisible()).toBe(false);
      });
    });
  });

  it('without scripts no button is dead, and the language can be changed', async () => {
    const all = [kinds.account, kinds.code, kinds.barcode, { kind: 'element', params: {} } as const].map((page) =>
      payable(page, page.kind === 'element' ? { gateway: 'toy' } : {}),
    );
    const { app, pathOf } = payerApp(...all);
    await served(app, (url) =>
      onPage(browser, { ...phone(), javaScriptEnabled: false }, async (page) => {
        for (const payment of all) {
          await page.goto(url + pathOf(payment));
          expect(await page.locator('button:visible').count()).toBe(0);
        }
        await page.locator('details.language summary').click();
        await page.getByRole('link', { name: 'English' }).click();
        await page.getByRole('heading', { name: 'Payment', exact: true }).waitFor();
      }),
    );
  });

  it('every kind is light enough, and axe objects to none, light or dark, narrow or wide', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const all = [
      ...Object.values(kinds).map((page) => payable(page)),
      payable({ ...kinds.code, chains: ['ibon', 'fami', 'hilife', 'ok'] }),
      payable(kinds.account, { status: 'paid', paidAt: new Date('2026-06-22T03:59:00Z') }),
    ];
    const { app, pathOf } = payerApp(...all);
    const faults: unknown[] = [];
    await served(app, async (url) => {
      for (const [width, colorScheme] of [
        [360, 'dark'],
        [1280, 'light'],
      ] as const) {
        const screen = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
        await onPage(browser, screen, async (page) => {
          for (const payment of all) {
            const answer = await page.goto(`${url}${pathOf(payment, 'en')}&back=1`);
            expect((await answer?.body())?.length).toBeLessThan(25_000);
            await page.addScriptTag({ content: axe });
            const { violations } = await page.evaluate<AxeResults>('axe.run()');
            faults.push(...violations.map(({ id, nodes }) => [width, id, nodes.map(({ html }) => html)]));
          }
        });
      }
    });
    expect(faults).toEqual([]);
  }, 120_000);

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
    await served(app, (url) =>
      onPage(browser, { ...phone(), permissions: ['clipboard-write'] }, async (page) => {
        await page.goto(`${url}${pathOf(payment)}&back=1`);
        await page.getByRole('button', { name: '複製本頁網址' }).click();
        await page.getByRole('button', { name: '已複製網址' }).waitFor();
        expect(await pasted(page.context())).toBe(url + pathOf(payment));
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

  describe('the way to the gateway', () => {
    /** The gateway's cashier: takes each number once, and has a button that posts the payer back. */
    function aCashier() {
      const numbers: string[] = [];
      const back = { url: '' };
      const app = express();
      app.post('/pay', express.urlencoded(), (req, res) => {
        const { MerchantTradeNo: number = '' } = req.body as Record<string, string>;
        if (numbers.includes(number)) return void res.send('<h1>MerchantTradeNo Error</h1>');
        numbers.push(number);
        return void res.send(`<h1>Cashier</h1><form method="post" action="${back.url}"><button>Done</button></form>`);
      });
      return { app, numbers, back };
    }

    /** Where a payer agrees to pay. */
    const aGateway = () => express().get('/approve', (_req, res) => void res.send('<h1>Approve</h1>'));

    type AtCashier = ReturnType<typeof payerApp> & {
      readonly url: string;
      readonly numbers: readonly string[];
      readonly payment: Payment;
      readonly inBrowser: (use: (page: Page) => Promise<void>, options?: BrowserContextOptions) => Promise<void>;
    };

    const atCashier = async (use: (world: AtCashier) => Promise<void>) => {
      const { app: gateway, numbers, back } = aCashier();
      await served(gateway, async (origin) => {
        const payment = payable(kinds.form);
        const payer = payerApp(payment);
        payer.cashier.action = `${origin}/pay`;
        await served(payer.app, async (api) => {
          back.url = api + payer.pathOf(payment);
          const inBrowser = (steps: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
            onPage(browser, { ...phone(), ...options }, steps);
          await use({ ...payer, url: back.url, numbers, payment, inBrowser });
        });
      });
    };

    const button = (page: Page) => page.getByRole('button', { name: /^前往 .+ 付款$/ });
    const cashierOf = (page: Page) => page.getByRole('heading', { name: 'Cashier' }).waitFor();
    const noScripts = { javaScriptEnabled: false };

    it('to a cashier is taken by itself once; another browser arrives there too, with a number of its own', async () => {
      await atCashier(async ({ url, numbers, inBrowser, numbersOf, payment, settle }) => {
        await inBrowser(async (page) => {
          await page.goto(url);
          await cashierOf(page);
        });
        await inBrowser(async (page) => {
          await page.goto(url);
          await page.getByText('先前曾前往付款頁').waitFor();
          await button(page).click();
          await cashierOf(page);
          await settle(payment, { status: 'paid' });
          await page.goto(url);
          await page.getByRole('heading', { name: '付款完成' }).waitFor();
        });
        expect(numbers).toEqual((await numbersOf(payment)).slice(1));
        expect(new Set(numbers).size).toBe(2);
      });
    });

    it('is never taken by itself again by a payer who came back, by whatever way', async () => {
      await atCashier(async ({ url, numbers, inBrowser, clock }) => {
        await inBrowser(async (page) => {
          await page.goto(url);
          await cashierOf(page);
          await page.getByRole('button', { name: 'Done' }).click();
          await page.getByText('正在確認付款結果').waitFor();
          clock.advance(3_600_000);
          await page.reload();
          await page.getByText('您已離開付款頁').waitFor();
          await page.locator('summary', { hasText: '繁體中文' }).click();
          await page.getByRole('link', { name: 'English' }).click();
          await page.getByText('You left the payment page').waitFor();
          await page.goto(url);
          await page.getByText('先前曾前往付款頁').waitFor();
          expect(numbers).toHaveLength(1);
          await button(page).click();
          await cashierOf(page);
          await page.goBack();
          await page.getByText('請勿再付款').waitFor();
          expect(page.url()).toContain(url);
          expect(numbers).toHaveLength(2);
        });
      });
    });

    it('takes one number for a double click', async () => {
      await atCashier(async ({ url, numbers, inBrowser, numbersOf, payment }) => {
        await inBrowser(async (page) => {
          await page.goto(`${url}&back=1`);
          await button(page).dblclick();
          await cashierOf(page);
        });
        expect(numbers).toHaveLength(1);
        expect(await numbersOf(payment)).toHaveLength(2);
      });
    });

    it('is taken by two presses without scripts', async () => {
      await atCashier(async ({ url, numbers, inBrowser, numbersOf, payment }) => {
        await inBrowser(async (page) => {
          await page.goto(url);
          await button(page).click();
          await button(page).click();
          await cashierOf(page);
          await page.goto(url);
          await page.getByText('先前曾前往付款頁').waitFor();
          await button(page).click();
          await page.getByRole('link', { name: '返回這筆付款' }).click();
          await page.getByText('您已離開付款頁').waitFor();
        }, noScripts);
        expect(numbers).toEqual((await numbersOf(payment)).slice(1, 2));
      });
    });

    it('is not taken again by loading the page anew where the gateway’s form stands', async () => {
      await atCashier(async ({ url, numbers, inBrowser, numbersOf, payment }) => {
        await inBrowser(async (page) => {
          // The script takes this tab for one that was here before, and leaves the form to the payer.
          await page.addInitScript(`sessionStorage.setItem('sent ${payment.paymentNo}-1', '1')`);
          await page.goto(`${url}&back=1`);
          await button(page).click();
          await page.getByRole('link', { name: '返回這筆付款' }).waitFor();
          expect(page.url()).toBe(`${url}&back=1`);
          await page.reload();
          await page.getByText('您已離開付款頁').waitFor();
          expect(await numbersOf(payment)).toHaveLength(2);
          await button(page).click();
          await cashierOf(page);
        });
        expect(numbers).toEqual((await numbersOf(payment)).slice(2));
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
            await page.getByRole('link', { name: /^前往 .+ 付款$/ }).click();
            await page.getByRole('heading', { name: 'Approve' }).waitFor();
          }),
        );
      });
    });
  });

  it('an open page turns by itself when the order was paid by another payment', async () => {
    const first = payable(kinds.account, { status: 'expired', holdsOrder: false });
    const second = payable(kinds.code, { request: first.request });
    const { app, pathOf, settle } = payerApp(first, second);
    await served(app, (api) =>
      onPage(browser, phone(), async (page) => {
        await page.goto(api + pathOf(second));
        await page.getByRole('heading', { name: '超商代碼繳費' }).waitFor();
        await settle(first, { status: 'paid' });
        await page.getByRole('heading', { name: '此訂單已付款，請勿再付款' }).waitFor();
        expect(await page.getByRole('button').count()).toBe(0);
      }),
    );
  });
});
