import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const places = [
  process.env['PAYCORE_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executablePath = places.find((place) => place !== undefined && existsSync(place));

/** Whether Chromium stands on this machine: where PAYCORE_CHROMIUM says, else in the usual places. */
export const hasBrowser = executablePath !== undefined;
if (!hasBrowser && process.env['CI']) throw new Error('There is no Chromium on this machine.');

/** Skipped, and seen to be, on a machine without Chromium; CI has it or fails. */
export const describeInBrowser = (name: string, suite: () => void): void =>
  (hasBrowser ? describe : describe.skip)(name, suite);

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking'],
  });

/** What was copied in this browser, pasted into a page that no policy keeps from it. */
export async function pasted(context: BrowserContext): Promise<string> {
  const page = await context.newPage();
  try {
    await page.setContent('<textarea></textarea>');
    await page.locator('textarea').press('Control+V');
    return await page.locator('textarea').inputValue();
  } finally {
    await page.close();
  }
}
