import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import type { Browser } from 'playwright-core';
import { onPage } from './fixtures/browser.ts';
import { languageNames, languageOf, locales, textsOf } from './texts.ts';

/** A code point that Unicode will never assign: every font draws its box for what it lacks. */
const lacking = '\u{10fffe}';

/** Those of `characters` that are drawn like `lacking`. */
const boxed = (characters: readonly string[], language: string) => `(() => {
  document.documentElement.lang = ${JSON.stringify(language)};
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 48;
  document.body.append(canvas);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.font = '24px system-ui, sans-serif';
  const drawn = (text) => {
    context.clearRect(0, 0, 48, 48);
    context.fillText(text, 8, 32);
    return context.getImageData(0, 0, 48, 48).data.join();
  };
  const box = drawn(${JSON.stringify(lacking)});
  return ${JSON.stringify(characters)}.filter((character) => drawn(character) === box);
})()`;

describeInBrowser('the fonts of this machine', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each(locales)('have every character of the page in %s', async (locale) => {
    const said = [...Object.values(textsOf[locale]), ...Object.values(languageNames)].join('');
    const characters = [...new Set(said.replaceAll(/\s/g, ''))];
    await onPage(browser, {}, async (page) => {
      expect(await page.evaluate(boxed(['A', lacking], languageOf[locale]))).toEqual([lacking]);
      expect(await page.evaluate(boxed(characters, languageOf[locale]))).toEqual([]);
    });
  });
});
