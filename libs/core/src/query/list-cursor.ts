import { isPaymentNo } from '../domain/payment-no.ts';
import type { PaymentFilter, PaymentPlace } from '../domain/listing.ts';
import type { TextSigner } from '../ports/runtime.ts';

/** Milliseconds in base 36, the payment's number, the signature. */
const shape = /^([0-9a-z]{1,10})\.([A-Z0-9]{1,40})\.([\w-]{1,64})$/;

/** Where a list goes on: handed to the merchant, and known again for the same project, side and filters alone. */
export class ListCursor {
  constructor(
    private readonly signer: TextSigner,
    private readonly filter: PaymentFilter,
  ) {}

  write(place: PaymentPlace): string {
    const text = `${place.createdAt.getTime().toString(36)}.${place.paymentNo}`;
    return `${text}.${this.signer.sign(this.#signed(text))}`;
  }

  /** Undefined where it is none of ours, or of another list. */
  read(cursor: string): PaymentPlace | undefined {
    const [, time = '', paymentNo = '', signature = ''] = shape.exec(cursor) ?? [];
    if (!isPaymentNo(paymentNo) || !this.signer.verify(this.#signed(`${time}.${paymentNo}`), signature))
      return undefined;
    return { createdAt: new Date(parseInt(time, 36)), paymentNo };
  }

  #signed(text: string): string {
    const { project, environment, merchantOrderNo, status, from, to, attention } = this.filter;
    const filters = [merchantOrderNo, status, from?.getTime(), to?.getTime(), attention];
    return JSON.stringify([project, environment, ...filters.map((value) => value ?? null), text]);
  }
}
