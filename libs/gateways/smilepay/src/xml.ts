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

const encodings: Readonly<Record<string, string>> = { 'utf-8': 'utf-8', utf8: 'utf-8', big5: 'big5' };

/** As the declaration says; UTF-8 where it says nothing. Undefined for a character set that SmilePay does not use. */
function decode(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named = /^[^<]{0,8}<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
  const encoding = encodings[named.toLowerCase()];
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
