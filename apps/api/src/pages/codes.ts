import { isMoneyMoving, isSpent, openCodes, type Attempt } from '@paycore/core';
import { html } from 'hono/html';
import { bankTitle } from './banks.ts';
import type { Html } from './piece.ts';
import { gatewayBeside, methodLabel } from './methods.ts';
import { moment } from './moment.ts';
import { isOf } from './picked.ts';
import type { Locale } from './texts.ts';
import { hasCodeToTake, pageUrl, sum, type View } from './view.ts';

/**
 * The way to the other methods, and the codes beside this page's own that can still be paid. Nothing where the merchant fixed
 * the method, nor while money is moving: then nothing else is to be paid.
 */
export function otherWays(view: View): Html | undefined {
  const { payment, offered, attempt, t } = view;
  if (payment.mode === 'direct' || isMoneyMoving(payment)) return undefined;
  const isOffered = offered.some((method) => method.choices || !attempt || !isOf(method, attempt));
  return html`${
    isOffered &&
    html`<p class="leave other"><a class="button plain" href="${pageUrl(view, 'choose')}">${t('chooseOther')}</a></p>
      ${hasCodeToTake(view) && html`<p class="hint">${t('leavingCode')}</p>`}`
  }
  ${isSpent(payment) && html`<p class="hint">${t('spentHint')}</p>`} ${yourCodes(view, attempt?.no)}`;
}

/** The codes that the payer can still pay, but for that of the attempt with this number. */
export function yourCodes(view: View, shown?: number): Html | undefined {
  const { payment, now, t } = view;
  const codes = openCodes(payment, now).filter(({ no }) => no !== shown);
  if (codes.length === 0) return undefined;
  return html`<section class="codes">
    <h2>${t('yourCodes')}</h2>
    <p class="hint">${t('yourCodesLead')}</p>
    <ul>
      ${codes.map((code) => html`<li>${entry(code, codes, view)}</li>`)}
    </ul>
  </section>`;
}

function entry(code: Attempt, all: readonly Attempt[], view: View): Html {
  const { t, now, locale } = view;
  const method = methodLabel(code, view);
  const beside = gatewayBeside(code, all, view);
  const number = codeText(code);
  const until =
    code.expiresAt && code.expiresAt > now ? t('yourCodesUntil', { time: moment(code.expiresAt, locale) }) : '';
  return html`<p>
      <a href="${pageUrl(view, `attempt=${code.no}`)}">${method}<span class="unseen"> ${t('yourCodesShow')}</span></a>
      ${beside && html`<small>${beside}</small>`}
    </p>
    ${number && html`<p>${bankText(code, locale)} <span class="number">${number}</span></p>`}
    <p class="hint">${sum(view)}${until && ` · ${until}`}</p>`;
}

/** To which bank the money goes, where the gateway names one. */
function bankText({ page }: Attempt, locale: Locale): string {
  const shown = page?.reveal();
  return shown?.kind === 'account' ? [bankTitle(shown, locale), shown.bankCode].filter(Boolean).join(' ') : '';
}

/** What the payer knows the code by. Bar codes stand nowhere as text. */
export function codeText({ page }: Attempt): string | undefined {
  const shown = page?.reveal();
  if (shown?.kind === 'account') return shown.account;
  return shown?.kind === 'code' ? shown.code : undefined;
}
