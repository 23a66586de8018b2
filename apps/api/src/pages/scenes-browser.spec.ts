import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import type { AxeResults } from 'axe-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { served } from './fixtures/browser.ts';
import { scenes, type Scene } from './fixtures/scenes.ts';
import { locales } from './texts.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The smallest phone's, and a desktop's. */
const widths = [320, 1280];

/** What has every part of the page's layout is seen in every language; the others in the one of the longest words. */
const inEveryLanguage = ['account', 'code, ibon', 'barcode', 'picked, with your codes', 'chooser', 'paid'];
const longest = ['id'] as const;

/** Bytes that a phone fetches for the page: packed, as they travel, and as they are read. */
const limits = { packed: 25_000, plain: 60_000, requests: 4 };

/** Pixels that a reader would have to scroll sideways for; what is hidden from view but read aloud counts for nothing. */
const excess = `(() => {
  const sides = [...document.querySelectorAll('body *')]
    .map((element) => element.getBoundingClientRect())
    .filter(({ width }) => width > 1)
    .map(({ left, right }) => Math.max(right - innerWidth, -left));
  return Math.ceil(Math.max(document.documentElement.scrollWidth - innerWidth, ...sides, 0));
})()`;

/** What a visit costs, from an empty cache, as the browser itself counts it. */
async function weighed(page: Page, devTools: CDPSession, address: string) {
  const own = new Set<string>();
  const cost = { packed: 0, plain: 0 };
  const begun = ({ requestId, request }: { requestId: string; request: { url: string } }) => {
    if (request.url.startsWith(new URL(address).origin) && !request.url.includes('/status')) own.add(requestId);
  };
  const received = ({ requestId, dataLength }: { requestId: string; dataLength: number }) => {
    if (own.has(requestId)) cost.plain += dataLength;
  };
  const ended = ({ requestId, encodedDataLength }: { requestId: string; encodedDataLength: number }) => {
    if (own.has(requestId)) cost.packed += encodedDataLength;
  };
  devTools.on('Network.requestWillBeSent', begun);
  devTools.on('Network.dataReceived', received);
  devTools.on('Network.loadingFinished', ended);
  await page.goto(address);
  devTools.off('Network.requestWillBeSent', begun);
  devTools.off('Network.dataReceived', received);
  devTools.off('Network.loadingFinished', ended);
  return { ...cost, requests: own.size };
}

describeInBrowser('every page that a payer may meet', () => {
  let browser: Browser;
  let page: Page;
  let devTools: CDPSession;
  beforeAll(async () => {
    browser = await launchBrowser();
    const context = await browser.newContext({ locale: 'zh-TW', bypassCSP: true });
    page = await context.newPage();
    devTools = await context.newCDPSession(page);
    await devTools.send('Network.enable');
    await devTools.send('Network.setCacheDisabled', { cacheDisabled: true });
  });
  afterAll(() => browser?.close());

  const each = Object.entries(scenes);

  /** Its page stays where it is, and what others would load fails as without a network. */
  const shown = (scene: Scene, look: (url: string) => Promise<void>) =>
    served(scene.app, async (url) => {
      await page.route(
        (address) => address.origin !== url,
        (route) => route.abort(),
      );
      if (scene.isLeft) await page.route(`${url}/assets/pay.js*`, (route) => route.fulfill({ body: '' }));
      try {
        await look(url);
      } finally {
        await page.unrouteAll();
        await page.goto('about:blank');
      }
    });

  /** At every width. */
  async function overflows(): Promise<[width: number, pixels: number][]> {
    const found: [width: number, pixels: number][] = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const pixels = await page.evaluate<number>(excess);
      if (pixels > 0) found.push([width, pixels]);
    }
    return found;
  }

  it.each(each)(
    'fits every screen and is light: %s',
    async (name, open) => {
      const scene = await open();
      await shown(scene, async (url) => {
        for (const locale of inEveryLanguage.includes(name) ? locales : longest) {
          const { packed, plain, requests } = await weighed(page, devTools, `${url}${scene.pathOf(locale)}&lang=1`);
          expect([locale, await overflows()]).toEqual([locale, []]);
          expect(packed).toBeGreaterThan(5_000);
          expect(packed).toBeLessThanOrEqual(limits.packed);
          expect(plain).toBeLessThanOrEqual(limits.plain);
          expect(requests).toBeLessThanOrEqual(limits.requests);
          if (name !== 'account') continue;
          await page.locator('.language summary').click();
          expect([locale, await overflows()]).toEqual([locale, []]);
        }
      });
    },
    60_000,
  );

  it.each(each)(
    'has nothing that axe objects to, in light and dark: %s',
    async (_name, open) => {
      const scene = await open();
      await page.setViewportSize({ width: 360, height: 720 });
      await shown(scene, async (url) => {
        await page.goto(`${url}${scene.pathOf('en')}&lang=1`);
        await page.addScriptTag({ content: axe });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const { violations } = await page.evaluate<AxeResults>(`axe.run()`);
          expect(violations.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html }) => html)])).toEqual([]);
        }
      });
    },
    60_000,
  );
});
