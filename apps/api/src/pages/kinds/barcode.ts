import type { Page } from '@paycore/core';
import { code39, drawingSVG } from 'bwip-js/node';
import { html, raw } from 'hono/html';
import { chainList } from '../chains.ts';
import { gatewayKind } from '../kind.ts';
import type { Html } from '../piece.ts';
import { copyPageButton, deadline, outsideLink, type View } from '../view.ts';
import { offlinePage } from './offline.ts';

type BarcodePage = Extract<Page, { kind: 'barcode' }>;

/**
 * Three bar codes for the scanner of a store's counter. What they say stands nowhere as text: numbers copied by hand are
 * mistaken, so a payer who needs them elsewhere takes the page's address along.
 */
export const barcode = gatewayKind('barcode', { title: 'barcodeTitle', main });

function main(page: BarcodePage, view: View): Html {
  const { t } = view;
  const taken = html`<div class="barcodes" id="bars" role="group" aria-label="${t('barcodes')}">
      ${page.segments.map((segment, at) => figure(segment, at + 1, page.segments.length, view))}
    </div>
    <p class="hint">${t('barcodeBright')}</p>
    <dl class="details">${deadline(view)}</dl>
    ${copyPageButton(view)}`;
  const steps = [t('barcodeStep1'), t('barcodeStep2'), t('barcodeStep3')];
  const more = outsideLink(page.introUrl, t('barcodeIntro'));
  return offlinePage({ title: t('barcodeTitle'), lead: lead(page, view), taken, steps, more }, view);
}

/** Modules (widths of a narrow bar) that ISO/IEC 16388 wants left blank on either side. */
const quietZone = 10;

/** A tap shows it alone, turned on a phone's screen to be larger: by its address, so that no script is needed. */
function figure(segment: string, number: number, count: number, { t }: View): Html {
  const label = t('barcodeOf', { number, count });
  return html`<figure id="bars-${number}">
    <a class="alone" href="#bars-${number}">${bars(segment, label)}<span class="unseen"> ${t('barcodeAlone')}</span></a>
    <figcaption aria-hidden="true">${label}</figcaption>
    <a class="all" href="#bars">${t('barcodeAll')}</a>
  </figure>`;
}

/** Code 39, a pixel a module until the script fits it to the screen. Throws for what Code 39 cannot write. */
function bars(segment: string, label: string): Html {
  const drawn = code39({ bcid: 'code39', text: segment, scale: 1, paddingwidth: quietZone }, drawingSVG());
  const [, width, height, paths] = /^<svg viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)<\/svg>\s*$/s.exec(drawn) ?? [];
  if (paths === undefined) throw new Error('The bar code was drawn in an unknown way.');
  return html`<svg
    class="bars"
    role="img"
    aria-label="${label}"
    width="${width}"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
  >
    ${raw(paths)}
  </svg>`;
}

function lead({ chains = [] }: BarcodePage, view: View): string {
  if (chains.length === 0) return view.t('barcodeLead');
  return view.t('barcodeLeadChains', { chains: chainList(chains, view) });
}
