/**
 * The URL, or undefined where the text is none. Not by `URL.canParse`: that of Node 20, once its caller is compiled, takes the
 * bytes of Latin-1 text for UTF-8, and so refuses `http://shop.example/é` and lets pass what `new URL` then throws at.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // The parser throws for no other reason; its error would carry the text, secrets included.
    return undefined;
  }
}
