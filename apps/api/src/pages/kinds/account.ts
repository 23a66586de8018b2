import type { Page } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from '../piece.ts';
import { copyButton, deadline, type View } from '../view.ts';
import { offlinePage } from './offline.ts';

type AccountPage = Extract<Page, { kind: 'account' }>;

/** A virtual account to transfer to. */
export function account(page: AccountPage, view: View): Html {
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
  </dl>`;
  const transfer = t(page.bankCode === undefined ? 'accountStep2WithoutBank' : 'accountStep2');
  const steps = [t('accountStep1'), transfer, t('accountStep3')];
  return offlinePage({ title: t('accountTitle'), lead: t('accountLead'), taken, steps }, view);
}

/** What is known of the bank. */
const bank = ({ bankName, bankCode }: AccountPage, { t }: View) => [
  bankName &&
    html`<div>
      <dt>${t('bank')}</dt>
      <dd>${bankName}</dd>
    </div>`,
  bankCode &&
    html`<div>
      <dt>${t('bankCode')}</dt>
      <dd class="code">${bankCode}</dd>
    </div>`,
];

/** Groups are set apart by CSS alone, so that a selection copies the bare number. */
const fours = (number: string) => (number.match(/.{1,4}/gsu) ?? []).map((group) => html`<span>${group}</span>`);
