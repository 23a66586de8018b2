import type { Page } from '@paycore/core';
import { code39, drawingSVG } from 'bwip-js/node';
import { html, raw } from 'hono/html';
import type { Html } from '../piece.ts';
import { copyPageButton, deadline, outsideLink, type View } from '../view.ts';
import { offlinePage } from './offline.ts';

/**
 * Three bar codes for the scanner of a store's counter. What they say stands nowhere as text: numbers copied by hand are
 * mistaken, so a payer who needs them elsewhere takes the page's address along.
 */
export function barcode(page: Extract<Page, { kind: 'barcode' }>, view: View): Html {
  const { t } = view;
  const taken = html`<div class="barcodes" role="group" aria-label="${t('barcodes')}">
      ${page.segments.map((segment, at) => bars(segment, t('barcodeOf', { number: at + 1, count: page.segments.length })))}
    </div>
    <p class="hint">${t('barcodeBright')}</p>
    <dl class="details">${deadline(view)}</dl>
    ${copyPageButton(view)}`;
  const steps = [t('barcodeStep1'), t('barcodeStep2'), t('barcodeStep3')];
  const more = outsideLink(page.introUrl, t('barcodeIntro'));
  return offlinePage({ title: t('barcodeTitle'), lead: t('barcodeLead'), taken, steps, more }, view);
}

/** Modules (widths of a narrow bar) that ISO/IEC 16388 wants left blank on either side. */
const quietZone = 10;

/** Code 39, a pixel a module until the script fits it to the screen. Throws for what Code 39 cannot write. */
function bars(segment: string, label: string): Html {
  const drawn = code39({ bcid: 'code39', text: segment, scale: 1, paddingwidth: quietZone }, drawingSVG());
  const [, width, height, paths] = /^<svg viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)<\/svg>\s*$/s.exec(drawn) ?? [];
  if (paths === undefined) throw new Error('The bar code was drawn in an unknown way.');
  return html`<figure>
    <svg
      class="bars"
      role="img"
      aria-label="${label}"
      width="${width}"
      viewBox="0 0 ${width} ${height}"
      preserveAspectRatio="none"
    >
      ${raw(paths)}
    </svg>
    <figcaption aria-hidden="true">${label}</figcaption>
  </figure>`;
}
