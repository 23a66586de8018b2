import { randomInt } from 'node:crypto';
import type { SimulatorRuntime } from '@paycore/simulator-kit';
import type { Account } from '../accounts.ts';
import type { Events } from '../callbacks.ts';
import type { Capture, Ledger, Order } from '../orders.ts';
import { approvalUrl, minimalView, orderView } from '../answers.ts';
import { ApiError, json } from './refusal.ts';
import { readCreate, readJson, type CreateRequest } from './request.ts';
import { isRepeat, rememberedMs, requestIdOf } from './request-ids.ts';

/** 17 letters and digits, as PayPal's ids are. */
export const newId = (): string =>
  Array.from({ length: 17 }, () => '0123456789ABCDEFGHJKLMNPRSTUVWXY'[randomInt(32)]).join('');

/** Orders v2, as far as PayCore needs it. */
export class Orders {
  constructor(
    private readonly ledger: Ledger,
    private readonly events: Events,
    private readonly now: SimulatorRuntime['now'],
  ) {}

  async create(request: Request, { clientId }: Account): Promise<Response> {
    const fields = await readCreate(request);
    const requestId = requestIdOf(request);
    const known = this.#findRepeated(clientId, requestId);
    if (known) return this.#answer(request, known, 200);
    const invoiceId = fields.purchase_units[0]?.invoice_id ?? null;
    if (this.#isPaid(clientId, invoiceId)) throw new ApiError(422, 'DUPLICATE_INVOICE_ID');
    const order = newOrder(fields, clientId, requestId, this.now().toISOString());
    return this.#answer(request, this.ledger.write(order), 201);
  }

  get(account: Account, id: string): Response {
    return json(orderView(this.#find(account, id), this.events.origin));
  }

  /** Decides once per PayPal-Request-Id. The event goes out as the payer's money moves, beside the answer. */
  async capture(request: Request, account: Account, id: string): Promise<Response> {
    await readJson(request);
    const order = this.#find(account, id);
    const requestId = requestIdOf(request);
    const now = this.now();
    const isDecided = order.decided.some((earlier) => isRepeat(requestId, earlier, now, rememberedMs.order));
    if (isDecided && order.capture) return this.#answer(request, order, 200);
    if (isDecided) throw this.#declined(order);
    if (order.status === 'COMPLETED') throw new ApiError(422, 'ORDER_ALREADY_CAPTURED');
    if (order.status !== 'APPROVED') throw new ApiError(422, 'ORDER_NOT_APPROVED');
    if (this.#isPaid(account.clientId, order.invoiceId)) throw new ApiError(422, 'DUPLICATE_INVOICE_ID');
    const at = now.toISOString();
    const decided = [...order.decided, { requestId, at }];
    if (order.instrument === 'declined') {
      throw this.#declined(
        this.ledger.change(order, () => ({ decided, status: 'PAYER_ACTION_REQUIRED', wasDeclined: true })),
      );
    }
    const status = order.instrument === 'slow' ? 'PENDING' : 'COMPLETED';
    const capture: Capture = { id: newId(), status, at };
    const captured = this.ledger.change(order, () => ({ decided, status: 'COMPLETED', capture }));
    void this.events.send(`PAYMENT.CAPTURE.${status}`, captured);
    return this.#answer(request, captured, 201);
  }

  #declined(order: Order): ApiError {
    const href = approvalUrl(order, this.events.origin);
    return new ApiError(422, 'INSTRUMENT_DECLINED', undefined, [{ href, rel: 'redirect', method: 'GET' }]);
  }

  #find({ clientId }: Account, id: string): Order {
    const order = this.ledger.find(id);
    if (order?.clientId === clientId && order.status !== 'GONE') return order;
    throw new ApiError(404, 'INVALID_RESOURCE_ID');
  }

  #findRepeated(clientId: string, requestId: string | null): Order | undefined {
    const now = this.now();
    return this.ledger.newestFirst().find((order) => {
      const earlier = { requestId: order.requestId, at: order.createdAt };
      return order.clientId === clientId && isRepeat(requestId, earlier, now, rememberedMs.order);
    });
  }

  #isPaid(clientId: string, invoiceId: string | null): boolean {
    const isSame = (order: Order) => order.clientId === clientId && order.invoiceId === invoiceId;
    return (
      invoiceId !== null &&
      this.ledger.newestFirst().some((order) => isSame(order) && order.capture?.status === 'COMPLETED')
    );
  }

  #answer(request: Request, order: Order, status: number): Response {
    const isWhole = request.headers.get('prefer') === 'return=representation';
    return json((isWhole ? orderView : minimalView)(order, this.events.origin), status);
  }
}

function newOrder(fields: CreateRequest, clientId: string, requestId: string | null, createdAt: string): Order {
  const [unit] = fields.purchase_units;
  const context = fields.payment_source?.paypal?.experience_context ?? fields.application_context;
  return {
    id: newId(),
    clientId,
    requestId,
    createdAt,
    customId: unit?.custom_id ?? null,
    invoiceId: unit?.invoice_id ?? null,
    description: unit?.description ?? null,
    currency: unit?.amount.currency_code ?? '',
    value: unit?.amount.value ?? '',
    returnUrl: context?.return_url ?? null,
    cancelUrl: context?.cancel_url ?? null,
    status: fields.payment_source?.paypal ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
    instrument: 'good',
    wasDeclined: false,
    capture: null,
    decided: [],
    isQuiet: false,
    callbacks: [],
  };
}
