import type { MerchantOrder, PaymentRequest } from '../domain/payment.ts';
import type { GatewayAccount } from '../ports/gateway.ts';
import type { AttemptPlan } from './add-attempt.ts';

/** What a create wants: the order's one payment, by this plan. */
export interface Wanted {
  readonly order: MerchantOrder;
  readonly plan: AttemptPlan & { readonly account: GatewayAccount };
  readonly request: PaymentRequest;
}
