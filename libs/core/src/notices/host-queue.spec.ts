import fc from 'fast-check';
import { HostQueue, type Waiting } from './host-queue.ts';
import { receiverKeyOf, type Receiver } from './receiver.ts';

const most = 12;
const receivers: readonly Receiver[] = ['a.example', 'b.example', 'c.example'].flatMap((host) =>
  ['prj_1', 'prj_2'].map((project) => ({ project, environment: 'test' as const, host })),
);

const anAct = fc.oneof(
  fc.record({ act: fc.constant('add' as const), at: fc.nat(5), until: fc.nat(20) }),
  fc.record({ act: fc.constant('next' as const), full: fc.subarray([0, 1, 2, 3, 4, 5]) }),
  fc.record({ act: fc.constant('end' as const), before: fc.nat(20) }),
);

describe('HostQueue', () => {
  it('forgets none, gives none twice, keeps each line in order, and holds no more than it may', () => {
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 80 }), (acts) => {
        const queue = new HostQueue(most);
        const model: { readonly receiver: Receiver; readonly waiting: Waiting }[] = [];
        acts.forEach((act, no) => {
          if (act.act === 'add') {
            const receiver = receivers[act.at] as Receiver;
            const waiting = { paymentNo: `PAY${no}`, token: `t${no}`, until: act.until };
            expect(queue.add(receiver, waiting)).toBe(model.length < most);
            if (model.length < most) model.push({ receiver, waiting });
          } else if (act.act === 'next') {
            const isOpen = (receiver: Receiver) => !act.full.includes(receivers.indexOf(receiver));
            const next = queue.next(isOpen);
            expect(next === undefined).toBe(!model.some(({ receiver }) => isOpen(receiver)));
            if (!next) return;
            const first = model.findIndex(({ receiver }) => receiver === next.receiver);
            expect(model.splice(first, 1)[0]).toEqual(next);
          } else {
            const ending = model.filter(({ waiting }) => waiting.until < act.before).map(({ waiting }) => waiting);
            const taken = queue.takeEnding(act.before);
            expect(new Set(taken)).toEqual(new Set(ending));
            for (const waiting of ending) {
              model.splice(
                model.findIndex((one) => one.waiting === waiting),
                1,
              );
            }
          }
          expect(queue.size).toBe(model.length);
          for (const receiver of receivers) {
            expect(queue.of(receiver)).toBe(model.filter((one) => one.receiver === receiver).length);
          }
        });
      }),
    );
  });

  it('gives each line its turn, however long another is', () => {
    const queue = new HostQueue(most);
    for (let n = 0; n < 6; n += 1) queue.add(receivers[0] as Receiver, { paymentNo: `A${n}`, token: 't', until: 0 });
    queue.add(receivers[2] as Receiver, { paymentNo: 'B', token: 't', until: 0 });
    const order = [1, 2, 3].map(() => queue.next(() => true)?.waiting.paymentNo);
    expect(order).toEqual(['A0', 'B', 'A1']);
  });
});

it('tells apart the receivers of both sides', () => {
  const [one] = receivers;
  expect(receiverKeyOf({ ...one, environment: 'production' } as Receiver)).not.toBe(receiverKeyOf(one as Receiver));
});
