import {
  isToTakeAlong,
  secretParams,
  type Attempt,
  type ElementScripts,
  type OfferedMethod,
  type PageSettings,
  type Payment,
} from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from './piece.ts';
import { earlierCodeUntil } from './awaited.ts';
import { moment, timeLeft } from './moment.ts';
import { money } from './money.ts';
import type { Note } from './note.ts';
import type { Asked } from './picked.ts';
import type { Shown } from './standing.ts';
import type { Locale, Translate } from './texts.ts';

/** All that a page may show of a payment. */
export interface View {
  readonly payment: Payment;
  /** The one that stands for the payment. */
  readonly attempt: Attempt | undefined;
  readonly shown: Shown;
  /** What the payer asked to see. */
  readonly asked: Asked;
  /** The methods that the payer may pick now. */
  readonly offered: readonly OfferedMethod[];
  /** How the shop presents itself. */
  readonly shop: PageSettings;
  /** A gateway's own name, in the page's language. */
  readonly gatewayTitle: (gateway: string) => string;
  readonly now: Date;
  /** In major units: `1234.50`. */
  readonly amount: string;
  readonly locale: Locale;
  readonly t: Translate;
  /** What the page's address says. */
  readonly notes: ReadonlySet<Note>;
  /** The gateway just sent the payer back here. */
  readonly isBack: boolean;
  /** The gateway refused a try, which may be repeated. */
  readonly isDeclined: boolean;
  /** The last press on the button to the cashier came to nothing. */
  readonly isPressFailed: boolean;
  /** What a press on a button of ours posts. */
  readonly press: { readonly token: string; readonly after: number };
  /** The page's whole address, in its language. */
  readonly absoluteUrl: string;
  /** Addresses of what runs on a page of the kind `element`, in this order, and whom it may reach. */
  readonly scripts?: Omit<ElementScripts, 'driver'> & { readonly driver: string };
  /** Where one plays the payer at the gateway's simulator; only in the demo. */
  readonly sandboxOrderUrl?: string;
}

export const withoutScriptSeconds = 15;

/** `NT$1,234`. */
export const sum = ({ payment, amount, locale }: View): string => money(amount, payment.request.currency, locale);

/** Address of the payer's page with this further part of its query. Links alone hold it; the script reads the browser's. */
export const pageUrl = ({ locale, payment, press }: View, query?: Note | `attempt=${number}`): string =>
  pagePathWith({ locale, paymentNo: payment.paymentNo, token: press.token }, query);

/** What names an address of a payer's page. */
interface PageAddress {
  readonly locale: string;
  readonly paymentNo: string;
  readonly token: string;
}

/** A note is written `note=1`. */
export const pagePathWith = ({ locale, paymentNo, token }: PageAddress, query?: Note | `attempt=${number}`): string => {
  const more = query === undefined || query.includes('=') ? query : `${query}=1`;
  return `/${locale}/pay/${paymentNo}?${secretParams.pageToken}=${encodeURIComponent(token)}${more === undefined ? '' : `&${more}`}`;
};

/** The fields of a button of ours; without scripts the token has to go along as one. */
export const pressFields = ({ press }: View, method?: Pick<OfferedMethod, 'gateway' | 'route'>): Html =>
  html`<input type="hidden" name="${secretParams.pageToken}" value="${press.token}" />
    <input type="hidden" name="after" value="${press.after}" />
    ${
      method &&
      html`<input type="hidden" name="gateway" value="${method.gateway}" />
        <input type="hidden" name="method" value="${method.route}" />`
    }`;

/** The page shows something that the payer pays by elsewhere. */
export const hasCodeToTake = ({ attempt }: View): boolean => attempt !== undefined && isToTakeAlong(attempt);

/** What is to be paid, and beside it what can be done with it. */
export const total = (view: View, label: string, beside?: Html): Html =>
  html` <p class="total"><span class="label">${label}</span> <span class="amount">${sum(view)}</span> ${beside}</p>`;

/** A line of a list of values. */
export const row = (label: string, value: Html | string): Html =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

export const deadline = (view: View): Html | undefined =>
  view.attempt?.expiresAt && row(view.t('deadline'), until(view.attempt.expiresAt, view));

/** A deadline, and how long it is until then; the script counts on. */
export const until = (at: Date, { t, now, locale }: View): Html =>
  html`<time datetime="${at.toISOString()}">${moment(at, locale)}</time> <small>${t('taipeiTime')}</small>
    <span
      class="left"
      data-left="${Math.floor((at.getTime() - now.getTime()) / 1000)}"
      data-text="${t('left', { time: '{time}' })}"
      >${t('left', { time: timeLeft(at.getTime() - now.getTime(), locale) })}</span
    >`;

/** Asks first whether a code issued before that attempt was paid, as long as its report may yet come. */
export function earlierCode({ payment, now, t, locale }: View, before = Infinity): Html | undefined {
  const until = earlierCodeUntil(payment, before, now);
  return until && html`<p class="notice caution" role="note">${t('earlierCode', { time: moment(until, locale) })}</p>`;
}

/** Says that the page waits; the script replaces the words while the connection is lost. */
export const waiting = ({ t }: View): Html =>
  html` <p class="waiting" role="status" data-offline="${t('offline')}">${t('waiting')}</p>
    <noscript><p class="hint">${t('waitingWithoutScript', { seconds: withoutScriptSeconds })}</p></noscript>`;

/** A button that copies `value`; without scripts it stays hidden. */
export const copyButton = ({ t }: View, value: string, label: string): Html =>
  html` <button
      type="button"
      class="copy plain"
      data-copy="${value}"
      data-copied="${t('copied')}"
      data-failed="${t('copyFailed')}"
      aria-label="${label}"
      hidden
    >
      ${t('copy')}
    </button>
    ${said}`;

/** A button that copies the page's address. The script reads it from the browser: no page holds its token. */
export const copyPageButton = ({ t }: View): Html =>
  html`<p class="leave">
    <button
      type="button"
      class="copy plain"
      data-copy-page
      data-copied="${t('copiedPage')}"
      data-failed="${t('copyPageFailed')}"
      hidden
    >
      ${t('copyPage')}
    </button>
    ${said}
  </p>`;

const said = html`<span class="said unseen" role="status" data-said></span>`;

export const isWebAddress = (url: string | undefined): url is string => url !== undefined && /^https?:\/\//i.test(url);

/** Merchants' URLs were checked at create; a link that is no web address is left out all the same. */
export const shopLink = (url: string | undefined, label: string, look: 'button' | 'quiet'): Html | undefined =>
  isWebAddress(url)
    ? html`<p class="leave"><a class="${look}" href="${url}" rel="noopener noreferrer">${label}</a></p>`
    : undefined;

/** A link of the gateway's, beside the page, which stays open. */
export const outsideLink = (url: string | undefined, label: string): Html | undefined =>
  isWebAddress(url)
    ? html`<p class="outside"><a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a></p>`
    : undefined;

export const demoBox = ({ sandboxOrderUrl, t }: View): Html | undefined =>
  sandboxOrderUrl === undefined
    ? undefined
    : html` <aside class="demo">
        <h2>${t('demoTitle')}</h2>
        <p>${t('demoText')}</p>
        <p>
          <a class="button plain" href="${sandboxOrderUrl}" target="_blank" rel="noopener noreferrer"
            >${t('demoLink')}</a
          >
        </p>
      </aside>`;
