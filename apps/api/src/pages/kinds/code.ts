import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from '../piece.ts';
import { copyButton, deadline, outsideLink, type View } from '../view.ts';
import { offlinePage } from './offline.ts';

/** A code to key in at a store's kiosk. */
export function code(page: Extract<Page, { kind: 'code' }>, view: View): Html {
  const { t } = view;
  const taken = html`<dl class="details">
      <div class="copyable">
        <dt>${t('code')}</dt>
        <dd><span class="code large">${page.code}</span>${copyButton(view, page.code, t('copyCode'))}</dd>
      </div>
      ${deadline(view)}
    </dl>
    ${outsideLink(page.url, t('codeUrl'))}`;
  const steps = [t('codeStep1'), t('codeStep2'), t('codeStep3')];
  return offlinePage({ title: t('codeTitle'), lead: t('codeLead'), taken, steps }, view);
}
