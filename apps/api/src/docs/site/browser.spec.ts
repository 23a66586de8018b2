import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { onPage, served } from '../../pages/fixtures/browser.ts';
import { docsApp } from '../fixtures/docs-app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone = { viewport: { width: 360, height: 780 } };
const desktop = { viewport: { width: 1280, height: 900 } };

describeInBrowser('the documentation in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  // Built once: it takes longer than to look at it.
  const app = docsApp();
  const on = <T>(options: object, path: string, use: (page: Page, faults: string[]) => Promise<T>) =>
    served(app, (url) =>
      onPage(browser, options, async (page) => {
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
        page.on('request', (sent) => sent.url().startsWith(url) || faults.push(sent.url()));
        await page.goto(url + path);
        return use(page, faults);
      }),
    );

  it.each([
    ['a gateway', 'SmilePay', '/docs/en/smilepay'],
    ['a payment method', 'smilepay ibon', '/docs/en/smilepay#pay-smilepay-cvs'],
    ['a field', 'cvs_type', '/docs/en/smilepay#pay-smilepay-cvs.body.cvs_type'],
    ['an endpoint', '/api/paycore/home/overview', '/docs/en/common#home-overview'],
    ['an error code', 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED', '/docs/en/smilepay#pay-smilepay-barcode'],
  ])('finds %s, without a network', async (_kind, words, expected) => {
    const found = await on(desktop, '/docs/en', async (page) => {
      await page.context().setOffline(true);
      await page.keyboard.press('/');
      await page.keyboard.type(words);
      await page.keyboard.press('ArrowDown');
      return page.evaluate<string>('document.activeElement.getAttribute("href")');
    });
    expect(found).toBe(expected);
  });

  it('finds by Chinese words, and says where nothing is found', async () => {
    const results = await on(desktop, '/docs/zh-tw/common', async (page) => {
      const search = page.getByRole('searchbox');
      await search.fill('綠界 信用卡');
      const first = await page.locator('#results a').first().getAttribute('href');
      await search.fill('沒有這種東西');
      return [first, await page.locator('#found').textContent()];
    });
    expect(results).toEqual(['/docs/zh-tw/ecpay#pay-ecpay-aio-credit', '找不到符合的項目']);
  });

  it('shows one sample language everywhere, chosen by keyboard, and remembers it', async () => {
    const shown = await on(desktop, '/docs/en/ecpay', async (page) => {
      await page.getByRole('tab', { name: 'curl' }).first().focus();
      await page.keyboard.press('ArrowRight');
      await page.reload();
      return page.locator('.samples section:visible h5, .samples [role=tab][aria-selected=true]').allTextContents();
    });
    expect(new Set(shown)).toEqual(new Set(['TypeScript', 'curl']));
  });

  const setUp = ['/docs/zh-tw/all-in-one', '/docs/en/all-in-one', '/docs/zh-tw/manage', '/docs/en/manage'];

  it.each(['/docs/zh-tw', '/docs/zh-tw/ecpay', '/docs/en/common', ...setUp])('%s fits a phone', async (path) => {
    const [width, faults] = await on(phone, path, async (page, seen) => [
      await page.evaluate<number>('document.documentElement.scrollWidth'),
      seen,
    ]);
    expect([width, faults]).toEqual([360, []]);
  });

  it.each(['/docs/en', '/docs/en/manage'])('%s breaks no word of a label on a phone', async (path) => {
    const broken = await on(phone, path, (page) =>
      page.evaluate<string[]>(`[...document.querySelectorAll('td[data-label]')].flatMap((cell) => {
        const { fontWeight, fontSize, fontFamily } = getComputedStyle(cell, '::before');
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = [fontWeight, fontSize, fontFamily].join(' ');
        const width = parseFloat(getComputedStyle(cell).gridTemplateColumns);
        return cell.dataset.label.split(' ').filter((word) => !(pen.measureText(word).width <= width));
      })`),
    );
    expect([...new Set(broken)]).toEqual([]);
  });

  it.each(['/docs/en/all-in-one', '/docs/en/common', '/docs/en/manage', '/docs/en/ecpay'])(
    '%s breaks no word of a table on a desktop',
    async (path) => {
      const [broken, width] = await on(desktop, path, async (page) => [
        await page.evaluate<string[]>(`[...document.querySelectorAll('td')].flatMap((cell) => {
          const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          const found = [];
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            if (text.parentElement.closest('code')) continue;
            for (const { 0: word, index } of text.data.matchAll(/[a-z]+/gi)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
            }
          }
          return found;
        })`),
        await page.evaluate<number>('document.documentElement.scrollWidth'),
      ]);
      expect([[...new Set(broken)], width]).toEqual([[], 1280]);
    },
  );

  it.each([phone, desktop])('shows the first line of each sample beside the button that copies it', async (options) => {
    const covered = await on(options, '/docs/en/all-in-one', (page) =>
      page.evaluate<string[]>(`[...document.querySelectorAll('.block')].flatMap((block) => {
        const button = block.querySelector('.copy').getBoundingClientRect();
        const text = block.querySelector('code').firstChild;
        const line = text.data.split('\\n', 1)[0];
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, line.length);
        const { right, top, bottom, width } = range.getBoundingClientRect();
        const isCovered = width > 0 && right > button.left && top < button.bottom && bottom > button.top;
        return isCovered ? [line] : [];
      })`),
    );
    expect(covered).toEqual([]);
  });

  it.each([
    ['/docs/zh-tw', phone],
    ['/docs/en/smilepay', desktop],
    ['/docs/zh-tw/common', { ...desktop, colorScheme: 'dark' }],
    ['/docs/zh-tw/all-in-one', phone],
    ['/docs/en/all-in-one', { ...desktop, colorScheme: 'dark' }],
    ['/docs/zh-tw/manage', { ...phone, colorScheme: 'dark' }],
    ['/docs/en/manage', desktop],
  ])('%s has no serious fault of accessibility', async (path, options) => {
    const found = await on({ ...options, bypassCSP: true }, path, async (page) => {
      await page.addScriptTag({ content: axe });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
    });
    expect(found).toEqual([]);
  });
});
