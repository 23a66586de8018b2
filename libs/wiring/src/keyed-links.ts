import { maxAttempts, paymentNoLength, secretParams, type CallbackSubject, type Links } from '@paycore/core';
import { Signer, signatureLength, type MasterKey } from './keyring.ts';

const standardLocale = 'zh-tw';

interface CallbackUrl {
  readonly gateway: string;
  readonly paymentNo: string;
  /** Absent in those handed out before payments had attempts. */
  readonly attempt: number | undefined;
  readonly secret: string;
}

function callbackUrlOf(base: string, { gateway, paymentNo, attempt, secret }: CallbackUrl): string {
  const named = attempt === undefined ? '' : `&attempt=${attempt}`;
  return `${base}/api/paycore/webhooks/${gateway}?payment_no=${paymentNo}${named}&${secretParams.callbackSecret}=${secret}`;
}

/** Characters that the callback URLs of a gateway have at most. */
export const callbackUrlLength = (base: string, gateway: string): number =>
  callbackUrlOf(base, {
    gateway,
    paymentNo: '#'.repeat(paymentNoLength),
    attempt: maxAttempts,
    secret: '#'.repeat(signatureLength),
  }).length;

/** What the callback secret is a hash of: a secret that a payer saw in a form proves nothing at another gateway. */
const signedTextOf = ({ paymentNo, attempt, gateway, isKeyedByPayment }: CallbackSubject): string =>
  isKeyedByPayment ? paymentNo : `${paymentNo}:${attempt}:${gateway}`;

/** URLs that we hand out; what proves them is a keyed hash of numbers in them, so nothing of it is stored. */
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
    return `${this.publicUrl}/${locale}/pay/${paymentNo}?${secretParams.pageToken}=${this.#pages.sign(paymentNo)}`;
  }

  return(gateway: string, paymentNo: string, locale = standardLocale): string {
    return `${this.publicUrl}/${locale}/payment/${gateway}/return/${paymentNo}`;
  }

  returnWithToken(gateway: string, paymentNo: string, locale = standardLocale): string {
    return `${this.return(gateway, paymentNo, locale)}?${secretParams.returnToken}=${this.#pages.sign(paymentNo)}`;
  }

  callback(of: CallbackSubject): string {
    const { gateway, paymentNo, isKeyedByPayment } = of;
    const attempt = isKeyedByPayment ? undefined : of.attempt;
    return callbackUrlOf(this.callbackUrl, {
      gateway,
      paymentNo,
      attempt,
      secret: this.#callbacks.sign(signedTextOf(of)),
    });
  }

  logo(hash: string): string {
    return `${this.publicUrl}/logos/${hash}`;
  }

  isPageToken(paymentNo: string, token: string): boolean {
    return this.#pages.verify(paymentNo, token);
  }

  isCallbackSecret(of: CallbackSubject, secret: string): boolean {
    return this.#callbacks.verify(signedTextOf(of), secret);
  }
}
