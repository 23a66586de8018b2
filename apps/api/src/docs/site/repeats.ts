import type { LocalizedText } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from '../../pages/piece.ts';
import type { Words } from './texts.ts';

/** What a create answers whose order has a payment, by the state of that. */
const rows: readonly (readonly [state: LocalizedText, answer: LocalizedText])[] = [
  [
    { zh: '建立中', en: 'still being created' },
    {
      zh: '最多等候 20 秒，再回答該筆付款；仍未完成則為 409 ORDER_CONFLICT',
      en: 'waits up to 20 s, then answers that payment; 409 ORDER_CONFLICT if it is still not done',
    },
  ],
  [
    { zh: '進行中，尚可付款或款項處理中', en: 'open, and can be paid, or money is on its way' },
    { zh: '同一筆付款，created 為 false', en: 'that payment, created: false' },
  ],
  [
    { zh: '進行中，收銀台表單已超過十分鐘', en: 'open, its cashier form is older than ten minutes' },
    {
      zh: '同一筆付款，redirect_form 換新編號；付款人已取號、剛從收銀台返回或款項處理中時不換',
      en: 'that payment, with a new number in redirect_form, unless the payer has a code, is just back from the cashier, or money is on its way',
    },
  ],
  [
    { zh: '進行中，已過繳費期限', en: 'open, past its deadline' },
    {
      zh: '同一筆付款中新的 attempt：新的代碼，created 為 false；舊代碼若已繳費，款項仍會入帳',
      en: 'a new attempt in that payment: a fresh code, created: false. Money paid by the old code still counts',
    },
  ],
  [
    { zh: '進行中，已用完 20 個 attempt', en: 'open, with 20 attempts' },
    { zh: '409 ORDER_CONFLICT', en: '409 ORDER_CONFLICT' },
  ],
  [
    { zh: '已付款', en: 'paid' },
    { zh: '該筆付款，created 為 false', en: 'that payment, created: false' },
  ],
  [
    { zh: '失敗、逾期或已取消', en: 'failed, expired or cancelled' },
    { zh: '新的付款，created 為 true', en: 'a new payment, created: true' },
  ],
  [
    {
      zh: '進行中或已付款，但金流、方式、金額、幣別或商店帳號不同',
      en: 'open or paid, with another gateway, method, amount, currency or account',
    },
    {
      zh: '409 ORDER_CONFLICT，error.payment_no 為既有的付款；尚未付款時可以先取消它',
      en: '409 ORDER_CONFLICT; error.payment_no names that payment, which you can cancel while it is unpaid',
    },
  ],
];

export const repeatTable = ({ t, say }: Words): Html =>
  html`<table>
    <caption>
      ${t('repeatTitle')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t('repeatState')}</th>
        <th scope="col">${t('repeatAnswer')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([state, answer]) =>
          html`<tr>
            <td data-label="${t('repeatState')}">${say(state)}</td>
            <td data-label="${t('repeatAnswer')}">${say(answer)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
