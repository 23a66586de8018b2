import type { Attempt, DuePayment, DuePosition, DueWork, PaymentLink, Place } from '@paycore/core';
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

/** A walk over due work, and where it is to be done. */
export function duePlaceRules(bench: Bench): void {
  const walk = async (work: DueWork, limit: number) => {
    const pages: DuePayment[][] = [];
    for (let after: DuePosition | undefined; ;) {
      const page = await bench.store.duePage(work, now, limit, after);
      if (page.length > 0) pages.push(page);
      if (page.length < limit) return pages;
      after = page.at(-1);
    }
  };
  const placesOf = async (work: DueWork) =>
    new Map((await bench.store.duePage(work, now, 10)).map(({ paymentNo, places }) => [paymentNo, places]));

  describe.each(dueFields)('%s', (work, due) => {
    const stored = async (...attempts: Partial<Attempt>[]) => {
      const own = attempts.map((fields, index) => anAttempt({ no: index + 1, ...fields }));
      return (await bench.stored({ attempts: own })).paymentNo;
    };

    it('is walked over page by page, each payment once, also where many are due at the same time', async () => {
      const [first, same] = [await stored(due(early)), [] as string[]];
      for (let n = 0; n < 5; n += 1) same.push(await stored(due(new Date(early.getTime() + 1))));
      const [last] = [await stored(due(now)), await stored(due(late)), await stored({})];
      const all = [first, ...same.sort(), last];
      for (const limit of [2, 3, 7, 10]) {
        const pages = await walk(work, limit);
        expect(pages.flat().map(({ paymentNo }) => paymentNo)).toEqual(all);
        expect(pages[0]).toHaveLength(Math.min(limit, all.length));
      }
      const [{ dueAt, version } = {}] = await bench.store.duePage(work, now, 1);
      expect([dueAt, version]).toEqual([early, 1]);
    });

    it('is at the accounts of the attempts that are due, and of no others', async () => {
      const [ecpay, paypal]: Place[] = [
        { gateway: 'ecpay', accountId: 'own' },
        { gateway: 'paypal', accountId: 'other' },
      ];
      const one = await stored({ ...ecpay, ...due(early) });
      const both = await stored({ ...paypal, ...due(early) }, { ...ecpay, ...due(now) });
      const first = await stored({ ...paypal, ...due(early) }, { ...ecpay, ...due(late) });
      const second = await stored({ ...ecpay }, { ...paypal, ...due(early) });
      expect(await placesOf(work)).toEqual(
        new Map([
          [one, [ecpay]],
          [both, [paypal, ecpay]],
          [first, [paypal]],
          [second, [paypal]],
        ]),
      );
    });
  });

  it('of a link that has ended is anywhere', async () => {
    const place = { gateway: 'paypal', accountId: 'own' };
    const [ended, goesOn] = [
      { expiresAt: early, isOpen: true },
      { expiresAt: late, isOpen: true },
    ];
    const linked = async (link: PaymentLink, ...attempts: Attempt[]) =>
      (await bench.stored({ mode: 'all_in_one', attempts, link })).paymentNo;
    const due = () => anAttempt({ ...place, closesAt: early });
    const anywhere = [await linked(ended, due()), await linked(ended)];
    const there = [await linked(goesOn, due()), await linked({ ...ended, isOpen: false }, due())];
    const expected = [...anywhere.map((no) => [no, undefined] as const), ...there.map((no) => [no, [place]] as const)];
    expect(await placesOf('close')).toEqual(new Map(expected));
  });

  it.each(['notice', 'tidy'] as const)('of %s is anywhere', async (work) => {
    const notice = { id: 'msg_1', url: 'https://shop.example', host: 'shop.example', body: '{}', attempts: 0 };
    const { paymentNo } = await bench.stored({ tidyAt: early, notice: { ...notice, state: 'due', nextAt: early } });
    expect(await placesOf(work)).toEqual(new Map([[paymentNo, undefined]]));
  });
}
