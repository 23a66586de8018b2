import type { Payment } from '@paycore/core';
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

/** Why the payer's pick came to nothing, or that the gateway took no money: also where the page is loaded anew. */
export function alertOf(view: View): Html | undefined {
  const text = noted(view) ?? decline(view);
  return text && html`<p class="notice" role="alert">${view.t(text)}</p>`;
}

function noted({ payment, notes, shown }: View): Text | undefined {
  if (payment.mode === 'direct') return undefined;
  const texts = [...notes].flatMap((note) => {
    const [text, on] = alerts[note] ?? [];
    return text && on?.includes(shown) ? [text] : [];
  });
  return texts[0];
}

function decline({ shown, isDeclined, payment }: View): Text | undefined {
  if (shown === 'redirect') return isDeclined ? 'redirectDeclined' : undefined;
  if (shown === 'element') return isDeclined ? 'elementDeclinedLead' : undefined;
  const isOpen = shown === 'choose' || shown === 'codes' || shown === 'form';
  return isOpen && isNewestDeclined(payment) ? 'declinedAlert' : undefined;
}

/** The gateway had the payer and took no money. One that took no order is marked where it can be picked. */
function isNewestDeclined({ attempts, events }: Payment): boolean {
  const newest = attempts.at(-1);
  if (newest?.status !== 'failed') return false;
  const event = events.findLast(({ type, attempt = 1 }) => type === 'failed' && attempt === newest.no);
  return event?.detail?.['kind'] === undefined && event?.detail?.['replaced'] === undefined;
}
