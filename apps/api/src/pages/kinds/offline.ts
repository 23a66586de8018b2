import { html } from 'hono/html';
import { otherWays } from '../codes.ts';
import type { Html } from '../piece.ts';
import { demoBox, earlierCode, total, waiting, type View } from '../view.ts';

interface OfflinePage {
  readonly title: string;
  readonly lead: string;
  /** Beside the amount. */
  readonly besideAmount?: Html;
  /** What the payer takes along. */
  readonly taken: Html;
  /** How to pay with it, one step after another. */
  readonly steps: readonly (Html | string)[];
  /** Stands below the steps. */
  readonly more?: Html | undefined;
}

/** The frame of each page whose payer pays elsewhere while it waits. */
export function offlinePage({ title, lead, besideAmount, taken, steps, more }: OfflinePage, view: View): Html {
  const { t } = view;
  return html` <h1>${title}</h1>
    <p class="lead">${lead}</p>
    ${earlierCode(view, view.attempt?.no)} ${total(view, t('amount'), besideAmount)} ${taken} ${waiting(view)}
    ${demoBox(view)}
    <section class="steps">
      <h2>${t('steps')}</h2>
      <ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </section>
    ${more} ${otherWays(view)}`;
}
