import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import { otherWays } from '../codes.ts';
import { gatewayKind } from '../kind.ts';
import type { Html } from '../piece.ts';
import { total, waiting, type View } from '../view.ts';
import { wayButton, wayLead } from './way.ts';

/**
 * The way to the gateway's page, by a link. The script follows it once, for a payer who comes first: not for one who was
 * there already, nor for one who has to read first that the payment was declined.
 */
export const redirect = gatewayKind('redirect', { title: 'formTitle', main });

function main({ url }: Extract<Page, { kind: 'redirect' }>, view: View): Html {
  const { t, payment, attempt, isBack, isDeclined } = view;
  if (!/^https?:\/\//i.test(url)) throw new Error('The gateway’s page has no web address.');
  const isFirst = !isBack && !isDeclined;
  return html` <h1>${t('formTitle')}</h1>
    ${!isDeclined && html`<p class="lead">${isBack ? t('redirectBackLead') : wayLead(view)}</p>`}
    ${total(view, t('amount'))}
    <p class="leave" ${isFirst && html`data-once="${payment.paymentNo}-${attempt?.no}"`}>
      <a class="button" href="${url}" rel="noopener noreferrer">${wayButton(view)}</a>
    </p>
    ${waiting(view)} ${otherWays(view)}`;
}
