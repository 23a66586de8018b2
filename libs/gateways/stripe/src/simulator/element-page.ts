import type { Html } from '@paycore/simulator-kit';
import { html } from 'hono/html';
import { readFileSync } from 'node:fs';
import { document } from './layout.ts';

const radio = (value: string, label: string, isChecked = false) =>
  html`<label
    ><input type="radio" name="payment_method" value="${value}" ${isChecked && html`checked`} /> ${label}</label
  >`;

const cards = html`<fieldset class="bare">
  <legend>測試卡片（不會扣款）</legend>
  ${radio('pm_card_visa', '成功 (success)', true)} ${radio('pm_card_visa_chargeDeclined', '拒絕 (declined)')}
  ${radio('pm_card_threeDSecure2Required', '3-D Secure')}
</fieldset>`;

const email = (address: string) =>
  html`<label>
    電子郵件 (email)
    <input
      type="email"
      name="payment_method_data[billing_details][email]"
      value="${address}"
      required
      data-missing="Your email is incomplete."
    />
  </label>`;

const bank = html`<label>
  銀行 (bank)
  <select name="payment_method_data[fpx][bank]" required data-missing="Please select a bank.">
    <option value="">…</option>
    <option value="maybank2u">Maybank2u</option>
    <option value="cimb">CIMB Clicks</option>
  </select>
</label>`;

function fieldsOf(type: string, address: string): Html {
  if (type === 'card') return cards;
  if (type === 'promptpay') return email(address);
  if (type === 'fpx') return bank;
  return html`<p>按下付款後，將前往模擬的 ${type} 頁面。</p>`;
}

/** What stands in the payment form's frame. */
export const elementPage = (type: string, address: string): Html =>
  document(
    `沙盒：${type}`,
    html`<form class="fake">
        <input type="hidden" name="payment_method_data[type]" value="${type}" />
        ${type === 'wechat_pay' && html`<input type="hidden" name="payment_method_options[wechat_pay][client]" value="web" />`}
        ${fieldsOf(type, address)}
      </form>
      <script src="frame.js"></script>`,
  );

// Beside this file in the sources, beside the bundle where it is bundled: the build copies the folder.
const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');

/** What browsers load, by the name under the mount. */
export const scripts: ReadonlyMap<string, string> = new Map(
  ['stripe.js', 'frame.js'].map((name) => [name, read(name)]),
);
