import { gatewayUnavailable, type GatewayRuntime } from '@paycore/core';

/** Far above what genuine events cost: PayPal signs them all with one or two certificates, which are kept. */
const usualPerMinute = 300;

/** Questions to PayPal that events cost which nothing vouches for yet: anybody may send such, and as many as they like. */
export class Budget {
  #minute = 0;
  #spent = 0;

  constructor(
    private readonly runtime: Pick<GatewayRuntime, 'now'>,
    private readonly mostPerMinute = usualPerMinute,
  ) {}

  /** Takes one. Throws `unavailable` where this minute's are used up: PayPal sends a genuine event again, for three days. */
  spend(): void {
    const minute = Math.floor(this.runtime.now().getTime() / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#spent] = [minute, 0];
    this.#spent += 1;
    if (this.#spent > this.mostPerMinute)
      throw gatewayUnavailable(undefined, { log: { reason: 'too many unproven events' } });
  }
}
