import { newPaymentNo } from '../domain/payment-no.ts';
import {
  paymentRow,
  type MerchantOrder,
  type Payment,
  type PaymentMode,
  type PaymentRequest,
} from '../domain/payment.ts';
import type { Random } from '../ports/runtime.ts';

/** A payment that holds its order and has no attempt yet; not stored. */
export const newPayment = (
  { project, environment }: MerchantOrder,
  { mode, request }: { readonly mode: PaymentMode; readonly request: PaymentRequest },
  createdAt: Date,
  random: Random,
): Payment =>
  paymentRow({
    paymentNo: newPaymentNo(createdAt, random.pick.bind(random)),
    project,
    mode,
    environment,
    request,
    attempts: [],
    status: 'pending',
    createdAt,
    holdsOrder: true,
    holdsPaid: false,
    events: [],
    refusedCallbacks: 0,
    version: 0,
  });
