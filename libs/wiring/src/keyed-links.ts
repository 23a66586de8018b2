import { paymentNoLength, type Links } from '@paycore/core';
import { Signer, signatureLength, type MasterKey } from './keyring.ts';

const standardLocale = 'zh-tw';

const callbackUrlOf = (base: string, of: { gateway: string; paymentNo: string; secret: string }): string =>
  `${base}/api/paycore/webhooks/${of.gateway}?payment_no=${of.paymentNo}&secret=${of.secret}`;

/** Characters that the callback URLs of a gateway have: all of them equally many. */
export const callbackUrlLength = (base: string, gateway: string): number =>
  callbackUrlOf(base, { gateway, paymentNo: '#'.repeat(paymentNoLength), secret: '#'.repeat(signatureLength) }).length;

/** URLs that we hand out; what proves them is a keyed hash of the payment number, so nothing of it is stored. */
export class KeyedLinks implements Links {
  readonly #pages: Signer;
  readonly #callbacks: Signer;

  constructor(
    keys: readonly [MasterKey, ...MasterKey[]],
    private readonly publicUrl: string,
    private readonly callbackUrl: string,
  ) {
    this.#pages = new Signer(keys, 'page token');
    this.#callbacks = new Signer(keys, 'callback secret');
  }

  page(paymentNo: string, locale = standardLocale): string {
    return `${this.publicUrl}/${locale}/pay/${paymentNo}?token=${this.#pages.sign(paymentNo)}`;
  }

  return(gateway: string, paymentNo: string, locale = standardLocale): string {
    return `${this.publicUrl}/${locale}/payment/${gateway}/return/${paymentNo}`;
  }

  callback(gateway: string, paymentNo: string): string {
    return callbackUrlOf(this.callbackUrl, { gateway, paymentNo, secret: this.#callbacks.sign(paymentNo) });
  }

  isPageToken(paymentNo: string, token: string): boolean {
    return this.#pages.verify(paymentNo, token);
  }

  isCallbackSecret(paymentNo: string, secret: string): boolean {
    return this.#callbacks.verify(paymentNo, secret);
  }
}
