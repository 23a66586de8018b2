import { gatewayUnavailable, type GatewayRuntime } from '@paycore/core';

/** Far above what genuine events cost: PayPal signs them all with one or two certificates, which are kept. */
const defaultPerMinute = 300;

/** Limits the calls to PayPal that unproven events cost: anybody may send such events, as many as they like. */
export class Budget {
  #minute = 0;
  #spent = 0;

  constructor(
    private readonly runtime: Pick<GatewayRuntime, 'now'>,
    private readonly maxPerMinute = defaultPerMinute,
  ) {}

  /** Counts one call. Throws `unavailable` once this minute's are used up: PayPal resends a genuine event for three days. */
  spend(): void {
    const minute = Math.floor(this.runtime.now().getTime() / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#spent] = [minute, 0];
    this.#spent += 1;
    if (this.#spent > this.maxPerMinute)
      throw gatewayUnavailable(undefined, { log: { reason: 'too many unproven events' } });
  }
}
