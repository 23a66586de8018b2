/**
 * The URL, or undefined where the text is not one. `URL.canParse` is no help: in Node 20, once its caller is optimized, it
 * reads Latin-1 text as UTF-8, so it rejects `http://shop.example/é` and accepts what `new URL` then throws at.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // The parser throws for no other reason, and its error would carry the text, secrets included.
    return undefined;
  }
}
