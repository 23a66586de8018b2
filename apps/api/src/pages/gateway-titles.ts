import type { LocalizedText } from '@paycore/core';
import { gatewayDocs } from '../docs/gateway-docs.ts';
import type { Locale } from './texts.ts';

let titles: ReadonlyMap<string, LocalizedText> | undefined;

/** What the installed gateways call themselves. */
export function gatewayTitle(gateway: string, locale: Locale): string | undefined {
  titles ??= new Map(gatewayDocs.map((make) => make()).map(({ gateway, title }) => [gateway, title]));
  return titles.get(gateway)?.[locale.startsWith('zh') ? 'zh' : 'en'];
}
