import { attemptRow, type Attempt } from '../domain/attempt.ts';
import { isSpent, newestAttempt } from '../domain/attempts.ts';
import { orderConflict } from '../domain/errors.ts';
import type { Info } from '../domain/info.ts';
import { newGatewayOrderNo } from '../domain/payment-no.ts';
import { changed, type Payment, type PaymentChange } from '../domain/payment.ts';
import { assign } from '../domain/row.ts';
import { Secret } from '../domain/secret.ts';
import type { Gateway, GatewayAccount, Method } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Metrics, Random } from '../ports/runtime.ts';
import type { CreateLease } from './lease.ts';
import type { PlaceOrder } from './place-order.ts';

/** Which order at which gateway an attempt is to be. */
export interface AttemptPlan {
  readonly gateway: Gateway;
  readonly route: string;
  readonly method: Method;
  readonly account: Pick<GatewayAccount, 'id' | 'environment' | 'credentials'>;
  /** As the attempt has it. */
  readonly amount: number;
  readonly decimals?: number;
  /** What the payer chose together with the method. */
  readonly extra?: Info;
  /** In which the payer picked the method. */
  readonly locale?: string;
}

/** How often a number is drawn anew that is in use. */
const maxDraws = 5;

/** Makes the attempts of payments: one order at one gateway each, of which one may pay. */
export class AddAttempt {
  constructor(
    private readonly payments: PaymentStore,
    private readonly placeOrder: PlaceOrder,
    private readonly lease: CreateLease,
    private readonly runtime: { clock: Clock; random: Random; metrics: Metrics },
  ) {}

  /** An attempt with a lease to place its order; not stored. */
  planned(plan: AttemptPlan, no: number, createdAt: Date): Attempt {
    const { gateway, route, method, account, amount, decimals, extra = {}, locale } = plan;
    const { random } = this.runtime;
    return attemptRow({
      no,
      gateway: gateway.name,
      route,
      method: method.name,
      accountId: account.id,
      credentials: Secret.of(account.credentials),
      gatewayOrderNo: newGatewayOrderNo(createdAt, random.pick.bind(random), gateway.orderNoLength),
      amount,
      decimals,
      extra: Object.keys(extra).length > 0 ? extra : undefined,
      locale,
      status: 'pending',
      simulated: false,
      info: {},
      createdAt,
      creating: this.lease.taken(1),
      asks: 0,
    });
  }

  /**
   * The payment with a further attempt whose order is placed, `before` written in the same step; undefined where somebody
   * changed the payment meanwhile. Throws as PlaceOrder does, and `conflict` where it has had all its attempts.
   */
  async execute(
    payment: Payment,
    plan: AttemptPlan & { readonly account: GatewayAccount },
    before: PaymentChange = {},
    fields: Partial<Attempt> = {},
  ): Promise<Payment | undefined> {
    const { paymentNo } = payment;
    if (isSpent(payment)) throw orderConflict(paymentNo);
    const no = (newestAttempt(payment)?.no ?? 0) + 1;
    for (let draw = 0; draw < maxDraws; draw += 1) {
      const at = this.runtime.clock.now();
      const added = assign(this.planned(plan, no, at), fields);
      const events = [...(before.events ?? []), { at, type: 'attempt_added' as const, attempt: no }];
      const change = { ...before, added, events };
      const result = await this.payments.update(payment, change);
      if (result === 'numberTaken') continue;
      if (result !== 'saved') return undefined;
      this.runtime.metrics.count('attempts_added', { gateway: plan.gateway.name, method: plan.method.name });
      return this.placeOrder.execute(changed(payment, change), no, { account: plan.account });
    }
    throw new Error(`No free order number for payment ${paymentNo} in ${maxDraws} draws.`);
  }
}
