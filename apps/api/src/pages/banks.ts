import type { Page } from '@paycore/core';
import { englishBankName } from '@paycore/gateway-kit';
import type { Locale } from './texts.ts';

type Account = Pick<Extract<Page, { kind: 'account' }>, 'bankCode' | 'bankName'>;

/** The bank as the payer calls it; who does not read Chinese also needs the name that ATMs show. */
export function bankTitle({ bankCode, bankName }: Account, locale: Locale): string | undefined {
  if (locale.startsWith('zh')) return bankName;
  const english = bankCode === undefined ? undefined : englishBankName(bankCode);
  if (english === undefined || bankName === undefined) return english ?? bankName;
  return `${english} (${bankName})`;
}
