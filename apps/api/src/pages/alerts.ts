import { html } from 'hono/html';
import type { Html } from './piece.ts';
import type { Shown } from './standing.ts';
import type { Text } from './texts.ts';
import type { Note } from './note.ts';
import type { View } from './view.ts';

const whilePaying: readonly Shown[] = ['choose', 'codes', 'account', 'code', 'barcode', 'redirect', 'form', 'element'];

/** The words, and the pages that need them: on others the payer sees by themselves how it stands. */
const alerts: Partial<Record<Note, readonly [text: Text, on: readonly Shown[]]>> = {
  refused: ['refusedAlert', ['choose', 'codes']],
  unfit: ['unfitAlert', ['choose', 'codes']],
  codes: ['codesAlert', ['choose', 'codes']],
  failed: ['failedAlert', ['choose', 'codes', 'creating']],
  checking: ['checkingAlert', whilePaying],
  stuck: ['stuckAlert', whilePaying],
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
