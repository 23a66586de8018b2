import type { Attempt, DueExcept, DueWork } from '@paycore/core';
import { anAttempt } from '../builders.ts';
import { at, type Bench } from './bench.ts';

const early = at('2026-06-22T01:00:00Z');
const now = at('2026-06-22T03:00:00Z');
const late = at('2026-06-22T05:00:00Z');

const dueFields: [DueWork, (time: Date) => Partial<Attempt>][] = [
  ['create', (until) => ({ creating: { token: 't', until, attempts: 1, isReleased: false } })],
  ['close', (closesAt) => ({ closesAt })],
  ['ask', (asksAt) => ({ asksAt })],
];

/** Due work at gateways and accounts that have no room for more. */
export function duePlaceRules(bench: Bench): void {
  const found = async (work: DueWork, except: DueExcept, limit = 10) => {
    const payments = await bench.store.due(work, now, limit, except);
    const listed = await bench.store.dueVersions(work, now, limit, except);
    const versions = payments.map(({ paymentNo, version }) => ({ paymentNo, version }));
    expect(listed).toEqual(listed.length < limit ? expect.arrayContaining(versions) : expect.any(Array));
    expect(listed).toHaveLength(versions.length);
    return payments.map(({ paymentNo }) => paymentNo);
  };

  describe.each(dueFields)('%s', (work, due) => {
    const stored = async (...attempts: Partial<Attempt>[]) => {
      const own = attempts.map((fields, index) => anAttempt({ no: index + 1, ...fields }));
      return (await bench.stored({ attempts: own })).paymentNo;
    };

    it('lists it without that of full gateways, up to the limit', async () => {
      for (let n = 0; n < 3; n += 1) await stored({ gateway: 'paypal', ...due(early) });
      const [ecpay, stripe] = [await stored(due(now)), await stored({ gateway: 'stripe', ...due(now) })];
      expect(await found(work, { gateways: ['paypal'] }, 2)).toEqual(expect.arrayContaining([ecpay, stripe]));
      expect(await found(work, { gateways: ['paypal', 'stripe'] })).toEqual([ecpay]);
      expect(await found(work, { gateways: [], accounts: [] })).toHaveLength(5);
    });

    it('lists it without that of full accounts, each at its own gateway', async () => {
      await stored({ accountId: 'full', ...due(early) });
      const [other, namesake] = [
        await stored({ accountId: 'calm', ...due(early) }),
        await stored({ gateway: 'stripe', accountId: 'full', ...due(now) }),
      ];
      const accounts = [{ gateway: 'ecpay', accountId: 'full' }];
      expect((await found(work, { accounts })).sort()).toEqual([other, namesake].sort());
      expect(await found(work, { accounts, gateways: ['stripe'] })).toEqual([other]);
      expect(await found(work, { accounts: [...accounts, { gateway: 'stripe', accountId: 'full' }] })).toEqual([other]);
    });

    it('lists a payment while one of its attempts is due elsewhere', async () => {
      const [paypal, ecpay] = [{ gateway: 'paypal' }, { gateway: 'ecpay' }];
      const both = await stored({ ...paypal, ...due(early) }, { ...ecpay, ...due(now) });
      // Each half is somewhere in these, but not in one attempt.
      await stored({ ...paypal, ...due(early) }, { ...ecpay, ...due(late) });
      await stored({ ...paypal, ...due(early) }, ecpay);
      expect(await found(work, { gateways: ['paypal'] })).toEqual([both]);
      expect(await found(work, { accounts: [{ gateway: 'paypal', accountId: '3002607' }] })).toEqual([both]);
      expect(await found(work, { gateways: ['paypal', 'ecpay'] })).toEqual([]);
    });

    it('lists that of the sides that are left, too', async () => {
      const side = { project: 'prj_1', environment: 'test' } as const;
      await stored(due(early));
      expect(await found(work, { gateways: ['paypal'], sides: [side] })).toEqual([]);
      expect(await found(work, { gateways: ['paypal'], sides: [{ ...side, project: 'prj_2' }] })).toHaveLength(1);
    });
  });

  it('lists a link that has ended, whatever is full', async () => {
    const link = { expiresAt: early, isOpen: true };
    const attempts = [anAttempt({ gateway: 'paypal', closesAt: late })];
    const open = await bench.stored({ mode: 'all_in_one', attempts, link });
    const bare = await bench.stored({ mode: 'all_in_one', attempts: [], link });
    const ended = { attempts: [anAttempt({ gateway: 'paypal', closesAt: early })], link: { ...link, isOpen: false } };
    await bench.stored({ mode: 'all_in_one', ...ended });
    const numbers = [open.paymentNo, bare.paymentNo].sort();
    expect((await found('close', { gateways: ['paypal'] })).sort()).toEqual(numbers);
  });

  it.each(['notice', 'tidy'] as const)('lists %s whatever is full', async (work) => {
    const notice = { id: 'msg_1', url: 'https://shop.example', host: 'shop.example', body: '{}', attempts: 0 };
    await bench.stored({ tidyAt: early, notice: { ...notice, state: 'due', nextAt: early } });
    expect(await found(work, { gateways: ['ecpay'] })).toHaveLength(1);
  });
}
