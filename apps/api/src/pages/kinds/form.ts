import { isNumberOut, type Page } from '@paycore/core';
import { html } from 'hono/html';
import { otherWays } from '../codes.ts';
import type { Kind } from '../kind.ts';
import type { Html } from '../piece.ts';
import { earlierCode, pressFields, total, waiting, type View } from '../view.ts';
import { wayButton, wayLead } from './way.ts';

type FormPage = Extract<Page, { kind: 'form' }>;

/**
 * The way to a gateway's cashier: a button that asks us for an order number, since the cashier takes each one once. The
 * script presses it for who comes first, never for a payer who was there already, here or in another browser.
 */
export const form: Kind = {
  title: ({ t }) => t('formTitle'),
  main: way,
  isPayable: true,
  allows: () => ({ form: "'self'" }),
};

function way(view: View): Html {
  const { t, payment, attempt, isBack, isPressFailed } = view;
  // Where the payer picked the cashier, their press took the number there.
  const isOut = payment.mode === 'all_in_one' || payment.attempts.some(isNumberOut);
  const isFirst = !isBack && !isOut && !isPressFailed;
  return html` <h1>${t('formTitle')}</h1>
    ${isPressFailed ? html`<p class="notice" role="alert">${t('formFailed')}</p>` : html`<p class="lead">${lead(view, isOut)}</p>`}
    ${earlierCode(view)} ${total(view, t('amount'))}
    <div class="leave" ${isFirst && html`data-once="${payment.paymentNo}"`}>
      <form method="post" action="/${view.locale}/pay/${payment.paymentNo}/attempts">
        ${pressFields(view, payment.mode === 'direct' ? undefined : attempt)}
        <button type="submit">${wayButton(view)}</button>
      </form>
    </div>
    ${waiting(view)} ${otherWays(view)}`;
}

function lead(view: View, isOut: boolean): string {
  if (view.isBack) return view.t('formBackLead');
  return isOut ? view.t('formOutLead') : wayLead(view);
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
export const cashier = (opened: Opened): Kind => ({
  title: ({ t }) => t('formTitle'),
  main: (view) => toCashier(opened, view),
  allows: () => ({ form: new URL(formAction(opened.form)).origin }),
});

function toCashier({ form, key, pageUrl }: Opened, view: View): Html {
  const { t } = view;
  const fields = Object.entries(form.fields);
  return html` <h1>${t('formTitle')}</h1>
    <p class="lead">${wayLead(view)}</p>
    ${total(view, t('amount'))}
    <div class="leave" data-once="${key}">
      <form method="post" action="${formAction(form)}">
        ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button type="submit">${wayButton(view)}</button>
      </form>
    </div>
    <p class="leave"><a class="quiet" data-home href="${pageUrl}">${t('formNotNow')}</a></p>`;
}

/** Where the form goes, and alone may go. Throws where that is no web address: nothing else is to be run or opened. */
function formAction({ action }: FormPage): string {
  if (!/^https?:\/\//i.test(action)) throw new Error('The gateway’s form has no web address.');
  return action;
}
