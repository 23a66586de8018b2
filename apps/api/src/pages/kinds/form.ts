import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import { shopLink, summary, total, waiting, type View } from '../view.ts';

/**
 * The way to the gateway's page, which takes a posted form. The script presses the button once, and never for a payer who was
 * there already. The gateway's fields are the one place where a page may hold its own token: as the address to come back to.
 */
export function form(page: Extract<Page, { kind: 'form' }>, view: View): Html {
  const { t, payment, isBack } = view;
  const fields = Object.entries(page.fields);
  return html` <h1>${t('formTitle')}</h1>
    <p class="lead">${t(isBack ? 'formBackLead' : 'formLead')}</p>
    ${total(view, t('amount'))}
    <form class="leave" method="post" action="${formAction(page)}" ${!isBack && html`data-once`}>
      ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button type="submit">${t('formButton')}</button>
    </form>
    ${waiting(view)} ${summary(view)} ${shopLink(payment.request.urls.cancel, t('cancel'), 'quiet')}`;
}

/** Where the form goes, and alone may go. Throws where that is no web address: nothing else is to be run or opened. */
export function formAction({ action }: Extract<Page, { kind: 'form' }>): string {
  if (!/^https?:\/\//i.test(action)) throw new Error('The gateway’s form has no web address.');
  return action;
}
