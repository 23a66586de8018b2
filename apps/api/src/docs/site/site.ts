import type { Reference } from '../reference/model.ts';
import { docsPage } from './layout.ts';
import { chapterPage, homePage } from './pages.ts';
import type { Reader } from './samples/call.ts';
import { searchIndex } from './search.ts';
import { docsLocales, wordsOf } from './texts.ts';

/** All pages of the site, by path: `/docs/zh-tw/ecpay`. */
export async function siteOf(reference: Reference, reader: Reader): Promise<ReadonlyMap<string, string>> {
  const pages = docsLocales.flatMap((locale) => {
    const words = wordsOf(locale);
    const index = searchIndex(reference, words);
    const all = [
      homePage(reference, reader, words),
      ...reference.chapters.map((chapter) => chapterPage(chapter, reader, words)),
    ];
    return all.map(
      async (page) => [`/docs/${locale}${page.path}`, await docsPage(page, reference, index, words)] as const,
    );
  });
  return new Map(await Promise.all(pages));
}
