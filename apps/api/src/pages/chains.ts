import type { StoreChain } from '@paycore/core';
import { languageOf } from './texts.ts';
import type { View } from './view.ts';

/** What the chains call their kiosks. */
export const kiosks: Readonly<Record<StoreChain, string>> = {
  ...{ ibon: 'ibon', fami: 'FamiPort', hilife: 'Life-ET', ok: 'OK.go' },
};

export const chainName = (chain: StoreChain, { t }: View): string => t(`chain_${chain}`);

/** `7-ELEVEN, FamilyMart or Hi-Life`. */
export const chainList = (chains: readonly StoreChain[], view: View): string =>
  new Intl.ListFormat(languageOf[view.locale], { type: 'disjunction' }).format(
    chains.map((chain) => chainName(chain, view)),
  );
