import { isCashier, isSpent, maxOpenCodes, openCodes, refusedMethods, type OfferedMethod } from '@paycore/core';
import { html } from 'hono/html';
import { yourCodes } from './codes.ts';
import type { Kind } from './kind.ts';
import type { Html } from './piece.ts';
import { choiceLabel, fieldLabel, gatewayBeside, gatewayName, marks, methodIcon, methodLabel } from './methods.ts';
import type { Text } from './texts.ts';
import { earlierCode, pageUrl, pressFields, row, total, until, waiting, type View } from './view.ts';

/**
 * The methods that the payer may pick, each a button that asks us for an order by it. Where there is but one there is nothing
 * to choose: the script presses its button for who comes first, as it does on the way to a cashier.
 */
export const chooser: Kind = {
  title: ({ t, offered }) => t(offered.length === 1 ? 'formTitle' : 'chooseTitle'),
  main: choice,
  isPayable: true,
  allows: () => ({ form: "'self'" }),
};

function choice(view: View): Html {
  const { t, offered } = view;
  const [first] = offered;
  const only = offered.length === 1 ? first : undefined;
  return html` <h1>${chooser.title(view)}</h1>
    <p class="lead">${t(only ? leadOf(only, view) : 'chooseLead')}</p>
    ${earlierCode(view)} ${cautions(view)} ${total(view, t('amount'))} ${only ? single(only, view) : list(view)}
    ${deadline(view)} ${yourCodes(view)} ${wayBack(view)}`;
}

/** What is left to a payer who may pick nothing any more. */
export const codesLeft: Kind = { title: ({ t }) => t('codesTitle'), main: (view) => left(view), isPayable: true };

const left = (view: View): Html =>
  html` <h1>${view.t('codesTitle')}</h1>
    ${isSpent(view.payment) && html`<p class="lead">${view.t('spentHint')}</p>`} ${earlierCode(view)}
    ${total(view, view.t('amount'))} ${yourCodes(view)} ${waiting(view)}`;

/** Nobody has been here before, and there is nothing to choose. */
const isPressed = ({ choices }: OfferedMethod, { payment, notes }: View): boolean =>
  payment.attempts.length === 0 && notes.size === 0 && !choices;

function leadOf(method: OfferedMethod, view: View): Text {
  if (method.choices) return 'chooseChoiceLead';
  return isPressed(method, view) ? 'chooseOneLead' : 'chooseOneAgainLead';
}

/** What a payer must know who has been elsewhere before. */
function cautions({ payment, now, t }: View): Html[] {
  const codes = openCodes(payment, now).length;
  const isOut = payment.attempts.some((one) => one.status === 'pending' && isCashier(one));
  const texts = [
    codes > 0 && t('chooseCodes'),
    codes >= maxOpenCodes && t('chooseFull', { count: codes }),
    isOut && t('chooseOut'),
  ];
  return texts.flatMap((text) => (text ? [html`<p class="notice caution" role="note">${text}</p>`] : []));
}

const list = (view: View): Html =>
  html`<ul class="methods" aria-label="${view.t('chooseMethods')}">
    ${view.offered.map((method) => html`<li>${form(method, view)}</li>`)}
  </ul>`;

const single = (method: OfferedMethod, view: View): Html =>
  html`<div class="leave" ${isPressed(method, view) && html`data-once="${view.payment.paymentNo}"`}>
    ${form(method, view)}
  </div>`;

function form(method: OfferedMethod, view: View): Html {
  return html`<form method="post" action="/${view.locale}/pay/${view.payment.paymentNo}/attempts">
    ${pressFields(view, method)} ${method.choices ? withChoices(method, method.choices, view) : button(method, view)}
  </form>`;
}

function button(method: OfferedMethod, view: View): Html {
  return view.offered.length === 1
    ? html`${only(method, view)}<button type="submit">${buttonText(method, view)}</button>`
    : html`<button type="submit" class="method">${name(method, view)}</button>`;
}

/** Who takes the money, where the button says but how. */
const only = (method: OfferedMethod, view: View): Html => {
  const gateway = gatewayName(method, view);
  return html`${gateway && html`<p class="hint">${view.t('via')} ${gateway} ${marks(method)}</p>`}
  ${refusedHint(method, view)}`;
};

const withChoices = (method: OfferedMethod, choices: NonNullable<OfferedMethod['choices']>, view: View): Html =>
  html`<div class="name">${name(method, view)}</div>
    ${Object.entries(choices).map(([field, values]) => radios(field, values, view))}
    <button type="submit" class="${view.offered.length > 1 && 'plain'}">${buttonText(method, view)}</button>`;

const buttonText = (method: OfferedMethod, view: View): string =>
  view.t('chooseOneButton', { method: methodLabel(method, view) });

function name(method: OfferedMethod, view: View): Html {
  const beside = gatewayBeside(method, view.offered, view) ?? gatewayName(method, view);
  return html`${methodIcon(method)}
    <span
      >${methodLabel(method, view)} ${beside && html`<small>${beside}</small>`} ${marks(method)}
      ${refusedHint(method, view)}</span
    >`;
}

/** The payer may try again all the same: a gateway may have refused but the moment. */
const refusedHint = ({ gateway, route }: OfferedMethod, { t, payment }: View): Html | undefined =>
  refusedMethods(payment).has(`${gateway}/${route}`)
    ? html`<span class="refused">${t('chooseRefused')}</span>`
    : undefined;

const radios = (field: string, values: readonly string[], { t }: View): Html =>
  html`<fieldset>
    <legend>${fieldLabel(field, t)}</legend>
    ${values.map(
      (value) =>
        html`<label
          ><input type="radio" name="${field}" value="${value}" required /> ${choiceLabel(field, value, t)}</label
        >`,
    )}
  </fieldset>`;

/** Until when the payer may pick. */
const deadline = (view: View): Html | undefined => {
  const { link } = view.payment;
  return link && html`<dl class="details">${row(view.t('chooseUntil'), until(link.expiresAt, view))}</dl>`;
};

/** To what the payer has picked, where that is still to be paid. */
const wayBack = (view: View): Html | undefined =>
  view.attempt?.page && view.asked.isChoosing
    ? html`<p class="leave"><a class="quiet" href="${pageUrl(view)}">${view.t('chooseBack')}</a></p>`
    : undefined;
