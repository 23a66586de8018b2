import { isPaidTwice, returnAwaitedUntil, type Payment } from '@paycore/core';
import { html, raw } from 'hono/html';
import { awaitedUntil } from './awaited.ts';
import { otherWays } from './codes.ts';
import { deadCodes } from './dead-codes.ts';
import type { Kind } from './kind.ts';
import { methodLabel } from './methods.ts';
import { moment } from './moment.ts';
import type { Html } from './piece.ts';
import type { Shown } from './standing.ts';
import type { Text } from './texts.ts';
import { isWebAddress, pageUrl, row, shopLink, total, withoutScriptSeconds, type View } from './view.ts';

type Result = Exclude<Shown, 'account' | 'barcode' | 'code' | 'element' | 'form' | 'redirect' | 'choose' | 'codes'>;

const words: Readonly<Record<Result, readonly [title: Text, text: Text]>> = {
  paid: ['paidTitle', 'paidText'],
  paidBeside: ['paidBesideTitle', 'paidBesideText'],
  failed: ['failedTitle', 'failedText'],
  expired: ['expiredTitle', 'expiredText'],
  late: ['expiredTitle', 'lateText'],
  creating: ['creatingTitle', 'creatingText'],
  awaited: ['awaitedTitle', 'awaitedText'],
  exhausted: ['exhaustedTitle', 'exhaustedText'],
  spent: ['spentTitle', 'spentText'],
  unoffered: ['unofferedTitle', 'unofferedText'],
};

const tick = html`<path d="M14 25l7 7 14-15" />`;
const cross = html`<path d="M17 17l14 14m0-14L17 31" />`;
const clock = html`<path d="M24 14v11l7 5" />`;
const dots = html`<path d="M15 24h.1m8.9 0h.1m8.9 0h.1" />`;
const exclamation = html`<path d="M24 14v13m0 6v.1" />`;

/** The sign, and the class that colours it. */
const signs: Readonly<Record<Result, readonly [look: string, path: Html]>> = {
  paid: ['paid', tick],
  paidBeside: ['paid', tick],
  failed: ['failed', cross],
  expired: ['expired', clock],
  late: ['expired', clock],
  creating: ['pending', dots],
  awaited: ['pending', dots],
  exhausted: ['expired', exclamation],
  spent: ['expired', exclamation],
  unoffered: ['expired', exclamation],
};

/** How it stands, where there is nothing to pay by. */
const kindOf = (name: Result): Kind => ({
  title: ({ t }) => t(words[name][0]),
  main: (view) => result(view, name),
});

export const results = Object.fromEntries(
  (Object.keys(words) as Result[]).map((name) => [name, kindOf(name)]),
) as Readonly<Record<Result, Kind>>;

function result(view: View, kind: Result): Html {
  const { t } = view;
  const [look, path] = signs[kind];
  return html` <div class="result ${look}">
      ${sign(path)}
      <h1>${t(words[kind][0])}</h1>
      <p class="lead" ${kind === 'failed' && raw('role="alert"')}>${t(words[kind][1], { time: lateUntil(view) })}</p>
      ${more[kind]?.(view)}
    </div>
    ${total(view, t(kind === 'creating' ? 'amount' : 'total'))} ${kind === 'paid' && receipt(view)}
    ${isOpen(kind) && otherWays(view)} ${wayOut(view, kind)}`;
}

/** When and how it was paid, and the gateway's number for it. */
function receipt({ payment, attempt, t, locale, gatewayTitle }: View): Html {
  const { paidAt } = payment;
  return html`<dl class="details">
    ${
      paidAt &&
      row(
        t('paidAt'),
        html`<time datetime="${paidAt.toISOString()}">${moment(paidAt, locale)}</time>
          <small>${t('taipeiTime')}</small>`,
      )
    }
    ${attempt && row(t('method'), methodLabel(attempt, { t, gatewayTitle }))}
    ${attempt?.gatewayTradeNo && row(t('tradeNo'), attempt.gatewayTradeNo)}
  </dl>`;
}

