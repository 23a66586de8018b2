import type { DueExcept, Environment, Notice, Payment } from '@paycore/core';
import { at, type Bench } from './bench.ts';
import { plain } from './plain.ts';

const notice = (differences: Partial<Notice> = {}): Notice => ({
  id: 'msg_1',
  state: 'due',
  url: 'https://shop.example/payok',
  host: 'shop.example',
  body: '{}',
  attempts: 0,
  nextAt: at('2026-06-22T04:00:00Z'),
  token: 'taker',
  ...differences,
});

/** Which work is due, and what of it is left out. */
export function dueRules(bench: Bench): void {
  const dueNotices = async (except: DueExcept) => {
    const found = await bench.store.due('notice', at('2026-06-22T05:00:00Z'), 10, except);
    return found.map(({ paymentNo }) => paymentNo).sort();
  };

  it('lists due work oldest first, up to the limit, each kind apart', async () => {
    const second = await bench.stored({ closesAt: at('2026-06-22T02:00:00Z') });
    const first = await bench.stored({ closesAt: at('2026-06-22T01:00:00Z'), asksAt: at('2026-06-22T01:00:00Z') });
    await bench.stored({ closesAt: at('2026-06-22T09:00:00Z') });
    const created = await bench.stored({
      creating: { token: 't', until: at('2026-06-22T01:00:00Z'), attempts: 1, isReleased: false },
    });
    const now = at('2026-06-22T03:00:00Z');
    const numbers = async (work: 'create' | 'close' | 'ask', limit = 10) => {
      const payments = await bench.store.due(work, now, limit);
      const versions = payments.map(({ paymentNo, version }) => ({ paymentNo, version }));
      expect(await bench.store.duePage(work, now, limit)).toMatchObject(versions);
      return payments.map(({ paymentNo }) => paymentNo);
    };
    expect(await numbers('close')).toEqual([first.paymentNo, second.paymentNo]);
    expect(await numbers('close', 1)).toEqual([first.paymentNo]);
    expect(await numbers('ask')).toEqual([first.paymentNo]);
    expect(await numbers('create')).toEqual([created.paymentNo]);
    expect(await bench.store.countDue('close', now)).toBe(2);
  });

  it('says which kinds of work are due, in whatever state a payment is', async () => {
    const early = at('2026-06-22T01:00:00Z');
    const due = async () => [...(await bench.store.dueWorks(at('2026-06-22T02:00:00Z')))].sort();
    expect(await due()).toEqual([]);
    await bench.stored({ closesAt: at('2026-06-22T03:00:00Z'), asksAt: at('2026-06-22T03:00:00Z') });
    const { nextAt: _never, ...done } = notice({ state: 'delivered' });
    await bench.stored({ notice: done });
    expect(await due()).toEqual([]);
    await bench.stored({ closesAt: early });
    expect(await due()).toEqual(['close']);
    await bench.stored({ asksAt: early, status: 'failed' });
    await bench.stored({ creating: { token: 't', until: early, attempts: 1, isReleased: false } });
    expect(await due()).toEqual(['ask', 'close', 'create']);
    await bench.stored({ tidyAt: early, status: 'paid' });
    await bench.stored({ notice: notice({ nextAt: early }), status: 'paid' });
    expect(await due()).toEqual(['ask', 'close', 'create', 'notice', 'tidy']);
  });

  it('finds payments by their numbers, as they are now', async () => {
    const payments = await Promise.all(Array.from({ length: 5 }, () => bench.stored()));
    const [first, second] = payments;
    if (!first || !second) throw new Error('not stored');
    await bench.store.update(first, { attempts: [{ no: 1, set: { info: { a: 1 } } }] });
    await bench.store.remove(second);
    const found = await bench.store.findAll([...payments.map(({ paymentNo }) => paymentNo), 'PAY202606221200ZZZZZZZZ']);
    const others = await Promise.all([first, ...payments.slice(2)].map((payment) => bench.fresh(payment)));
    const byNo = (a: Payment, b: Payment) => (a.paymentNo < b.paymentNo ? -1 : 1);
    expect(found.sort(byNo).map(plain)).toEqual(others.sort(byNo).map(plain));
    expect(await bench.store.findAll([])).toEqual([]);
  });

  it('lists due notices without those of full hosts, and none that is done', async () => {
    const slow = await bench.stored({ notice: notice({ host: 'slow.example' }) });
    const quick = await bench.stored({ notice: notice() });
    const { nextAt: _never, ...done } = notice({ state: 'delivered' });
    await bench.stored({ notice: done });
    expect(await dueNotices({ hosts: [] })).toEqual([slow.paymentNo, quick.paymentNo].sort());
    expect(await dueNotices({ hosts: ['slow.example'] })).toEqual([quick.paymentNo]);
  });

  it('lists due work without that of full sides, of one environment alone', async () => {
    const [one, production, other] = [
      await bench.stored({ notice: notice() }),
      await bench.stored({ notice: notice(), environment: 'production' }),
      await bench.stored({ notice: notice({ host: 'slow.example' }), project: 'prj_2' }),
    ];
    const test = { project: 'prj_1', environment: 'test' } as const;
    expect(await dueNotices({ sides: [] })).toHaveLength(3);
    expect(await dueNotices({ sides: [test] })).toEqual([production.paymentNo, other.paymentNo].sort());
    expect(await dueNotices({ sides: [test], hosts: ['slow.example'] })).toEqual([production.paymentNo]);
    const both = [test, { ...test, environment: 'production' } as const];
    expect(await dueNotices({ sides: both })).toEqual([other.paymentNo]);
    expect(await dueNotices({ sides: [...both, { ...test, project: 'prj_2' }] })).toEqual([]);
    const but = (...butHosts: string[]) => [
      { ...test, butHosts },
      { ...test, project: 'prj_2', butHosts },
    ];
    const rest = production.paymentNo;
    expect(await dueNotices({ sides: but('slow.example') })).toEqual([rest, other.paymentNo].sort());
    expect(await dueNotices({ sides: but('shop.example') })).toEqual([rest, one.paymentNo].sort());
    expect(await dueNotices({ sides: but('shop.example'), hosts: ['shop.example'] })).toEqual([]);
    const receivers = [{ project: 'prj_2', host: 'slow.example' }];
    expect(await dueNotices({ sides: but('slow.example'), receivers })).toEqual([rest]);
    expect(await dueNotices({ hosts: ['slow.example'] })).toEqual([one.paymentNo, production.paymentNo].sort());
  });

  it('lists due notices without those of one project to one host', async () => {
    const make = async (project: string, host: string, environment: Environment = 'test') =>
      (await bench.stored({ project, environment, notice: notice({ host }) })).paymentNo;
    const dead = { project: 'prj_1', host: 'dead.example' };
    await make('prj_1', 'dead.example');
    await make('prj_1', 'dead.example', 'production');
    const [own, same, other] = [
      await make('prj_1', 'shop.example'),
      await make('prj_2', 'dead.example'),
      await make('prj_2', 'shop.example'),
    ];
    expect(await dueNotices({ receivers: [dead] })).toEqual([own, same, other].sort());
    expect(await dueNotices({ receivers: [dead], hosts: ['shop.example'] })).toEqual([same]);
    const many = Array.from({ length: 30 }, (_, n) => ({ project: `prj_many_${n}`, host: 'shop.example' }));
    expect(await dueNotices({ receivers: [...many, dead] })).toEqual([own, same, other].sort());
    const side = { project: 'prj_2', environment: 'test' } as const;
    expect(await dueNotices({ receivers: [dead], sides: [side] })).toEqual([own]);
    const others = [dead, { project: 'prj_2', host: 'shop.example' }];
    expect(await dueNotices({ receivers: others })).toEqual([own, same].sort());
    expect(await dueNotices({ receivers: [...others, { project: 'prj_1', host: 'shop.example' }] })).toEqual([same]);
  });

  it('lists due work of the sides that are left oldest first, up to the limit', async () => {
    const late = await bench.stored({ closesAt: at('2026-06-22T02:00:00Z') });
    const early = await bench.stored({ closesAt: at('2026-06-22T01:00:00Z'), environment: 'production' });
    await bench.stored({ closesAt: at('2026-06-22T00:00:00Z'), project: 'prj_2' });
    const except = { sides: [{ project: 'prj_2', environment: 'test' } as const] };
    const numbers = async (limit: number) =>
      (await bench.store.due('close', at('2026-06-22T03:00:00Z'), limit, except)).map(({ paymentNo }) => paymentNo);
    expect(await numbers(10)).toEqual([early.paymentNo, late.paymentNo]);
    expect(await numbers(1)).toEqual([early.paymentNo]);
  });
}
