import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { Shown } from './shown.ts';
import type { Text } from './texts.ts';
import type { View } from './view.ts';

/**
 * What a page's address says beside its token. Why the payer is led there: `back` from the gateway, a press that `failed`
 * there, was `refused` by it or is `unfit` for the payment, money that is being checked (`checking`), too many `codes`. And
 * what they ask for: to `choose`.
 */
export const notes = ['back', 'failed', 'refused', 'unfit', 'checking', 'codes', 'choose'] as const;

export type Note = (typeof notes)[number];

/** The words, and the pages that need them: on others the payer sees by themselves how it stands. */
const alerts: Partial<Record<Note, readonly [text: Text, on: readonly Shown[]]>> = {
  refused: ['refusedAlert', ['choose', 'codes']],
  unfit: ['unfitAlert', ['choose', 'codes']],
  codes: ['codesAlert', ['choose', 'codes']],
  failed: ['failedAlert', ['choose', 'codes', 'creating']],
  checking: ['checkingAlert', ['choose', 'codes', 'account', 'code', 'barcode', 'redirect', 'form', 'element']],
};

/** Why the payer's pick came to nothing. */
export function alertOf({ payment, notes, shown, t }: View): Html | undefined {
  if (payment.mode === 'direct') return undefined;
  const texts = [...notes].flatMap((note) => {
    const [text, on] = alerts[note] ?? [];
    return text && on?.includes(shown) ? [text] : [];
  });
  return texts[0] && html`<p class="notice" role="alert">${t(texts[0])}</p>`;
}
