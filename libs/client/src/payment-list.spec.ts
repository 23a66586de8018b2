import { payCore } from './pay-core.ts';
import type { PaymentFilters } from './payment-list.ts';
import type { PaymentPage } from './types.ts';

/** A PayCore with these pages, each behind the cursor before it. */
function listing(...pages: string[][]) {
  const seen: string[] = [];
  const fake: typeof fetch = async (url) => {
    const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
    seen.push(`${pathname}?${searchParams.toString()}`);
    const place = Number(searchParams.get('cursor') ?? 0);
    const payments = pages[place]?.map((payment_no) => ({ payment_no })) ?? [];
    const next_cursor = place + 1 < pages.length ? String(place + 1) : null;
    return new Response(JSON.stringify({ success: true, message: 'Payments found', data: { payments, next_cursor } }));
  };
  return { paycore: payCore({ apiKey: 'pc_test_1', baseUrl: 'https://pay.example', fetch: fake }), seen };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const numbers = async ({ paycore }: ReturnType<typeof listing>, filters?: PaymentFilters) =>
  (await all(paycore.payments(filters))).map(({ payment_no }) => payment_no);

describe('payments', () => {
  it('come one by one over all pages, also behind an empty one', async () => {
    const list = listing(['PAY4', 'PAY3'], [], ['PAY2'], ['PAY1']);
    expect(await numbers(list)).toEqual(['PAY4', 'PAY3', 'PAY2', 'PAY1']);
    expect(list.seen).toEqual(
      ['', 'cursor=1', 'cursor=2', 'cursor=3'].map((query) => `/api/paycore/payments?${query}`),
    );
  });

  it('are those of the filters, on every page', async () => {
    const list = listing(['PAY2'], ['PAY1']);
    await numbers(list, {
      environment: 'test',
      merchant_order_no: 'A 1',
      status: 'paid',
      created_from: new Date('2026-06-22T04:00:00Z'),
      created_to: '2026-06-23T00:00:00+08:00',
      attention: 'paid_twice',
      limit: 100,
    });
    const filters =
      'environment=test&merchant_order_no=A+1&status=paid&created_from=2026-06-22T04%3A00%3A00.000Z' +
      '&created_to=2026-06-23T00%3A00%3A00%2B08%3A00&attention=paid_twice&limit=100';
    expect(list.seen).toEqual([`/api/paycore/payments?${filters}`, `/api/paycore/payments?${filters}&cursor=1`]);
  });

  it('are fetched no further than somebody reads', async () => {
    const list = listing(['PAY3', 'PAY2'], ['PAY1']);
    for await (const { payment_no } of list.paycore.payments()) {
      expect(payment_no).toBe('PAY3');
      break;
    }
    expect(list.seen).toHaveLength(1);
  });

  it('come anew in each loop', async () => {
    const payments = listing(['PAY2'], ['PAY1']).paycore.payments();
    expect(await all(payments)).toEqual(await all(payments));
  });

  it('come by pages for whoever goes on later', async () => {
    const list = listing(['PAY3'], ['PAY2'], ['PAY1']);
    let first: PaymentPage | undefined;
    for await (first of list.paycore.payments({ status: 'paid' }).pages()) break;
    expect(first).toEqual({ payments: [{ payment_no: 'PAY3' }], next_cursor: '1' });
    expect(await numbers(list, { status: 'paid', cursor: '1' })).toEqual(['PAY2', 'PAY1']);
    const { paycore } = list;
    expect((await all(paycore.payments({ cursor: '2' }).pages())).map(({ next_cursor }) => next_cursor)).toEqual([
      null,
    ]);
  });

  it('end with what PayCore refuses', async () => {
    const refusal = { success: false, message: 'No.', error: { error_code: 'VALIDATION_FAILED' } };
    const fake: typeof fetch = async () => new Response(JSON.stringify(refusal), { status: 422 });
    const paycore = payCore({ apiKey: 'pc_test_1', baseUrl: 'https://pay.example', fetch: fake });
    await expect(all(paycore.payments({ limit: 101 }))).rejects.toMatchObject({ errorCode: 'VALIDATION_FAILED' });
  });
});
