import { deferred, type Deferred } from '@paycore/testing';
import fc from 'fast-check';
import type { Place } from '../ports/payment-store.ts';
import { Bulkheads } from './bulkheads.ts';

const limits = { perGateway: 4, perAccount: 2, maxWaiting: 3 };
const turn = () => new Promise((resolve) => setImmediate(resolve));
const place = (gateway: string, accountId = 'a'): Place => ({ gateway, accountId });

/** Tasks that run until they are told to end. */
function tasksIn(bulkheads: Bulkheads) {
  const started: string[] = [];
  const ends = new Map<string, Deferred<string>>();
  const begin = (name: string, where: Place) =>
    bulkheads.within(where, () => {
      const end = deferred<string>();
      started.push(name);
      ends.set(name, end);
      return end.promise;
    });
  return { started, begin, end: (name: string) => ends.get(name)?.resolve(name), ends };
}

describe('bulkheads', () => {
  it('run what has room at once, and give back what it returns or throws', async () => {
    const bulkheads = new Bulkheads(limits);
    expect(await bulkheads.within(place('ecpay'), async () => 7)).toBe(7);
    const fault = new Error('away');
    await expect(bulkheads.within(place('ecpay'), () => Promise.reject(fault))).rejects.toBe(fault);
    expect([bulkheads.isAnyFull, bulkheads.hasRoom(place('ecpay'))]).toEqual([false, true]);
  });

  it('give one account its share, and the rest of the gateway to others', async () => {
    const { started, begin, end } = tasksIn(new Bulkheads(limits));
    for (const name of ['a1', 'a2', 'a3', 'a4']) void begin(name, place('ecpay'));
    void begin('b1', place('ecpay', 'b'));
    expect(started).toEqual(['a1', 'a2', 'b1']);
    end('a2');
    await turn();
    expect(started).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('leave other gateways alone', () => {
    const { started, begin } = tasksIn(new Bulkheads(limits));
    for (let n = 0; n < 9; n += 1) void begin(`p${n}`, place('paypal', `account ${n}`));
    void begin('e', place('ecpay'));
    expect(started).toEqual(['p0', 'p1', 'p2', 'p3', 'e']);
  });

  it('say where there is room: at no account of a gateway that is full', async () => {
    const bulkheads = new Bulkheads(limits);
    const { begin, end } = tasksIn(bulkheads);
    const haveRoom = () => [place('ecpay'), place('ecpay', 'c'), place('paypal')].map((at) => bulkheads.hasRoom(at));
    void begin('1', place('ecpay'));
    expect([bulkheads.isAnyFull, haveRoom()]).toEqual([false, [true, true, true]]);
    void begin('2', place('ecpay'));
    expect([bulkheads.isAnyFull, haveRoom()]).toEqual([true, [false, true, true]]);
    for (const name of ['3', '4']) void begin(name, place('ecpay', 'b'));
    expect([bulkheads.isAnyFull, haveRoom()]).toEqual([true, [false, false, true]]);
    for (const name of ['1', '2', '3']) end(name);
    await turn();
    expect([bulkheads.isAnyFull, haveRoom()]).toEqual([false, [true, true, true]]);
  });

  it('turn away who would wait behind too many, and run nothing then', async () => {
    const { started, begin } = tasksIn(new Bulkheads(limits));
    for (let n = 0; n < 5; n += 1) void begin(`${n}`, place('ecpay'));
    expect(await begin('late', place('ecpay'))).toBeUndefined();
    expect(started).toEqual(['0', '1']);
  });

  it('give room on after a failure', async () => {
    const { started, begin, ends } = tasksIn(new Bulkheads(limits));
    const failing = ['1', '2', '3'].map((name) => begin(name, place('ecpay')));
    ends.get('1')?.reject(new Error('away'));
    await expect(failing[0]).rejects.toThrow('away');
    expect(started).toEqual(['1', '2', '3']);
  });

  it('never exceed a limit, and lose no task, whatever ends when', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ gateway: fc.constantFrom('x', 'y'), accountId: fc.constantFrom('a', 'b', 'c') }), {
          maxLength: 40,
        }),
        fc.infiniteStream(fc.nat(30)),
        async (places, draws) => {
          const { started, begin, end } = tasksIn(new Bulkheads({ ...limits, maxWaiting: 100 }));
          const names = places.map((_, at) => String(at));
          const done = places.map((where, at) => begin(String(at), where));
          const running = new Set<string>();
          const countOf = (where: Place, isSame: (one: Place) => boolean) =>
            [...running].filter((name) => isSame(places[Number(name)] ?? where)).length;
          for (let seen = 0; running.size > 0 || seen < started.length;) {
            for (; seen < started.length; seen += 1) running.add(started[seen] ?? '');
            for (const where of places) {
              expect(countOf(where, (one) => one.gateway === where.gateway)).toBeLessThanOrEqual(limits.perGateway);
              const isSame = (one: Place) => one.gateway === where.gateway && one.accountId === where.accountId;
              expect(countOf(where, isSame)).toBeLessThanOrEqual(limits.perAccount);
            }
            const ended = [...running][(draws.next().value ?? 0) % running.size] ?? '';
            running.delete(ended);
            end(ended);
            await turn();
          }
          expect(await Promise.all(done)).toEqual(names);
        },
      ),
      { numRuns: 30 },
    ));
});
