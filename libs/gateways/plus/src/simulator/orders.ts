import { parseUrl } from '@paycore/core';
import type { Kept, LedgerWords } from '@paycore/simulator-kit';

export type State = 'issued' | 'paid' | 'failed' | 'expired';

/** One order as PLUS keeps it, and as the journal holds it: plain JSON. */
export interface Order extends Kept {
  readonly orderNo: string;
  readonly platNo: string;
  readonly appid: string;
  /** What PLUS reports, which a test may set apart from what was asked. */
  readonly money: number;
  readonly asked: number;
  readonly currency: string;
  readonly payName: string;
  readonly callbackUrl: string;
  readonly returnUrl: string;
  readonly accountCode: string;
  readonly bankCode: string | null;
  /** `yyyy-MM-dd HH:mm:ss`, Taipei. */
  readonly expireAt: string;
  readonly state: State;
}

export const words: LedgerWords<Order> = { keyOf: ({ orderNo }) => orderNo, orderNoOf: ({ orderNo }) => orderNo };

export const isLink = (url: string): boolean => /^https?:\/\//.test(url) && parseUrl(url) !== undefined;
