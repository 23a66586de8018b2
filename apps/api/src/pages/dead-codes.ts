import { isToTakeAlong, type Attempt } from '@paycore/core';
import { html } from 'hono/html';
import { codeText } from './codes.ts';
import type { Html } from './piece.ts';
import { methodLabel } from './methods.ts';
import type { View } from './view.ts';

/** The codes that were on show while there was something to pay, struck through: who noted one down must know it again. */
export function deadCodes(view: View): Html | undefined {
  const { payment, t } = view;
  const codes = payment.attempts.flatMap((attempt) => nameOf(attempt, view) ?? []);
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

/** Bar codes stand nowhere as text: they are known by the method, where the payer has picked it. */
function nameOf(attempt: Attempt, view: View): string | undefined {
  const { payment } = view;
  if (payment.mode === 'direct') return codeText(attempt);
  if (attempt.no === payment.keptAttempt || !isToTakeAlong(attempt)) return undefined;
  return codeText(attempt) ?? methodLabel(attempt, view);
}
