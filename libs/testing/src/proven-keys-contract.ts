import type { ProvenKey, ProvenKeys } from '@paycore/core';

const proven = (n: number, differences: Partial<ProvenKey> = {}): ProvenKey => ({
  ...{ gateway: 'ecpay', accountId: '3002607', fingerprint: `f${n}`, project: 'prj_1', by: 'answer' },
  ...{ paymentNo: `PAY20260622120000000${n}`, attempt: 1, at: new Date(Date.parse('2026-06-22T04:00:00Z') + n) },
  ...differences,
});
const fingerprints = (keys: readonly ProvenKey[]) => keys.map(({ fingerprint }) => fingerprint).sort();

/** What every store of proven keys must do, memory and MongoDB alike. `make` gives an empty one. */
export function provenKeysContract(make: () => Promise<ProvenKeys>): void {
  it('lists those of one account as they were recorded, of all projects', async () => {
    const store = await make();
    const own = [proven(1), proven(2, { project: 'prj_2', by: 'callback', attempt: 3 })];
    for (const key of own) await store.record(key);
    await store.record(proven(3, { accountId: '107' }));
    await store.record(proven(4, { gateway: 'stripe' }));
    expect(await store.list('ecpay', '3002607')).toEqual(own);
    expect(await store.list('paypal', '3002607')).toEqual([]);
  });

  it('keeps each once, with the attempt that showed it last', async () => {
    const store = await make();
    await store.record(proven(1));
    await store.record(proven(2));
    await store.record(proven(1, { paymentNo: 'PAY202606221200AAAAAAAA', attempt: 2 }));
    const listed = await store.list('ecpay', '3002607');
    expect(fingerprints(listed)).toEqual(['f1', 'f2']);
    expect(listed.find(({ fingerprint }) => fingerprint === 'f1')).toMatchObject({
      paymentNo: 'PAY202606221200AAAAAAAA',
      attempt: 2,
    });
  });

  it('keeps each once, however many record it at the same time', async () => {
    const store = await make();
    await Promise.all(Array.from({ length: 20 }, () => store.record(proven(1))));
    expect(fingerprints(await store.list('ecpay', '3002607'))).toEqual(['f1']);
  });

  it('keeps the newest few of a project, those of answers apart, and lists them first', async () => {
    const store = await make();
    for (let n = 0; n < 9; n += 1) await store.record(proven(n, { by: 'callback' }));
    for (let n = 0; n < 9; n += 1) await store.record(proven(n));
    const listed = await store.list('ecpay', '3002607');
    expect(listed.map(({ by }) => by)).toEqual(['answer', 'answer', 'answer', 'answer', 'callback', 'callback']);
    expect(fingerprints(listed.slice(0, 4))).toEqual(['f5', 'f6', 'f7', 'f8']);
  });

  it('leaves other projects’ alone, and lists a hundred at most', async () => {
    const store = await make();
    await store.record(proven(1, { project: 'prj_victim' }));
    for (let n = 0; n < 55; n += 1) {
      for (const by of ['callback', 'answer'] as const) {
        await store.record(proven(2, { project: `prj_${n}`, by }));
      }
    }
    const listed = await store.list('ecpay', '3002607');
    expect(listed.some(({ project }) => project === 'prj_victim')).toBe(true);
    expect(listed.length).toBeLessThanOrEqual(100);
  });
}
