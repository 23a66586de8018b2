import type { RefusedCallback, RefusedCallbacks } from '@paycore/core';

const refused = (minute: number, differences: Partial<RefusedCallback> = {}): RefusedCallback => ({
  at: new Date(Date.parse('2026-06-22T04:00:00Z') + minute * 60_000),
  gateway: 'ecpay',
  paymentNo: 'PAY202606221200AAAAAAAA',
  code: 'CALLBACK_REFUSED',
  message: 'ECPay amount mismatch.',
  body: 'TradeAmt=12345',
  ...differences,
});

/** What every store of refused callbacks must do, memory and MongoDB alike. `make` gives an empty one. */
export function refusedCallbacksContract(make: () => Promise<RefusedCallbacks>): void {
  it('lists those of one payment as they were recorded, newest first, 20 at most', async () => {
    const store = await make();
    const own = Array.from({ length: 22 }, (_, minute) => refused(minute));
    const withAmounts = refused(30, { amounts: { expected: '980', received: '12345' } });
    for (const one of [withAmounts, ...own]) await store.record(one);
    await store.record(refused(40, { paymentNo: 'PAY202606221200BBBBBBBB' }));
    const { paymentNo: _none, ...ofNobody } = refused(41);
    await store.record(ofNobody);
    expect(await store.list('PAY202606221200AAAAAAAA')).toEqual([withAmounts, ...own.toReversed().slice(0, 19)]);
    expect(await store.list('PAY202606221200ZZZZZZZZ')).toEqual([]);
  });
}
