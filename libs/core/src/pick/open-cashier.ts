import { isSpent, newestAttempt } from '../domain/attempts.ts';
import { canTakeNumber } from '../domain/cashier.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { AddAttempt } from '../create/add-attempt.ts';
import type { Picked } from './picked.ts';
import { pressFresh } from './press-fresh.ts';

/**
 * Sends a payer to a gateway's cashier, with an order number that no browser has taken there yet. Only a press does so: a
 * visit makes nothing, whoever or whatever comes to see the page.
 */
export class OpenCashier {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly addAttempt: AddAttempt,
    private readonly clock: Clock,
  ) {}

  /**
   * `after`: how many attempts the payer's page showed; any other number means that the page is old. Throws `rejected`,
   * `unavailable` (the gateway), `offline`.
   */
  execute(payment: Payment, after: number | undefined): Promise<Picked> {
    return pressFresh(this.payments, payment, (current) => this.press(current, after));
  }

  private async press(payment: Payment, after: number | undefined): Promise<Picked | undefined> {
    const newest = newestAttempt(payment);
    const isCurrent = after === payment.attempts.length && canTakeNumber(payment, this.clock.now());
    if (!newest || !isCurrent || isSpent(payment) || (await this.isPaid(payment))) return { payment };
    const { gateway, method } = this.gateways.method(newest.gateway, newest.route);
    const { route, amount, decimals } = newest;
    const account = this.gateways.accountOf(payment, newest);
    const money = { amount, ...(decimals !== undefined && { decimals }) };
    const plan = { gateway, route, method, account, ...money };
    const added = await this.addAttempt.execute(payment, plan, {}, { isOut: true });
    // By its number: another press may have made one since.
    return added && { payment: added, attempt: newest.no + 1 };
  }

  private async isPaid(payment: Payment): Promise<boolean> {
    return (await this.payments.findPaid(merchantOrderOf(payment))) !== undefined;
  }
}
