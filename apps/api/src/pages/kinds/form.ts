import { isNumberOut, type Page } from '@paycore/core';
import { html } from 'hono/html';
import { otherWays } from '../codes.ts';
import type { Html } from '../piece.ts';
import type { Text } from '../texts.ts';
import { earlierCode, pressFields, shopLink, summary, total, waiting, type View } from '../view.ts';

type FormPage = Extract<Page, { kind: 'form' }>;

/**
 * The way to a gateway's cashier: a button that asks us for an order number, since the cashier takes each one once. The
 * script presses it for who comes first, never for a payer who was there already, here or in another browser.
 */
export function form(view: View): Html {
  const { t, payment, attempt, isBack, isPressFailed } = view;
  // Where the payer picked the cashier, their press took the number there.
  const isOut = payment.mode === 'all_in_one' || payment.attempts.some(isNumberOut);
  const isFirst = !isBack && !isOut && !isPressFailed;
  return html` <h1>${t('formTitle')}</h1>
    ${isPressFailed ? html`<p class="notice" role="alert">${t('formFailed')}</p>` : html`<p class="lead">${t(lead(isBack, isOut))}</p>`}
    ${earlierCode(view)} ${total(view, t('amount'))}
    <div class="leave" ${isFirst && html`data-once="${payment.paymentNo}"`}>
      <form method="post" action="/${view.locale}/pay/${payment.paymentNo}/attempts">
        ${pressFields(view, payment.mode === 'direct' ? undefined : attempt)}
        <button type="submit">${t('formButton')}</button>
      </form>
    </div>
    ${waiting(view)} ${otherWays(view)} ${summary(view)} ${shopLink(payment.request.urls.cancel, t('cancel'), 'quiet')}`;
}

function lead(isBack: boolean, isOut: boolean): Text {
  if (isBack) return 'formBackLead';
  return isOut ? 'formOutLead' : 'formLead';
}

/** What a press has brought. */
export interface Opened {
  /** With a number of this browser's own. */
  readonly form: FormPage;
  /** Of no other press. */
  readonly key: string;
  /** Leads back to the payment's page. */
  readonly pageUrl: string;
}

/** The gateway's form with its fields as they are, which the script sends at once. */
export function cashier({ form, key, pageUrl }: Opened, view: View): Html {
  const { t } = view;
  const fields = Object.entries(form.fields);
  return html` <h1>${t('formTitle')}</h1>
    <p class="lead">${t('formLead')}</p>
    ${total(view, t('amount'))}
    <div class="leave" data-once="${key}">
      <form method="post" action="${formAction(form)}">
        ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button type="submit">${t('formButton')}</button>
      </form>
    </div>
    ${summary(view)}
    <p class="leave"><a class="quiet" data-home href="${pageUrl}">${t('formNotNow')}</a></p>`;
}

/** Where the form goes, and alone may go. Throws where that is no web address: nothing else is to be run or opened. */
export function formAction({ action }: FormPage): string {
  if (!/^https?:\/\//i.test(action)) throw new Error('The gateway’s form has no web address.');
  return action;
}
