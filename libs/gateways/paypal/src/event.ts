import { parseJson } from '@paycore/gateway-kit';
import { isUtf8 } from 'node:buffer';
import * as z from 'zod';
import { money, type Money } from './wire.ts';
import { disputeIn, isDispute, isReturn, refundIn, type AfterPayment } from './after-payment.ts';

/** What an event says of which payment it is about. */
export interface Facts extends AfterPayment {
  /** PayPal's order id. */
  readonly orderId?: string;
  /** The payment's own, where the event is about its order or its capture. */
  readonly amount?: Money;
  /** The capture's, where the event is about one. */
  readonly capture?: { readonly id: string; readonly status: string };
}

/** What PayCore reads of an event, whichever resource carries it. */
export interface PayPalEvent extends Facts {
  readonly type: string;
  /** The body as it came: what is signed, and what PayPal's check wants to see again. */
  readonly text: string;
}

const words = z.string().max(200).nullish();
const numbers = { custom_id: words, invoice_id: words, amount: money.nullish().catch(undefined) };

const envelope = z.object({ event_type: z.string().regex(/^[A-Z0-9._-]{1,100}$/), resource: z.unknown() });

/** The event of an approval that was taken back calls the order's id `order_id`. */
const order = z.object({ id: words, order_id: words, purchase_units: z.array(z.object(numbers)).min(1).nullish() });

const capture = z.object({
  ...numbers,
  id: words,
  status: words,
  supplementary_data: z.object({ related_ids: z.object({ order_id: words }).nullish() }).nullish(),
});

/** Undefined for what is no event. */
export function readEvent(rawBody: Uint8Array): PayPalEvent | undefined {
  const text = textOf(rawBody);
  const parsed = envelope.safeParse(text === undefined ? undefined : parseJson(text));
  if (text === undefined || !parsed.success) return undefined;
  const { event_type: type, resource } = parsed.data;
  const facts = factsOf(type, resource);
  return facts && { type, text, ...facts };
}

function factsOf(type: string, resource: unknown): Facts | undefined {
  if (type.startsWith('CHECKOUT.')) return ofOrder(resource);
  if (isDispute(type)) return disputeIn(resource);
  const facts = ofPayment(resource);
  if (!facts) return undefined;
  const { amount, capture, ...others } = facts;
  if (isReturn(type)) return { ...others, ...refundIn(resource, type) };
  // A refund that waits or failed, an authorization, a sale: what their amounts mean is their own.
  return type.startsWith('PAYMENT.CAPTURE.') ? facts : others;
}

function ofOrder(resource: unknown): Facts | undefined {
  const { success, data } = order.safeParse(resource);
  if (!success) return undefined;
  const [unit] = data.purchase_units ?? [];
  const orderId = data.order_id ?? data.id;
  return { ...numbersOf(unit ?? {}), ...(orderId != null && { orderId }) };
}

function ofPayment(resource: unknown): Facts | undefined {
  const { success, data } = capture.safeParse(resource);
  if (!success) return undefined;
  const { id, status, supplementary_data } = data;
  const orderId = supplementary_data?.related_ids?.order_id;
  return {
    ...numbersOf(data),
    ...(orderId != null && { orderId }),
    ...(id != null && status != null && { capture: { id, status } }),
  };
}

type Numbers = z.infer<z.ZodObject<typeof numbers>>;

const numbersOf = ({ custom_id, invoice_id, amount }: Partial<Numbers>): Facts => ({
  ...(custom_id != null && { paymentNo: custom_id }),
  ...(invoice_id != null && { gatewayOrderNo: invoice_id }),
  ...(amount != null && { amount }),
});

/** Undefined for bytes that are no UTF-8: they could not be shown to PayPal again. */
function textOf(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
}
