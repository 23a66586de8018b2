import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import { chooser, chooserTitle, codesLeft } from './chooser.ts';
import { account } from './kinds/account.ts';
import { barcode } from './kinds/barcode.ts';
import { code } from './kinds/code.ts';
import { element } from './kinds/element.ts';
import { cashier, form, type Opened } from './kinds/form.ts';
import { redirect } from './kinds/redirect.ts';
import { document } from './layout.ts';
import type { Html } from './piece.ts';
import { alertOf } from './alerts.ts';
import { isResult, leavesFor, message, result, resultTitle } from './result.ts';
import { statusOf, versionOf } from './shown.ts';
import type { Shown } from './standing.ts';
import { translator, type Locale, type Text } from './texts.ts';
import { grouped, pageUrl, withoutScriptSeconds, type View } from './view.ts';

/** A form is never shown as it is: see `cashierPage`. */
type Kind = Exclude<Page['kind'], 'form'>;

type Renderers = {
  readonly [K in Kind]: { title: Text; render: (page: Extract<Page, { kind: K }>, view: View) => Html };
};

const renderers: Renderers = {
  account: { title: 'accountTitle', render: account },
  barcode: { title: 'barcodeTitle', render: barcode },
  code: { title: 'codeTitle', render: code },
  element: { title: 'elementTitle', render: element },
  redirect: { title: 'formTitle', render: redirect },
};

/** The payer's page of a payment, as it stands. */
export async function payPage(view: View): Promise<string> {
  const { payment, shown, asked } = view;
  const { title, main } = content(view);
  const isOver = shown === 'paid';
  // Nobody loses what they are about to choose.
  const reload = shown === 'choose' ? {} : { reload: { seconds: withoutScriptSeconds } };
  const leave = leavesFor(view);
  const attempt = asked.attempt === undefined ? undefined : (`attempt=${asked.attempt}` as const);
  return document({
    ...frame(view, title),
    main: html`${alertOf(view)}${main}`,
    version: versionOf(shown, payment, asked),
    ...(leave && { reload: leave }),
    ...(!isOver && { pollSeconds: statusOf(shown) === 'pending' ? 3 : 30, ...reload }),
    urlIn: (other) => `${pageUrl({ ...view, locale: other }, attempt)}&lang=1`,
  });
}

const frame = ({ t, locale, payment, amount, shop }: View, title: string) => ({
  locale,
  t,
  shop,
  title: `${title} · ${payment.request.currency} ${grouped(amount)}`,
  ...(payment.environment === 'test' && { note: html`<p class="testing">${t('testing')}</p>` }),
});

/** What the gateway gave for the page that is shown. */
export function gatewayPageOf({ shown, attempt }: View): Extract<Page, { kind: Kind }> | undefined {
  const page = attempt?.page?.reveal();
  return page && page.kind !== 'form' && page.kind === shown ? page : undefined;
}

function content(view: View): { title: string; main: Html } {
  const { shown, t } = view;
  if (isResult(shown)) return { title: resultTitle(view, shown), main: result(view, shown) };
  if (shown === 'choose') return { title: chooserTitle(view), main: chooser(view) };
  if (shown === 'codes') return { title: t('codesTitle'), main: codesLeft(view) };
  if (shown === 'form') return { title: t('formTitle'), main: form(view) };
  const page = gatewayPageOf(view);
  if (!page) throw new Error(`The payment has no page of the kind ${shown}.`);
  const renderer = renderers[page.kind];
  // The kind chose the renderer, so the renderer takes this page.
  const render = renderer.render as (page: Page, view: View) => Html;
  return { title: t(renderer.title), main: render(page, view) };
}

/** The page between the press and the gateway's cashier. It has no status to follow: the gateway's page takes its place. */
export const cashierPage = (opened: Opened, view: View): Promise<string> =>
  document({ ...frame(view, view.t('formTitle')), main: cashier(opened, view) });

/** The same for an unknown payment and a wrong token. */
export const missingPage = (locale: Locale): Promise<string> => messagePage(locale, 'missing');

export const unavailablePage = (locale: Locale): Promise<string> => messagePage(locale, 'unavailable', 5);

/** What the gateway gave cannot be shown. */
export const brokenPage = (locale: Locale): Promise<string> => messagePage(locale, 'broken', 60);

/** How a payment stands, for a browser that may be anybody's: no amount, name or link. */
export function statePage(locale: Locale, shown: Shown): Promise<string> {
  if (shown === 'paidBeside') return messagePage(locale, shown);
  const status = statusOf(shown);
  return messagePage(locale, status, status === 'pending' ? withoutScriptSeconds : undefined);
}

/** Another payment of the order took this one's place before it was complete. */
export const replacedPage = (locale: Locale): Promise<string> => messagePage(locale, 'replaced');

function messagePage(
  locale: Locale,
  name: 'missing' | 'unavailable' | 'broken' | 'replaced' | 'pending' | 'paid' | 'paidBeside' | 'failed' | 'expired',
  reloadSeconds?: number,
): Promise<string> {
  const t = translator(locale);
  const title = t(`${name}Title`);
  const main = message(title, t(`${name}Text`));
  return document({
    locale,
    t,
    title,
    main,
    ...(reloadSeconds && { reload: { seconds: reloadSeconds, evenWithScript: true } }),
  });
}
