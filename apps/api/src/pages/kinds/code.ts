import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import {
  copyButton,
  deadline,
  demoBox,
  outsideLink,
  shopLink,
  steps,
  summary,
  total,
  waiting,
  type View,
} from '../view.ts';

/** A code to key in at a store's kiosk. */
export function code(page: Extract<Page, { kind: 'code' }>, view: View): Html {
  const { t, payment } = view;
  return html` <h1>${t('codeTitle')}</h1>
    <p class="lead">${t('codeLead')}</p>
    ${total(view, t('amount'))}
    <dl class="details">
      <div class="copyable">
        <dt>${t('code')}</dt>
        <dd><span class="code large">${page.code}</span>${copyButton(view, page.code, t('copyCode'))}</dd>
      </div>
      ${deadline(view)}
    </dl>
    ${outsideLink(page.url, t('codeUrl'))} ${waiting(view)} ${demoBox(view)}
    ${steps(view, [t('codeStep1'), t('codeStep2'), t('codeStep3')])} ${summary(view)}
    ${shopLink(payment.request.urls.cancel, t('cancel'), 'quiet')}`;
}
