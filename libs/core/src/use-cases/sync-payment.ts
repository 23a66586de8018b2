import { PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Clock, Pauses } from '../ports/runtime.ts';
import type { GetPayment } from './get-payment.ts';
import type { SettlePayment } from './settle-payment.ts';
import { pauseKey, pauseOf } from './steps.ts';

/** A merchant may make us ask the gateway so often per payment; between, the stored state answers. */
const restMs = 5_000;

/** Asks the gateway what became of a payment, at the merchant's wish. */
export class SyncPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly getPayment: GetPayment,
    private readonly settlePayment: SettlePayment,
    private readonly pauses: Pauses,
    private readonly clock: Clock,
  ) {}

  /** Throws `notFound`, `unsupported` (gateway_sync_not_supported), `unavailable`, `offline`. */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    const payment = await this.getPayment.execute(caller, paymentNo);
    const account = this.gateways.get(payment.gateway).open(payment.credentials.reveal(), payment.environment);
    if (!account.sync) {
      throw new PayCoreError(
        'unsupported',
        'gateway_sync_not_supported',
        'This gateway cannot be asked for a payment.',
      );
    }
    const now = this.clock.now();
    const isRested = !payment.syncedAt || now.getTime() - payment.syncedAt.getTime() >= restMs;
    if (payment.status === 'paid' || payment.creating || !isRested) return payment;
    const key = pauseKey(payment);
    if ((await this.pauses.pausedAt([key], now)).has(key)) return payment;
    const change = { set: { syncedAt: now } };
    if ((await this.payments.update(payment, change)) !== 'saved') return this.getPayment.execute(caller, paymentNo);
    const asked = { ...payment, syncedAt: now, version: payment.version + 1 };
    try {
      return await this.settlePayment.execute(asked, await account.sync(asked));
    } catch (error) {
      const until = pauseOf(error, this.clock.now());
      if (until) await this.pauses.pause(key, until);
      throw error;
    }
  }
}
