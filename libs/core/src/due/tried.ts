import type { DuePayment } from '../ports/payment-store.ts';

interface Try {
  readonly version: number;
  /** Of items that were begun. */
  readonly keys: Set<string>;
  isMet: boolean;
}

/** What one run has taken up, so that it meets nothing twice that is due all the same. */
export class Tried {
  readonly #tries = new Map<string, Try>();

  /** Whether the payment has changed since, or was never taken up. */
  isFresh({ paymentNo, version }: DuePayment): boolean {
    const last = this.#tries.get(paymentNo);
    if (last) last.isMet = true;
    return last?.version !== version;
  }

  takeUp({ paymentNo, version }: DuePayment): void {
    const keys = this.#tries.get(paymentNo)?.keys ?? new Set<string>();
    this.#tries.set(paymentNo, { version, keys, isMet: true });
  }

  /** False for an item that was begun before. */
  begin(paymentNo: string, key: string): boolean {
    const keys = this.#tries.get(paymentNo)?.keys;
    if (keys?.has(key)) return false;
    keys?.add(key);
    return true;
  }

  forget(payments: readonly DuePayment[]): void {
    for (const { paymentNo } of payments) this.#tries.delete(paymentNo);
  }

  /** What a walk over all that is due did not meet is due no longer. */
  endWalk(): void {
    for (const [paymentNo, last] of this.#tries) {
      if (!last.isMet) this.#tries.delete(paymentNo);
      last.isMet = false;
    }
  }
}
