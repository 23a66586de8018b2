import type { SimulatorRuntime } from '@paycore/simulator-kit';
import type { Account } from '../accounts.ts';
import type { Events } from '../callbacks.ts';
import { captureStatusOf, hundredths, restOf, valueText, type Ledger, type Order, type Refund } from '../orders.ts';
import { captureView, minimalRefundView, refundView } from '../answers.ts';
import { ApiError, json } from './refusal.ts';
import { newId } from './checkout.ts';
import { readRefund, type RefundRequest } from './request.ts';
import { isRepeat, rememberedMs, requestIdOf } from './request-ids.ts';

/** Payments v2: captures and what becomes of them. */
export class Payments {
  constructor(
    private readonly ledger: Ledger,
    private readonly events: Events,
    private readonly now: SimulatorRuntime['now'],
  ) {}

  capture({ clientId }: Account, id: string): Response {
    return json(captureView(this.#captured(clientId, id), this.events.origin));
  }

  refunded({ clientId }: Account, id: string): Response {
    for (const order of this.ledger.newestFirst()) {
      const refund = order.clientId === clientId && order.refunds?.find((each) => each.id === id);
      if (refund) return json(refundView(order, refund, this.events.origin));
    }
    throw new ApiError(404, 'INVALID_RESOURCE_ID');
  }

  /** Refunds once per PayPal-Request-Id. */
  async refund(request: Request, { clientId }: Account, captureId: string): Promise<Response> {
    const fields = await readRefund(request);
    const order = this.#captured(clientId, captureId);
    const requestId = requestIdOf(request);
    const now = this.now();
    const known = order.refunds?.find((each) => isRepeat(requestId, each, now, rememberedMs.refund));
    if (known) return this.#answer(request, order, known, 200);
    const refund: Refund = {
      id: newId(),
      kind: 'refunded',
      value: valueOf(order, fields),
      at: now.toISOString(),
      requestId,
      invoiceId: fields.invoice_id ?? null,
      customId: fields.custom_id ?? null,
      note: fields.note_to_payer ?? null,
    };
    const changed = this.ledger.change(order, ({ refunds = [] }) => ({ refunds: [...refunds, refund] }));
    void this.events.send('PAYMENT.CAPTURE.REFUNDED', changed);
    return this.#answer(request, changed, refund, 201);
  }

  #captured(clientId: string, id: string): Order {
    const order = this.ledger.newestFirst().find((each) => each.clientId === clientId && each.capture?.id === id);
    if (order) return order;
    throw new ApiError(404, 'INVALID_RESOURCE_ID');
  }

  #answer(request: Request, order: Order, refund: Refund, status: number): Response {
    const isWhole = request.headers.get('prefer') === 'return=representation';
    return json((isWhole ? refundView : minimalRefundView)(order, refund, this.events.origin), status);
  }
}

/** The amount that goes back. Throws ApiError. */
function valueOf(order: Order, { amount }: RefundRequest): string {
  const status = captureStatusOf(order);
  if (status === 'REFUNDED') throw new ApiError(422, 'CAPTURE_FULLY_REFUNDED');
  if (status !== 'COMPLETED' && status !== 'PARTIALLY_REFUNDED') throw new ApiError(422, 'REFUND_NOT_ALLOWED');
  if (!amount) return valueText(order, restOf(order));
  if (amount.currency_code !== order.currency) throw new ApiError(422, 'REFUND_CAPTURE_CURRENCY_MISMATCH');
  if (hundredths(amount.value) > restOf(order)) throw new ApiError(422, 'REFUND_AMOUNT_EXCEEDED');
  return valueText(order, hundredths(amount.value));
}
