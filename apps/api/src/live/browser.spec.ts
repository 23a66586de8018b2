import { serve } from '@paycore/http';
import { FakeGateway, fakeLog } from '@paycore/testing';
import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import type { Payment } from '@paycore/core';
import express, { type Express, type RequestHandler } from 'express';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { kinds, payable } from '../pages/fixtures/kinds.ts';
import { payerAppOn } from '../pages/fixtures/payer-app.ts';
import type { LiveSettings } from '../routes/payer-events.ts';

describeInBrowser('an open page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  const serving = (app: Express, port = 0) =>
    serve(app, { name: 'api', port, host: '127.0.0.1', log: fakeLog(), onStop: async () => undefined });

  /** One payment's page in a browser of its own, and what the browser asked of the server. */
  async function atPage(
    use: (
      world: ReturnType<typeof worldOf> & { readonly context: BrowserContext; readonly url: string },
    ) => Promise<void>,
    { live = {}, before }: { live?: Partial<LiveSettings>; before?: RequestHandler } = {},
  ): Promise<void> {
    const world = worldOf(payable(kinds.account), live, before);
    const { url, stop } = await serving(world.app);
    const context = await browser.newContext({ locale: 'zh-TW' });
    context.on('request', (request) => world.asked.push(new URL(request.url()).pathname.replace(/.*\//, '')));
    try {
      await use({ ...world, context, url: url + world.pathOf(world.payment) });
    } finally {
      await context.close();
      await stop();
    }
  }

  function worldOf(payment: Payment, live: Partial<LiveSettings>, before?: RequestHandler) {
    const payer = payerAppOn({ gateway: new FakeGateway(), others: [], live }, [payment]);
    const app = express();
    if (before) app.use(before);
    app.use(payer.app);
    const streams = async () => Number(/^paycore_page_streams (\d+)$/m.exec(await payer.metrics.text())?.[1]);
    /** Resolves once so many streams are open. */
    const untilStreams = async (count: number) => {
      while ((await streams()) !== count) await new Promise((resolve) => setImmediate(resolve));
    };
    const pay = () => payer.settle(payment, { status: 'paid' });
    return { ...payer, app, payment, asked: [] as string[], untilStreams, pay };
  }

  const open = async (context: BrowserContext, url: string) => {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole('heading', { name: 'ATM 轉帳付款' }).waitFor();
    return page;
  };
  const paid = (page: Page) => page.getByRole('heading', { name: '付款完成' }).waitFor();
  const setHidden = (page: Page, isHidden: boolean) =>
    page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
      document.dispatchEvent(new Event('visibilitychange'));`);

  it('turns to paid by its stream, without asking, and puts the focus on what has changed', async () => {
    await atPage(async ({ context, url, asked, untilStreams, pay }) => {
      const page = await open(context, url);
      await untilStreams(1);
      expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY');
      await pay();
      await paid(page);
      expect(await page.evaluate('document.activeElement.textContent')).toContain('付款完成');
      expect(asked.filter((path) => path === 'status')).toEqual([]);
      await untilStreams(0);
      await page.reload();
      await paid(page);
      expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY');
    });
  });

  it('turns in both of two tabs', async () => {
    await atPage(async ({ context, url, untilStreams, pay }) => {
      const pages = [await open(context, url), await open(context, url)];
      await untilStreams(2);
      await pay();
      await Promise.all(pages.map(paid));
    });
  });

  it('follows again after it was loaded anew, left and come back to', async () => {
    await atPage(async ({ context, url, untilStreams, pay }) => {
      const page = await open(context, url);
      await page.reload();
      await untilStreams(1);
      await page.goto('about:blank');
      await untilStreams(0);
      await page.goBack();
      await untilStreams(1);
      await pay();
      await paid(page);
    });
  });

  it('shows what happened meanwhile when the browser kept it, and follows on', async () => {
    await atPage(async ({ context, url, untilStreams, pay }) => {
      const page = await open(context, url);
      await untilStreams(1);
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
      await untilStreams(0);
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
      await untilStreams(1);
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
      await pay();
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
      await paid(page);
    });
  });

  it('says that the connection is lost, and catches up once it is back', async () => {
    await atPage(async ({ context, url, untilStreams, pay }) => {
      const page = await open(context, url);
      await untilStreams(1);
      await context.setOffline(true);
      await page.getByText('連線中斷').waitFor();
      await pay();
      await context.setOffline(false);
      await paid(page);
    });
  });

  it('needs no stream while nobody sees it', async () => {
    await atPage(async ({ context, url, untilStreams, pay }) => {
      const page = await open(context, url);
      await untilStreams(1);
      await setHidden(page, true);
      await untilStreams(0);
      await pay();
      await setHidden(page, false);
      await paid(page);
    });
  });

  it('asks where all streams are taken', async () => {
    await atPage(
      async ({ context, url, asked, pay }) => {
        const page = await open(context, url);
        await pay();
        await paid(page);
        expect(asked).toContain('status');
      },
      { live: { maxStreams: 0 } },
    );
  });

  it('asks where a proxy holds the stream back', async () => {
    const holding: RequestHandler = (req, res, next) => {
      if (!req.path.endsWith('/events')) return next();
      res.type('text/event-stream').flushHeaders();
    };
    await atPage(
      async ({ context, url, asked, pay }) => {
        const page = await open(context, url);
        await pay();
        await paid(page);
        expect(asked).toContain('status');
      },
      { before: holding },
    );
  });

  it('asks where the browser knows no streams', async () => {
    await atPage(async ({ context, url, asked, pay }) => {
      await context.addInitScript('delete window.EventSource');
      const page = await open(context, url);
      await pay();
      await paid(page);
      expect(asked).not.toContain('events');
    });
  });

  it('finds its way to the process that takes the place of its own', async () => {
    const { app, payment, pathOf, untilStreams, pay } = worldOf(payable(kinds.account), {});
    const first = await serving(app);
    const context = await browser.newContext({ locale: 'zh-TW' });
    const running = { stop: first.stop };
    try {
      const page = await open(context, first.url + pathOf(payment));
      await untilStreams(1);
      await first.stop();
      await untilStreams(0);
      running.stop = (await serving(app, Number(new URL(first.url).port))).stop;
      await untilStreams(1);
      await pay();
      await paid(page);
    } finally {
      await context.close();
      await running.stop();
    }
  });
});
