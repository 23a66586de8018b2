import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import { otherWays } from '../codes.ts';
import type { Html } from '../piece.ts';
import { shopLink, summary, total, waiting, type View } from '../view.ts';

/**
 * The way to the gateway's page, by a link. The script follows it once, for a payer who comes first: not for one who was
 * there already, nor for one who has to read first that the payment was declined.
 */
export function redirect({ url }: Extract<Page, { kind: 'redirect' }>, view: View): Html {
  const { t, payment, attempt, isBack, isDeclined } = view;
  if (!/^https?:\/\//i.test(url)) throw new Error('The gateway’s page has no web address.');
  const isFirst = !isBack && !isDeclined;
  return html` <h1>${t('formTitle')}</h1>
    ${
      isDeclined
        ? html`<p class="notice" role="alert">${t('redirectDeclined')}</p>`
        : html`<p class="lead">${t(isBack ? 'redirectBackLead' : 'formLead')}</p>`
    }
    ${total(view, t('amount'))}
    <p class="leave" ${isFirst && html`data-once="${payment.paymentNo}-${attempt?.no}"`}>
      <a class="button" href="${url}" rel="noopener noreferrer">${t('formButton')}</a>
    </p>
    ${waiting(view)} ${otherWays(view)} ${summary(view)} ${shopLink(payment.request.urls.cancel, t('cancel'), 'quiet')}`;
}
