import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProvenKeys } from '../ports/proven-keys.ts';
import type { TextSigner } from '../ports/runtime.ts';
import { accountKeysOf } from './fingerprint.ts';

/** A message is tried with so many keys at most. */
const maxCandidates = 100;

/** The credentials an account may have, for messages that name no payment: anybody can make up keys for any account. */
export class KeyCandidates {
  constructor(
    private readonly payments: PaymentStore,
    private readonly provenKeys: ProvenKeys,
    private readonly signer: TextSigner,
  ) {}

  /** Each once: proven ones first, then the newest of each project. Throws `offline`. */
  async execute(gateway: string, accountId: string): Promise<unknown[]> {
    const all = [
      ...(await this.proven(gateway, accountId)),
      ...(await this.payments.credentialsOf(gateway, accountId)),
    ];
    const byFingerprint = new Map<string, unknown>();
    for (const credentials of all) {
      const known = credentials.reveal();
      const { fingerprint } = accountKeysOf({ gateway, accountId, credentials }, this.signer);
      // Those of old payments have been erased.
      if (known !== undefined && !byFingerprint.has(fingerprint)) byFingerprint.set(fingerprint, known);
    }
    return [...byFingerprint.values()].slice(0, maxCandidates);
  }

  private async proven(gateway: string, accountId: string) {
    const keys = await this.provenKeys.list(gateway, accountId);
    const numbers = new Set(keys.map(({ paymentNo }) => paymentNo));
    const found = await Promise.all([...numbers].map((paymentNo) => this.payments.find(paymentNo)));
    const byNumber = new Map(found.flatMap((payment) => (payment ? [[payment.paymentNo, payment]] : [])));
    return keys.flatMap(({ paymentNo, attempt }) => {
      const own = byNumber.get(paymentNo)?.attempts.find(({ no }) => no === attempt);
      return own?.gateway === gateway && own.accountId === accountId ? [own.credentials] : [];
    });
  }
}
