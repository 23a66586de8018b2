import { queryOf } from './query.ts';
import type { CallOptions, Send } from './send.ts';
import type { Payment, PaymentPage } from './types.ts';

/** Which payments; all that the key sees by default. */
export interface PaymentFilters {
  /** The key's own side where absent; a `pc_test_` key sees no other. */
  readonly environment?: 'test' | 'production';
  readonly merchant_order_no?: string;
  readonly status?: Payment['status'];
  /** Created then or later; text is ISO 8601 with an offset. */
  readonly created_from?: Date | string;
  /** Created before. */
  readonly created_to?: Date | string;
  /** Money that came in twice. */
  readonly attention?: 'paid_twice' | 'paid_beside';
  /** Payments a page, 1–100; 20 where absent. */
  readonly limit?: number;
  /** `next_cursor` of an earlier page with the same filters: goes on behind it. */
  readonly cursor?: string;
}

/** Payments one by one, newest first, each page fetched when it is reached. */
export interface PaymentList extends AsyncIterable<Payment> {
  /** The same by pages, for whoever keeps `next_cursor`. */
  pages(): AsyncIterable<PaymentPage>;
}

export function paymentList(send: Send, filters: PaymentFilters, call?: CallOptions): PaymentList {
  const pages = () => pagesOf(send, filters, call);
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { payments } of pages()) yield* payments;
    },
  };
}

async function* pagesOf(send: Send, filters: PaymentFilters, call?: CallOptions): AsyncGenerator<PaymentPage> {
  let { cursor } = filters;
  do {
    const path = `/api/paycore/payments?${queryOf({ ...filters, cursor })}`;
    const page: PaymentPage = await send({ method: 'GET', path }, call);
    yield page;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