/** Where the payer may yet pay by something else. */
const isOpen = (kind: Result): boolean => kind === 'creating' || kind === 'awaited' || kind === 'exhausted';

/** Beyond the words that all of its kind have. */
const more: Readonly<Partial<Record<Result, (view: View) => Html | undefined>>> = {
  paid: (view) => html`${paidTwice(view)}${view.payment.mode === 'all_in_one' && deadCodes(view)}${leaving(view)}`,
  paidBeside: deadCodes,
  creating: withoutScript,
  awaited: (view) => html`${tryAgain(view)}${withoutScript(view)}`,
  exhausted: withoutScript,
  spent: withoutScript,
  unoffered: withoutScript,
};

/** Money came that is not the order's. */
const isReturnDue = (payment: Payment): boolean => isPaidTwice(payment) || payment.paidBeside !== undefined;

const paidTwice = ({ t, payment }: View) =>
  isReturnDue(payment) && html`<p class="notice caution" role="note">${t('paidTwice')}</p>`;

/** Where a paid page leads by itself, and after how many seconds. Not where the payer has to read first. */
export function leavesFor({ shown, shop, payment, notes }: View): { seconds: number; url: string } | undefined {
  const { success: url } = payment.request.urls;
  const { successRedirectSeconds: seconds } = shop;
  if (shown !== 'paid' || seconds === undefined || notes.has('stay') || !isWebAddress(url) || isReturnDue(payment))
    return undefined;
  return { seconds, url };
}

/** Says where the page leads by itself, aloud, and lets the payer stay. */
const leaving = (view: View): Html | undefined => {
  const leave = leavesFor(view);
  if (!leave) return undefined;
  const { t } = view;
  return html`<p class="hint" role="status" data-leave="${leave.seconds}" data-stayed="${t('stayed')}">
      ${t('leaving', { seconds: leave.seconds })}
    </p>
    <p><a class="quiet" data-stay href="${pageUrl(view, 'stay')}">${t('stay')}</a></p>`;
};

function lateUntil({ payment, now, locale }: View): string {
  const until = awaitedUntil(payment.attempts, now);
  return until ? moment(until, locale) : '';
}

/** A payer may have been sent back without paying, and then need not wait for ever. */
function tryAgain({ t, payment, now, locale }: View): Html | undefined {
  const until = payment.attempts.map((attempt) => returnAwaitedUntil(attempt, now)).find((at) => at !== undefined);
  return until && html`<p class="hint">${t('awaitedTryAgain', { time: moment(until, locale) })}</p>`;
}

function withoutScript({ t }: View): Html {
  return html`<noscript><p class="hint">${t('waitingWithoutScript', { seconds: withoutScriptSeconds })}</p></noscript>`;
}

/** The shop's page for who has paid, where the order is paid; else its page for who leaves. */
function wayOut({ t, payment }: View, kind: Result): Html | undefined {
  const { success, cancel } = payment.request.urls;
  if (kind === 'paid') return shopLink(success, t('backToShop'), 'button');
  return shopLink(kind === 'paidBeside' ? (success ?? cancel) : cancel, t('backToShop'), 'quiet');
}

/** A page of words alone, where there is no payment to show, or nobody to show it to. */
export const message = (title: string, text: string, { isPaid = false, shopUrl, back }: Words = {}): Html =>
  html` <div class="result ${isPaid && 'paid'}">
      ${sign(isPaid ? tick : exclamation)}
      <h1>${title}</h1>
      <p class="lead">${text}</p>
    </div>
    ${back && shopLink(shopUrl, back, 'button')}`;

interface Words {
  readonly isPaid?: boolean;
  /** Where the payer came from, and what leads there. */
  readonly shopUrl?: string | undefined;
  readonly back?: string;
}

const sign = (path: Html) =>
  html`<svg class="sign" viewBox="0 0 48 48" aria-hidden="true">
    <circle cx="24" cy="24" r="22" />
    ${path}
  </svg>`;
