import type { SimulatedCallback } from '@paycore/core';

export type State = 'issued' | 'paid' | 'failed' | 'expired';

/** One order as ECPay keeps it, and as the journal holds it: plain JSON. */
export interface AtmOrder {
  readonly merchantId: string;
  readonly platformId: string;
  readonly merchantTradeNo: string;
  readonly tradeNo: string;
  /** `yyyy/MM/dd HH:mm:ss`, Taipei. */
  readonly tradeDate: string;
  /** What ECPay reports, which a test may set apart from what was asked. */
  readonly amount: number;
  readonly itemName: string;
  readonly returnUrl: string;
  readonly customField: string;
  readonly bankCode: string;
  readonly account: string;
  /** `yyyy/MM/dd`. */
  readonly expireDate: string;
  readonly state: State;
  readonly isSimulated: boolean;
  /** Empty until paid. */
  readonly paymentDate: string;
  readonly callbacks: readonly SimulatedCallback[];
}

/** `yyyy/MM/dd HH:mm:ss` in Taipei, which is UTC+8 all year. */
export const ecpayTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
