import { randomInt } from 'node:crypto';
import type { Journal } from '../journal.ts';
import { timeOf } from './layout.ts';
import { orderSchema, type PaidNotice, type ShopOrder } from './order.ts';
import { products, type Mode, type ProductName } from './products.ts';

/** Also the journal's length after a start. */
export const ORDER_LINES_KEPT = 10_000;

export interface Wanted {
  readonly cart: string;
  readonly product: ProductName;
  readonly mode: Mode;
}

/** The shop's orders, each written whole with every change, so that its last line is the order. */
export class ShopOrders {
  readonly #orders = new Map<string, ShopOrder>();

  constructor(
    private readonly journal: Journal,
    private readonly now: () => Date,
  ) {
    for (const entry of journal.read()) {
      const { data } = orderSchema.safeParse(entry);
      if (data) this.#orders.set(data.order_no, data);
    }
  }

  find(orderNo: string): ShopOrder | undefined {
    return this.#orders.get(orderNo);
  }

  newestFirst(): readonly ShopOrder[] {
    return [...this.#orders.values()].reverse();
  }

  /** The order that this press made before, else a new one. */
  order({ cart, product, mode }: Wanted): ShopOrder {
    const isSame = (each: ShopOrder): boolean => each.cart === cart && each.product === product && each.mode === mode;
    const made = this.newestFirst().find(isSame);
    if (made) return made;
    const now = this.now();
    const rest = { cart, product, mode, amount: products[product].price, refusal: null, notices: [] };
    return this.#keep({ order_no: this.#newNumber(now), ordered_at: now.toISOString(), ...rest });
  }

  answered(orderNo: string, refusal: ShopOrder['refusal']): void {
    this.#change(orderNo, () => ({ refusal }));
  }

  /** Keeps what a genuine notice says of an order of ours; a repeated one is only counted. */
  learn(webhookId: string, { merchant_order_no: orderNo, payment_no, ...facts }: PaidNotice): void {
    this.#change(orderNo, ({ notices }) => {
      const isRepeat = notices.some(({ webhook_id }) => webhook_id === webhookId);
      const counted = notices.map((each) =>
        each.webhook_id === webhookId ? { ...each, times: each.times + 1 } : each,
      );
      const { amount, currency, paid_at, paid_twice, paid_beside } = facts;
      const fresh = { webhook_id: webhookId, payment_no, amount, currency, paid_at, paid_twice, paid_beside, times: 1 };
      return { notices: isRepeat ? counted : [...notices, fresh] };
    });
  }

  #change(orderNo: string, update: (now: ShopOrder) => Partial<ShopOrder>): void {
    const order = this.#orders.get(orderNo);
    if (order) this.#keep({ ...order, ...update(order) });
  }

  #keep(order: ShopOrder): ShopOrder {
    this.journal.append(order);
    this.#orders.set(order.order_no, order);
    return order;
  }

  #newNumber(now: Date): string {
    const day = timeOf(now.toISOString()).slice(2, 10).replaceAll('-', '');
    for (;;) {
      const number = `SHOP-${day}-${randomInt(36 ** 5, 36 ** 6)
        .toString(36)
        .toUpperCase()}`;
      if (!this.#orders.has(number)) return number;
    }
  }
}
