import type { Page, StoreChain } from '@paycore/core';
import { html } from 'hono/html';
import { chainList, chainName, kiosks } from '../chains.ts';
import { gatewayKind } from '../kind.ts';
import type { Html } from '../piece.ts';
import { copyButton, deadline, outsideLink, type View } from '../view.ts';
import { offlinePage } from './offline.ts';

/** A code to key in at a store's kiosk. */
export const code = gatewayKind('code', { title: 'codeTitle', main });

function main(page: Extract<Page, { kind: 'code' }>, view: View): Html {
  const { t } = view;
  const taken = html`<dl class="details">
      <div class="copyable">
        <dt>${t('code')}</dt>
        <dd><span class="code large">${page.code}</span>${copyButton(view, page.code, t('copyCode'))}</dd>
      </div>
      ${deadline(view)}
    </dl>
    ${outsideLink(page.url, t('codeUrl'))}`;
  const chains = page.chains ?? [];
  const steps = [firstStep(chains, view), t('codeStep2'), t('codeStep3')];
  return offlinePage({ title: t('codeTitle'), lead: lead(chains, view), taken, steps }, view);
}

/** Where alone the code can be paid: who goes elsewhere has gone for nothing. */
function lead(chains: readonly StoreChain[], view: View): string {
  const [first] = chains;
  const { t } = view;
  if (first === undefined) return t('codeLead');
  if (chains.length > 1) return t('codeLeadChains', { chains: chainList(chains, view) });
  return t('codeLeadChain', { chain: chainName(first, view), kiosk: kiosks[first] });
}

function firstStep(chains: readonly StoreChain[], { t }: View): Html | string {
  const [first] = chains;
  if (first === undefined) return t('codeStep1');
  if (chains.length === 1) return t(`kiosk_${first}`);
  return html`${t('codeStep1Chains')}
    <ul>
      ${chains.map((chain) => html`<li>${t(`kiosk_${chain}`)}</li>`)}
    </ul>`;
}
