import { hasBrowser, launchBrowser } from '@paycore/testing/browser';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { World } from './world.ts';

export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1280, height: 900 } };

interface Seen {
  /** Console errors and warnings, uncaught errors, breaches of the page's policy. */
  readonly complaints: string[];
  readonly origins: Set<string>;
}

/** A world with a browser beside it; undefined on a machine without Chromium. */
export class Browsing {
  private constructor(
    readonly world: World,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<Browsing | undefined> {
    if (!hasBrowser) return undefined;
    return new Browsing(...(await Promise.all([World.start(), launchBrowser()])));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.world.stop();
  }

  /** Runs with pages of their own; what they complained of, and whom they asked. */
  async inContext(options: BrowserContextOptions, use: (context: BrowserContext) => Promise<void>): Promise<Seen> {
    const context = await this.browser.newContext({ locale: 'zh-TW', ...options });
    const seen: Seen = { complaints: [], origins: new Set() };
    context.on('request', (request) => seen.origins.add(new URL(request.url()).origin));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) seen.complaints.push(message.text());
    });
    context.on('weberror', (error) => seen.complaints.push(String(error.error())));
    try {
      await use(context);
    } finally {
      await context.close();
    }
    return seen;
  }
}

export async function expectNoSideways(page: Page): Promise<void> {
  const sizes = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]';
  const [scroll, width] = await page.evaluate<[number, number]>(sizes);
  expect(scroll).toBeLessThanOrEqual(width);
}
