import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import { otherWays } from '../codes.ts';
import { gatewayKind } from '../kind.ts';
import type { Html } from '../piece.ts';
import { total, waiting, type View } from '../view.ts';

/**
 * The gateway's own payment form inside our page. The gateway's library and then its driver run after the page, and meet it
 * here: `[data-element]` has what the driver needs to know in `data-params` (JSON), `data-locale`, and our words for what
 * may go wrong; in it are `[data-mount]` for the form, `[data-pay]` to press, off until the form is ready, and `[data-said]`
 * for what the payer must read. The driver sends the payer's browser to this page's address with `back=1` once it is done.
 */
export const element = gatewayKind('element', {
  title: 'elementTitle',
  main,
  allows: (view) => ({ element: scriptsOf(view).origins }),
});

function scriptsOf({ attempt, scripts }: View): NonNullable<View['scripts']> {
  if (!scripts) throw new Error(`Gateway ${attempt?.gateway} has no scripts for its payment form.`);
  return scripts;
}

function main(page: Extract<Page, { kind: 'element' }>, view: View): Html {
  const { t, isBack, isDeclined } = view;
  const scripts = scriptsOf(view);
  return html` <h1>${t('elementTitle')}</h1>
    ${!isDeclined && html`<p class="lead">${t(isBack ? 'elementBackLead' : 'elementLead')}</p>`}
    ${total(view, t('amount'))}
    ${isBack && !isDeclined ? [waiting(view), folded(page, view)] : [form(page, view), waiting(view)]}
    <noscript><p class="hint">${t('elementNeedsScript')}</p></noscript>
    ${otherWays(view)}
    <script src="${scripts.library}" defer></script>
    <script src="${scripts.driver}" defer></script>`;
}

/** A payer who comes back has most often paid: the form is there, but does not ask for it. */
const folded = (page: Extract<Page, { kind: 'element' }>, view: View): Html =>
  html`<details class="again">
    <summary>${view.t('elementAgain')}</summary>
    ${form(page, view)}
  </details>`;

const form = ({ params }: Extract<Page, { kind: 'element' }>, { t, locale }: View): Html =>
  html` <section
    class="element"
    aria-label="${t('elementForm')}"
    data-element
    hidden
    data-params="${JSON.stringify(params)}"
    data-locale="${locale}"
    data-failed="${t('elementFailed')}"
    data-unfinished="${t('elementUnfinished')}"
    data-unloaded="${t('elementUnloaded')}"
  >
    <div data-mount></div>
    <p class="said" role="alert" data-said></p>
    <p class="leave"><button type="button" data-pay disabled>${t('elementPay')}</button></p>
  </section>`;
