import { attemptOf } from '../domain/attempts.ts';
import type { Payment } from '../domain/payment.ts';
import type { Proof, ProvenKeys } from '../ports/proven-keys.ts';
import type { Clock, Log, TextSigner } from '../ports/runtime.ts';
import { Recent } from '../recent.ts';
import { accountKeysOf } from './fingerprint.ts';

/** Then a newer attempt becomes the one that has the credentials: those of old ones are erased one day. */
const renewedMs = 24 * 3_600_000;
const maxRemembered = 10_000;

/** Records whose keys are proven, once a day and process. */
export class NoteProof {
  readonly #noted = new Recent<number>(maxRemembered);

  constructor(
    private readonly provenKeys: ProvenKeys,
    private readonly signer: TextSigner,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /** Never throws: what was proven counts without it. */
  async execute(payment: Payment, no: number, by: Proof): Promise<void> {
    const { clock, log } = this.runtime;
    const { paymentNo, project } = payment;
    try {
      const keys = accountKeysOf(attemptOf(payment, no), this.signer);
      const name = [keys.gateway, keys.accountId, keys.fingerprint, project, by].join(' ');
      const at = clock.now();
      if (at.getTime() - (this.#noted.get(name) ?? -Infinity) < renewedMs) return;
      this.#noted.set(name, at.getTime());
      await this.provenKeys.record({ ...keys, project, by, paymentNo, attempt: no, at });
    } catch (error) {
      log.warn('Proven keys could not be recorded', { paymentNo, failure: String(error) });
    }
  }
}
