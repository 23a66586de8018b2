import type { Express } from 'express';
import { localeNear } from '../pages/texts.ts';
import { localeOf, privately } from './page-frame.ts';

/** `/{locale}/pay/…` and `/{locale}/payment/…`, with the query. */
const pageAddress = /^\/(?<tag>[A-Za-z][\w-]{1,34})(?<rest>\/(?<kind>pay|payment)\/[^?]*)(?<query>\?.*)?$/s;

/** What chat programs take into a link with the sentence around it. No number and no token of ours ends in any. */
const strays = [...'。，、．；：！？）」』】》〉…”’.,;:!?)]}>"\''].flatMap((mark) => [mark, encodeURIComponent(mark)]);
const strayEnd = new RegExp(`(?:${strays.map((mark) => mark.replace(/[.?)\]}]/, '\\$&')).join('|')})+$`, 'i');

const whole = (text: string): string => text.replace(strayEnd, '');

/** The address that was meant, or undefined where it is no page's. */
function meant(url: string): string | undefined {
  const { tag = '', rest = '', kind, query = '' } = pageAddress.exec(url)?.groups ?? {};
  const locale = localeNear(tag);
  if (locale === undefined) return undefined;
  // What a gateway adds to an address it may sign: no mark of that is ours to drop.
  return kind === 'payment' ? `/${locale}${rest}${query}` : `/${locale}${whole(rest)}${whole(query)}`;
}

/**
 * Leads addresses of pages that people and programs have altered to the page. What is posted is handled where it came in:
 * gateways' servers and old browsers lose a form on the way to another address.
 */
export function pageAddresses(app: Express): void {
  app.use((req, res, next) => {
    const url = meant(req.url);
    if (url === undefined || url === req.url) return next();
    if (req.method === 'GET' || req.method === 'HEAD') return privately(req, res, () => res.redirect(301, url));
    req.url = url;
    return next();
  });

  // Without a language the browser's is taken.
  app.get('/pay/:paymentNo', privately, (req, res) => {
    res.vary('Accept-Language').redirect(303, `/${localeOf(req)}${whole(req.url)}`);
  });
}
