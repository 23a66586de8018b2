import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import express from 'express';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onPage, served } from './fixtures/browser.ts';
import { aLink, chooserApp, type ChooserOptions } from './fixtures/chooser-app.ts';
import { kinds } from './fixtures/kinds.ts';

const phone = { viewport: { width: 375, height: 720 } };
const desktop = { viewport: { width: 1280, height: 800 } };
const scripts: [name: string, options: BrowserContextOptions][] = [
  ['with scripts', phone],
  ['without scripts', { ...phone, javaScriptEnabled: false }],
];

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const bytes = Buffer.from(pixel, 'base64');
const hash = createHash('sha256').update(bytes).digest('hex');
const logo = { hash, type: 'image/png', width: 1, height: 1, bytes } as const;

describeInBrowser('the chooser in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  type Chooser = Awaited<ReturnType<typeof chooserApp>> & {
    readonly url: string;
    /** Paths that browsers asked our server for. */
    readonly asked: readonly string[];
    readonly inBrowser: (use: (page: Page) => Promise<void>, options?: BrowserContextOptions) => Promise<void>;
  };

  /** A payer's page in a world whose cashier says what it is. */
  const atPage = async (use: (world: Chooser) => Promise<void>, options: ChooserOptions = {}) => {
    const cashier = express().post('/pay', (_req, res) => void res.send('<h1>Cashier</h1>'));
    await served(cashier, async (origin) => {
      const world = await chooserApp({ action: `${origin}/pay`, ...options });
      const asked: string[] = [];
      const counted = express().use((req, _res, next) => {
        asked.push(req.path);
        next();
      }, world.app);
      await served(counted, async (api) => {
        const inBrowser = (steps: (page: Page) => Promise<void>, settings: BrowserContextOptions = phone) =>
          onPage(browser, settings, steps);
        await use({ ...world, asked, url: api + world.pathOf(world.payment), inBrowser });
      });
    });
  };

  const countingEvents = `window.heard = 0;
    window.EventSource = class extends EventSource {
      constructor(url) {
        super(url);
        this.addEventListener('message', () => (window.heard += 1));
      }
    };`;

  const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
  const method = (page: Page, name: string) => page.getByRole('button', { name });
  const other = (page: Page) => page.getByRole('link', { name: '改用其他付款方式' });

  it.each(scripts)('a payer picks, changes their mind, keeps the codes and pays once: %s', async (_how, options) => {
    await atPage(async ({ url, inBrowser, settle, payment, attempts }) => {
      await inBrowser(async (page) => {
        await page.goto(url);
        await method(page, 'ATM 轉帳 綠界').click();
        await title(page, 'ATM 轉帳付款');
        await other(page).click();
        await title(page, '選擇付款方式');
        await page.getByText('您已取得的繳費資料仍可付款').waitFor();
        await page.getByRole('radio', { name: '全家' }).check();
        await method(page, '以超商代碼付款').click();
        await title(page, '超商代碼繳費');
        await page.getByRole('link', { name: 'ATM 轉帳' }).click();
        await title(page, 'ATM 轉帳付款');
        await settle(payment, { status: 'paid' }, 1);
        if (options.javaScriptEnabled === false) await page.reload();
        await title(page, '付款完成');
        expect(await page.locator('del').allInnerTexts()).toEqual([kinds.code.code]);
      }, options);
      expect(await attempts()).toMatchObject([{ route: 'atm' }, { route: 'cvs', extra: { cvs_type: 'fami' } }]);
    });
  });

  it.each(scripts)('a cashier is reached, and left for another way: %s', async (_how, options) => {
    await atPage(async ({ url, inBrowser, attempts }) => {
      await inBrowser(async (page) => {
        await page.goto(url);
        await method(page, '信用卡 綠界').click();
        if (options.javaScriptEnabled === false) await method(page, '前往 綠界 付款').click();
        await title(page, 'Cashier');
        await page.goto(`${url}&back=1`);
        await page.getByText('您已離開付款頁').waitFor();
        await other(page).click();
        await page.getByRole('note').getByText('先前曾前往付款頁').waitFor();
        await method(page, '超商條碼').click();
        await title(page, '超商條碼繳費');
      }, options);
      expect(await attempts()).toHaveLength(2);
    });
  });

  it('a choice must be made: the browser sends nothing before', async () => {
    await atPage(async ({ url, inBrowser, attempts }) => {
      await inBrowser(async (page) => {
        await page.goto(url);
        await method(page, '以超商代碼付款').click();
        await page.locator('input:invalid').first().waitFor();
        await method(page, '超商條碼').click();
        await title(page, '超商條碼繳費');
      });
      expect(await attempts()).toHaveLength(1);
    });
  });

  it('one method is picked by itself, once', async () => {
    await atPage(
      async ({ url, inBrowser, attempts }) => {
        await inBrowser(async (page) => {
          await page.goto(url);
          await title(page, 'Cashier');
          await page.goto(url);
          await page.getByText('先前曾前往付款頁').waitFor();
        });
        await inBrowser(async (page) => {
          await page.goto(url);
          await page.getByText('先前曾前往付款頁').waitFor();
        });
        expect(await attempts()).toHaveLength(1);
      },
      { methods: ['ecpay/aio/credit'] },
    );
  });

  it('one method is picked by a press without scripts', async () => {
    await atPage(
      async ({ url, inBrowser }) => {
        await inBrowser(
          async (page) => {
            await page.goto(url);
            await method(page, '以ATM 轉帳付款').click();
            await title(page, 'ATM 轉帳付款');
          },
          { javaScriptEnabled: false },
        );
      },
      { methods: ['ecpay/atm'] },
    );
  });

  it('a paid page leads back to the shop, once', async () => {
    const shop = express().get('/thanks', (_req, res) => void res.send('<h1>Thanks</h1>'));
    await served(shop, async (origin) => {
      const { request } = aLink();
      const payment = { request: { ...request, urls: { success: `${origin}/thanks` } } };
      await atPage(
        async ({ url, inBrowser, pick, settle, dress, payment: made }) => {
          await dress({ successRedirectSeconds: 0 });
          await pick('ecpay/atm');
          await settle(made, { status: 'paid' });
          await inBrowser(async (page) => {
            await page.goto(url);
            await title(page, 'Thanks');
            await page.goBack();
            await title(page, '付款完成');
            expect(await page.locator('[data-leave]').count()).toBe(0);
          });
        },
        { payment },
      );
    });
  });

  it.each(scripts)('a paid page says that it leads back, and can be made to stay: %s', async (_how, options) => {
    await atPage(async ({ url, inBrowser, pick, settle, dress, payment }) => {
      await dress({ successRedirectSeconds: 60 });
      await pick('ecpay/atm');
      await settle(payment, { status: 'paid' });
      await inBrowser(async (page) => {
        await page.goto(url);
        await page.getByRole('status').getByText('60 秒後自動返回商店').waitFor();
        await page.getByRole('link', { name: '留在本頁' }).click();
        await title(page, '付款完成');
        await page.getByText('60 秒後自動返回商店').waitFor({ state: 'detached' });
        expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(0);
        if (options.javaScriptEnabled !== false) await page.getByText('已取消自動返回').waitFor();
      }, options);
    });
  });

  it('a payment that its gateway declined is an alert, also after the page is loaded anew', async () => {
    await atPage(async ({ url, inBrowser, pick, settle, payment }) => {
      await pick('ecpay/aio/credit');
      await settle(payment, { status: 'failed' });
      await inBrowser(async (page) => {
        await page.goto(url);
        await page.getByRole('alert').getByText('上一次付款未成功，沒有扣款').waitFor();
        await page.reload();
        await page.getByRole('alert').getByText('上一次付款未成功，沒有扣款').waitFor();
      });
    });
  });

  it('a double click makes one order', async () => {
    await atPage(async ({ url, inBrowser, attempts }) => {
      await inBrowser(async (page) => {
        await page.goto(url);
        await method(page, '超商條碼').dblclick();
        await title(page, '超商條碼繳費');
      });
      expect(await attempts()).toHaveLength(1);
    });
  });

  it('the back button leads to a chooser whose buttons work', async () => {
    await atPage(async ({ url, inBrowser, attempts }) => {
      await inBrowser(async (page) => {
        await page.goto(`${url}&choose=1`);
        await method(page, '超商條碼').click();
        await title(page, '超商條碼繳費');
        await page.goBack();
        await page.getByText('您已取得的繳費資料仍可付款').waitFor();
        await method(page, 'ATM 轉帳 綠界').click();
        await title(page, 'ATM 轉帳付款');
      });
      expect(await attempts()).toHaveLength(2);
    });
  });

  it('two tabs: what one picks or pays the other one shows, but never takes the chooser away from who chooses', async () => {
    await atPage(async ({ url, inBrowser, settle, payment }) => {
      await inBrowser(async (first) => {
        const second = await first.context().newPage();
        await second.addInitScript(countingEvents);
        await second.goto(url);
        await first.goto(url);
        await method(first, '超商條碼').click();
        await title(second, '超商條碼繳費');
        await other(second).click();
        await title(second, '選擇付款方式');
        await other(first).click();
        await method(first, 'ATM 轉帳 綠界').click();
        await title(first, 'ATM 轉帳付款');
        // How it stood at first, and the news of the pick.
        // Asked anew each time: a predicate that waits inside the page is what its policy forbids.
        while (Number(await second.evaluate('heard')) < 2) await second.waitForTimeout(20);
        expect(await second.locator('h1').innerText()).toBe('選擇付款方式');
        await settle(payment, { status: 'paid' });
        await title(second, '付款完成');
        await title(first, '付款完成');
      });
    });
  });

  it.each([
    ['a phone', { viewport: { width: 320, height: 640 } }],
    ['a desktop', desktop],
  ])('fits %s, asks nobody else and stays small', async (_what, size) => {
    await atPage(async ({ url, inBrowser, pick, dress, shops, asked }) => {
      await shops.saveLogo(logo);
      await dress({ shopName: '茶壺', logo, accentColor: '#B00020' });
      await pick('ecpay/atm');
      await pick('ecpay/barcode');
      await inBrowser(async (page) => {
        const answers: Promise<[url: string, bytes: number]>[] = [];
        page.on('response', (answer) => {
          if (/\/(status|events)\b/.test(answer.url())) return;
          answers.push(
            answer
              .request()
              .sizes()
              .then(({ responseBodySize }) => [answer.url(), responseBodySize]),
          );
        });
        await page.goto(`${url}&choose=1`, { waitUntil: 'networkidle' });
        expect(await page.evaluate<number>(`document.querySelector('header img').naturalWidth`)).toBe(1);
        const loaded = await Promise.all(answers);
        expect([...new Set(loaded.map(([address]) => new URL(address).origin))]).toEqual([new URL(url).origin]);
        expect(asked.filter((path) => !/\/(status|events)$/.test(path))).toHaveLength(4);
        const bytes = loaded.reduce((sum, [, length]) => sum + length, 0);
        // As they are sent.
        expect(bytes).toBeGreaterThan(5_000);
        expect(bytes).toBeLessThanOrEqual(20_000);
        const excess = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
        expect(excess).toBe(0);
      }, size);
    });
  });

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  it('has nothing that axe objects to, in any of its states', async () => {
    await atPage(async ({ url, inBrowser, pick, settle, payment, offer, dress }) => {
      const faults: unknown[] = [];
      const look = (query: string) =>
        inBrowser(
          async (page) => {
            page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
            await page.goto(url + query);
            await page.addScriptTag({ content: axe });
            const { violations } = await page.evaluate<AxeResults>('axe.run()');
            faults.push(...violations.map(({ id, nodes }) => [query, id, nodes.map(({ html }) => html)]));
          },
          { ...phone, bypassCSP: true },
        );
      await look('');
      await look('&unfit=1');
      await dress({ shopName: '茶壺', accentColor: '#B00020', supportContact: '02-1234-5678' });
      await pick('ecpay/atm');
      await pick('smilepay/cvs', { cvs_type: 'ibon' });
      for (const query of ['', '&choose=1', '&attempt=1', '&checking=1']) await look(query);
      await offer(['ecpay/atm']);
      await look('&choose=1');
      await offer([]);
      await look('&choose=1');
      await settle(payment, { status: 'paid' });
      await look('');
      expect(faults).toEqual([]);
    });
  }, 180_000);
});
