import type { Attempt } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { View } from './view.ts';

/** The codes that were on show while there was something to pay, struck through: who noted one down must know it again. */
export function deadCodes({ payment, t }: View): Html | undefined {
  const codes = payment.attempts.flatMap(codeOf);
  if (codes.length === 0) return undefined;
  return html`<dl class="details dead">
    ${codes.map(
      (code) =>
        html`<div>
          <dt>${t('deadCode')}</dt>
          <dd><del>${code}</del></dd>
        </div>`,
    )}
  </dl>`;
}

/** Bar codes stand nowhere as text, so there is nothing to know them by. */
function codeOf({ page }: Attempt): readonly string[] {
  const shown = page?.reveal();
  if (shown?.kind === 'account') return [shown.account];
  return shown?.kind === 'code' ? [shown.code] : [];
}
