import { XMLParser } from 'fast-xml-parser';

/** Entities stay unread, so nothing expands and nothing is fetched; values stay text, so no zero is lost. */
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  processEntities: false,
  maxNestedTags: 8,
});

/** Big5 and UTF-8 under the names of Windows, Java and the web, letters and digits alone. */
const big5 =
  'big5 xbig5 xxbig5 cnbig5 csbig5 big5hkscs big5eten cp950 ms950 ms950hkscs windows950 xwindows950 ibm950 950';
const utf8 = 'utf8 csutf8 unicode11utf8 unicode20utf8 xunicode20utf8 cp65001 65001';
const encodings = new Map([
  ...big5.split(' ').map((name) => [name, 'big5'] as const),
  ...utf8.split(' ').map((name) => [name, 'utf-8'] as const),
]);

/** As the declaration says; UTF-8 where it says nothing. Undefined for a character set that SmilePay does not use. */
function decode(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named = /^[^<]{0,8}<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
  const encoding = encodings.get(named.toLowerCase().replace(/[\W_]/g, ''));
  // A character outside its set spoils a description at most: the code beside it is ASCII.
  return encoding && new TextDecoder(encoding).decode(bytes);
}

/** What stands inside the root element `SmilePay`; undefined where the bytes are no such document. */
export function parseSmilePay(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (text === undefined || /<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
  try {
    const document = parser.parse(text.trim(), true) as Readonly<Record<string, unknown>>;
    const [root, ...others] = Object.keys(document);
    return root === 'SmilePay' && others.length === 0 ? document[root] : undefined;
  } catch {
    return undefined;
  }
}
