import { BrokenPaymentError, type Payment } from '@paycore/core';
import { toPayment } from './payment-document.ts';
import { macText } from './payment-mac.ts';
import type { PaymentDocument } from './payment-schema.ts';
import type { Sealing } from './payment-seal.ts';

/** What is done about payments that are not as PayCore wrote them. */
export interface ReaderRules {
  /** Whether a payment without a mac is broken. Asked at each read: the database may be reached later. */
  readonly isMacRequired: () => boolean;
  /** Told of each one that is met, however often. */
  readonly onBroken: (error: BrokenPaymentError) => void;
}

/** Makes payments of documents, and lets none through that somebody else has changed. */
export class PaymentReader {
  constructor(
    private readonly sealing: Sealing,
    private readonly rules: ReaderRules,
  ) {}

  /** Throws BrokenPaymentError. */
  read(document: PaymentDocument): Payment {
    const read = this.tried(document);
    if (read instanceof BrokenPaymentError) throw read;
    return read;
  }

  /** Without those that are broken: one must not keep a list from the others. */
  readable(documents: readonly PaymentDocument[]): Payment[] {
    return documents.flatMap((document) => {
      const read = this.tried(document);
      return read instanceof BrokenPaymentError ? [] : [read];
    });
  }

  /** The same, but where all are broken there is somebody to be told: throws BrokenPaymentError. */
  someOf(documents: readonly PaymentDocument[]): Payment[] {
    const read = this.readable(documents);
    const [first] = documents;
    return first && read.length === 0 ? [this.read(first)] : read;
  }

  private tried(document: PaymentDocument): Payment | BrokenPaymentError {
    try {
      const payment = toPayment(document, this.sealing);
      this.check(document, payment);
      return payment;
    } catch (cause) {
      const error = new BrokenPaymentError(document._id, cause);
      this.rules.onBroken(error);
      return error;
    }
  }

  private check({ mac, orderKey, paidKey }: PaymentDocument, payment: Payment): void {
    if (mac === undefined) {
      if (this.rules.isMacRequired()) throw new Error('It has no mac.');
    } else if (!this.sealing.macs.verify(macText(payment, { orderKey, paidKey }), mac)) {
      throw new Error('Its mac is of other values.');
    } else {
      this.sealing.vouched.add(payment);
    }
  }
}
