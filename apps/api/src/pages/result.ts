import { html } from 'hono/html';
import type { Html } from './layout.ts';
import { statusOf } from './shown.ts';
import type { Text } from './texts.ts';
import { shopLink, summary, total, withoutScriptSeconds, type View } from './view.ts';

type Result = 'paid' | 'failed' | 'expired' | 'creating' | 'pending';

const words: Readonly<Record<Result, readonly [title: Text, text: Text]>> = {
  paid: ['paidTitle', 'paidText'],
  failed: ['failedTitle', 'failedText'],
  expired: ['expiredTitle', 'expiredText'],
  creating: ['creatingTitle', 'creatingText'],
  pending: ['pendingTitle', 'pendingText'],
};

const signs: Readonly<Record<Result, Html>> = {
  paid: html`<path d="M14 25l7 7 14-15" />`,
  failed: html`<path d="M17 17l14 14m0-14L17 31" />`,
  expired: html`<path d="M24 14v11l7 5" />`,
  creating: html`<path d="M15 24h.1m8.9 0h.1m8.9 0h.1" />`,
  pending: html`<path d="M15 24h.1m8.9 0h.1m8.9 0h.1" />`,
};

const resultOf = ({ shown }: View): Result => (Object.hasOwn(words, shown) ? (shown as Result) : 'pending');

export const resultTitle = (view: View): string => view.t(words[resultOf(view)][0]);

/** How it stands: paid, failed, expired, not ready yet. */
export function result(view: View): Html {
  const { t, payment } = view;
  const kind = resultOf(view);
  const { success, cancel } = payment.request.urls;
  return html` <div class="result ${kind}">
      ${sign(signs[kind])}
      <h1>${resultTitle(view)}</h1>
      <p class="lead">${t(words[kind][1])}</p>
    </div>
    ${kind === 'creating' && html`<noscript><p class="hint">${t('waitingWithoutScript', { seconds: withoutScriptSeconds })}</p></noscript>`}
    ${total(view, t(statusOf(view.shown) === 'pending' ? 'amount' : 'total'))} ${summary(view)}
    ${kind === 'paid' ? shopLink(success, t('backToShop'), 'button') : shopLink(cancel, t('backToShop'), 'quiet')}`;
}

/** A page of words alone, where there is no payment to show. */
export const message = (title: string, text: string): Html =>
  html` <div class="result">
    ${sign(html`<path d="M24 14v13m0 6v.1" />`)}
    <h1>${title}</h1>
    <p class="lead">${text}</p>
  </div>`;

const sign = (path: Html) =>
  html`<svg class="sign" viewBox="0 0 48 48" aria-hidden="true">
    <circle cx="24" cy="24" r="22" />
    ${path}
  </svg>`;
