import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import { bankTitle } from '../banks.ts';
import { gatewayKind } from '../kind.ts';
import type { Html } from '../piece.ts';
import { copyButton, deadline, row, sum, type View } from '../view.ts';
import { offlinePage } from './offline.ts';

type AccountPage = Extract<Page, { kind: 'account' }>;

/** A virtual account to transfer to. */
export const account = gatewayKind('account', { title: 'accountTitle', main });

function main(page: AccountPage, view: View): Html {
  const { t } = view;
  const taken = html`<dl class="details">
      ${bank(page, view)}
      <div class="copyable">
        <dt>${t('account')}</dt>
        <dd>
          <span class="code digits">${fours(page.account)}</span>${copyButton(view, page.account, t('copyAccount'))}
        </dd>
      </div>
      ${deadline(view)}
    </dl>
    <p class="hint">${t('exactAmount', { amount: sum(view) })}</p>`;
  const transfer = t(page.bankCode === undefined ? 'accountStep2WithoutBank' : 'accountStep2');
  const steps = [t('accountStep1'), transfer, t('accountStep3')];
  // Banks' apps take digits alone.
  const besideAmount = copyButton(view, view.amount, t('copyAmount'));
  return offlinePage({ title: t('accountTitle'), lead: t('accountLead'), besideAmount, taken, steps }, view);
}

/** What is known of the bank. */
function bank(page: AccountPage, { t, locale }: View): (Html | undefined)[] {
  const title = bankTitle(page, locale);
  const code = page.bankCode && html`<span class="code">${page.bankCode}</span>`;
  return [title ? row(t('bank'), title) : undefined, code ? row(t('bankCode'), code) : undefined];
}

/** Groups are set apart by CSS alone, so that a selection copies the bare number. */
const fours = (number: string) => (number.match(/.{1,4}/gsu) ?? []).map((group) => html`<span>${group}</span>`);
