import { html } from 'hono/html';
import { alertOf } from './alerts.ts';
import { chooser, codesLeft } from './chooser.ts';
import type { Kind } from './kind.ts';
import { account } from './kinds/account.ts';
import { barcode } from './kinds/barcode.ts';
import { code } from './kinds/code.ts';
import { element } from './kinds/element.ts';
import { cashier, form, type Opened } from './kinds/form.ts';
import { redirect } from './kinds/redirect.ts';
import { document, type Layout } from './layout.ts';
import { orderSide } from './order-side.ts';
import { headersOf } from './policy.ts';
import { leavesFor, message, results } from './result.ts';
import { statusOf, versionOf } from './shown.ts';
import type { Shown } from './standing.ts';
import { translator, type Locale } from './texts.ts';
import { pageUrl, sum, withoutScriptSeconds, type View } from './view.ts';

const kinds: Readonly<Record<Shown, Kind>> = {
  ...results,
  ...{ account, barcode, code, element, form, redirect },
  choose: chooser,
  codes: codesLeft,
};

/** A page, and the headers in which it differs from others. */
export interface Made {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The payer's page of a payment, as it stands. */
export async function payPage(view: View): Promise<Made> {
  const { payment, shown, asked } = view;
  const isOver = shown === 'paid';
  // Nobody loses what they are about to choose.
  const reload = shown === 'choose' ? {} : { reload: { seconds: withoutScriptSeconds } };
  const leave = leavesFor(view);
  const attempt = asked.attempt === undefined ? undefined : (`attempt=${asked.attempt}` as const);
  return made(kinds[shown], view, {
    version: versionOf(shown, payment, asked),
    ...(leave && { reload: leave }),
    ...(!isOver && { pollSeconds: statusOf(shown) === 'pending' ? 3 : 30, ...reload }),
    urlIn: (other) => `${pageUrl({ ...view, locale: other }, attempt)}&lang=1`,
  });
}

const frame = (view: View, title: string) => {
  const { t, locale, payment, shop } = view;
  return {
    locale,
    t,
    shop,
    title: `${title} · ${sum(view)}`,
    ...(payment.environment === 'test' && { note: html`<p class="testing">${t('testing')}</p>` }),
  };
};

async function made(kind: Kind, view: View, more: Partial<Layout>): Promise<Made> {
  const main = html`<div class="pay">${alertOf(view)}${kind.main(view)}</div>
    ${orderSide(view, kind.isPayable === true)}`;
  const text = await document({ ...frame(view, kind.title(view)), main, ...more });
  return { text, headers: headersOf(kind.allows?.(view) ?? {}) };
}

/** The page between the press and the gateway's cashier. It has no status to follow: the gateway's page takes its place. */
export const cashierPage = (opened: Opened, view: View): Promise<Made> => made(cashier(opened), view, {});

/** The same for an unknown payment and a wrong token. */
export const missingPage = (locale: Locale): Promise<string> => messagePage(locale, 'missing');

export const unavailablePage = (locale: Locale): Promise<string> =>
  messagePage(locale, 'unavailable', { reloadSeconds: 5 });

/** What the gateway gave cannot be shown. */
export const brokenPage = (locale: Locale): Promise<string> => messagePage(locale, 'broken', { reloadSeconds: 60 });

/**
 * How a payment stands, for a browser that may be anybody's: no amount, name or number. What follows the shop's host in
 * `shopUrl` may be for the payer alone.
 */
export function statePage(locale: Locale, shown: Shown, shopUrl?: string): Promise<string> {
  if (shown === 'paidBeside') return messagePage(locale, shown);
  const status = statusOf(shown);
  if (status === 'paid') return messagePage(locale, status, { shopUrl: shopUrl && new URL(shopUrl).origin });
  return messagePage(locale, status, status === 'pending' ? { reloadSeconds: withoutScriptSeconds } : {});
}

/** Another payment of the order took this one's place before it was complete. */
export const replacedPage = (locale: Locale): Promise<string> => messagePage(locale, 'replaced');

function messagePage(
  locale: Locale,
  name: 'missing' | 'unavailable' | 'broken' | 'replaced' | 'pending' | 'paid' | 'paidBeside' | 'failed' | 'expired',
  { reloadSeconds, shopUrl }: { reloadSeconds?: number; shopUrl?: string | undefined } = {},
): Promise<string> {
  const t = translator(locale);
  const title = t(`${name}Title`);
  const main = message(title, t(`${name}Text`), { isPaid: name === 'paid', shopUrl, back: t('backToShop') });
  return document({
    locale,
    t,
    title,
    main,
    ...(reloadSeconds && { reload: { seconds: reloadSeconds, evenWithScript: true } }),
  });
}
