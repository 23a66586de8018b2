import { html } from 'hono/html';
import { gatewayName, methodLabel } from './methods.ts';
import type { Html } from './piece.ts';
import { qrCode } from './qr-code.ts';
import { hasCodeToTake, isWebAddress, row, type View } from './view.ts';

/** What stands beside what there is to do: what it is for, the page for a phone, and the ways out. */
export const orderSide = (view: View, isPayable: boolean): Html =>
  html`<div class="order">${summary(view)} ${isPayable && [forPhone(view), waysOut(view)]}</div>`;

/** What the payment is for, and who takes it. */
function summary({ payment, attempt, t, gatewayTitle, shown }: View): Html {
  const { itemName, merchantOrderNo } = payment.request;
  const isPicking = shown === 'choose';
  const gateway = attempt && !isPicking ? gatewayName(attempt, { t, gatewayTitle }) : undefined;
  return html` <dl class="summary">
    ${itemName && row(t('item'), itemName)}
    ${attempt && !isPicking && shown !== 'paid' && row(t('method'), methodLabel(attempt, { t, gatewayTitle }))}
    ${gateway && row(t('via'), gateway)} ${row(t('orderNo'), merchantOrderNo)} ${row(t('paymentNo'), payment.paymentNo)}
  </dl>`;
}

/** Seen on wide screens alone. */
function forPhone({ asked, absoluteUrl, t }: View): Html {
  const url = asked.attempt === undefined ? absoluteUrl : `${absoluteUrl}&attempt=${asked.attempt}`;
  return html`<div class="phone">
    ${qrCode(url, t('onPhone'))}
    <p><strong>${t('onPhone')}</strong> ${t('onPhoneHint')}</p>
  </div>`;
}

/** Whoever holds a code has ordered, and may pay it later: the shop's page for who comes back cancels nothing. */
function waysOut(view: View): Html | undefined {
  const { payment, shown, t } = view;
  const { success, cancel } = payment.request.urls;
  const later = hasCodeToTake(view) && shown !== 'choose' && isWebAddress(success) ? success : undefined;
  const ways = [later && ([later, t('later')] as const), isWebAddress(cancel) && ([cancel, t('cancel')] as const)];
  const links = ways.flatMap((way) => (way ? [way] : []));
  if (links.length === 0) return undefined;
  return html`<p class="leave ways">
    ${links.map(([href, label]) => html`<a class="quiet" href="${href}" rel="noopener noreferrer">${label}</a>`)}
  </p>`;
}
