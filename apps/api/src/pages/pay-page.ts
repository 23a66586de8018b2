import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import { account } from './kinds/account.ts';
import { barcode } from './kinds/barcode.ts';
import { code } from './kinds/code.ts';
import { element } from './kinds/element.ts';
import { form } from './kinds/form.ts';
import { redirect } from './kinds/redirect.ts';
import { document, type Html } from './layout.ts';
import { message, result, resultTitle } from './result.ts';
import { statusOf, type Shown } from './shown.ts';
import { locales, translator, type Locale, type Text } from './texts.ts';
import { grouped, withoutScriptSeconds, type View } from './view.ts';

type Renderers = {
  readonly [K in Page['kind']]: { title: Text; render: (page: Extract<Page, { kind: K }>, view: View) => Html };
};

const renderers: Renderers = {
  account: { title: 'accountTitle', render: account },
  barcode: { title: 'barcodeTitle', render: barcode },
  code: { title: 'codeTitle', render: code },
  element: { title: 'elementTitle', render: element },
  form: { title: 'formTitle', render: form },
  redirect: { title: 'formTitle', render: redirect },
};

/** The payer's page of a payment, as it stands. */
export async function payPage(view: View): Promise<string> {
  const { t, locale, payment, shown } = view;
  const { title, main } = content(view);
  const isOver = shown === 'paid';
  const other = locales.find((name) => name !== locale) ?? locale;
  return document({
    locale,
    t,
    title: `${title} · ${payment.request.currency} ${grouped(view.amount)}`,
    main,
    version: shown,
    ...(!isOver && { pollSeconds: statusOf(shown) === 'pending' ? 3 : 30, reload: { seconds: withoutScriptSeconds } }),
    otherLanguage: { locale: other, path: `/${other}/pay/${payment.paymentNo}` },
    ...(payment.environment === 'test' && { note: html`<p class="testing">${t('testing')}</p>` }),
  });
}

/** What the page of an open payment is to show. */
export const openPageOf = ({ shown, payment }: View): Page | undefined =>
  statusOf(shown) === 'pending' ? payment.page?.reveal() : undefined;

function content(view: View): { title: string; main: Html } {
  const page = openPageOf(view);
  if (!page) return { title: resultTitle(view), main: result(view) };
  const renderer = renderers[page.kind];
  // The kind chose the renderer, so the renderer takes this page.
  const render = renderer.render as (page: Page, view: View) => Html;
  return { title: view.t(renderer.title), main: render(page, view) };
}

/** The same for an unknown payment and a wrong token. */
export const missingPage = (locale: Locale): Promise<string> => messagePage(locale, 'missing');

export const unavailablePage = (locale: Locale): Promise<string> => messagePage(locale, 'unavailable', 5);

/** What the gateway gave cannot be shown. */
export const brokenPage = (locale: Locale): Promise<string> => messagePage(locale, 'broken', 60);

/** How a payment stands, for a browser that may be anybody's: no amount, name or link. */
export const statePage = (locale: Locale, shown: Shown): Promise<string> =>
  statusOf(shown) === 'pending'
    ? messagePage(locale, 'pending', withoutScriptSeconds)
    : messagePage(locale, statusOf(shown));

/** Another payment of the order took this one's place before it was complete. */
export const replacedPage = (locale: Locale): Promise<string> => messagePage(locale, 'replaced');

function messagePage(
  locale: Locale,
  name: 'missing' | 'unavailable' | 'broken' | 'replaced' | 'pending' | 'paid' | 'failed' | 'expired',
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
