import { isOffline } from '../domain/errors.ts';
import type { MerchantOrder, Payment, PaymentChange } from '../domain/payment.ts';
import type { DuePayment, PaymentStore, PaymentWrite, UpdateResult } from '../ports/payment-store.ts';
import { dueBatch } from './due-source.ts';

interface Waiting extends PaymentWrite {
  readonly resolve: (result: UpdateResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Updates that come while others are being written are written together next: the more there are, the less each costs, and one
 * alone waits for nothing.
 */
export class WritesTogether implements Pick<PaymentStore, 'find' | 'findPaid' | 'update' | 'duePage' | 'findAll'> {
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(private readonly payments: PaymentStore) {}

  find(paymentNo: string): Promise<Payment | undefined> {
    return this.payments.find(paymentNo);
  }

  findPaid(order: MerchantOrder): Promise<Payment | undefined> {
    return this.payments.findPaid(order);
  }

  findAll(paymentNos: readonly string[]): Promise<Payment[]> {
    return this.payments.findAll(paymentNos);
  }

  duePage(...wanted: Parameters<PaymentStore['duePage']>): Promise<DuePayment[]> {
    return this.payments.duePage(...wanted);
  }

  update(payment: Payment, change: PaymentChange): Promise<UpdateResult> {
    // Somebody is told of it once: whose write it was must be certain, and in bulk it is not always.
    if (isTold(change)) return this.payments.update(payment, change);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ payment, change, resolve, reject });
      if (!this.#isWriting) void this.#writeOn();
    });
  }

  async #writeOn(): Promise<void> {
    this.#isWriting = true;
    // Whoever begins at the same time is in it too.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, dueBatch));
    this.#isWriting = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.payments.updateAll(batch);
      batch.forEach(({ resolve }, place) => resolve(results[place] ?? 'stale'));
    } catch (error) {
      const isAway = isOffline(error);
      // One that cannot be written keeps none of the others from it.
      if (isAway || batch.length === 1) batch.forEach(({ reject }) => reject(error));
      else await Promise.all(batch.map((each) => this.#alone(each)));
    }
  }

  async #alone({ payment, change, resolve, reject }: Waiting): Promise<void> {
    await this.payments.update(payment, change).then(resolve, reject);
  }
}

/** Money, and whatever else is logged, counted or announced by the one whose write it was. */
const isTold = ({ set = {}, events = [] }: PaymentChange): boolean =>
  set.paidAt !== undefined ||
  set.morePaidAgain !== undefined ||
  events.some(({ type }) => type !== 'expired' && type !== 'failed');
