import { dueWorks, type DueExcept, type DueWork, type PaymentFilter } from '@paycore/core';
import { MongoPaymentStore } from '@paycore/store-mongo';
import { accountOf, hostOf } from '../fill/payments.ts';
import type { Exercise, Exercises, Stage } from './exercise.ts';

const index = {
  id: '_id_',
  number: 'gatewayOrderNos_1',
  trade: 'gatewayTradeNos_1',
  order: 'request.merchantOrderNo_1_project_1_createdAt_-1',
  account: 'attempts.accountId_1_attempts.gateway_1_project_1_createdAt_-1',
  list: 'project_1_environment_1_createdAt_-1__id_-1',
  listByStatus: 'project_1_environment_1_status_1_createdAt_-1__id_-1',
  listByOrder: 'project_1_environment_1_request.merchantOrderNo_1_createdAt_-1__id_-1',
} as const;

const dueIndex: Readonly<Record<DueWork, string>> = {
  create: 'creatingUntil_1__id_1',
  close: 'closesAt_1__id_1',
  ask: 'asksAt_1__id_1',
  notice: 'due_notices',
  tidy: 'tidyAt_1__id_1',
};

const fewShare = { sort: true, why: 'a number has one payment, or a few' } as const;
const readsAll = { scan: true, docs: Infinity, keys: Infinity, why: 'maintenance reads every payment once' } as const;

/** Of `MongoPaymentStore`. Those that change what others read come last. */
export function paymentExercises(stage: Stage): Exercises<MongoPaymentStore> {
  const { connection, filled } = stage;
  const store = new MongoPaymentStore(connection, filled.seal);
  const paid = filled.sample('paid');
  const pending = filled.sample('pending');
  const order = { project: pending.project, environment: pending.environment };
  const [attempt] = paid.attempts;
  const { gatewayOrderNo = '', gatewayTradeNo = '' } = attempt ?? {};
  const { merchantOrderNo } = paid.request;
  const noted = { events: [{ at: filled.now, type: 'unclear_notice' as const }] };
  return {
    ...dueExercises(stage, store),
    ...readExercises(stage, store),
    find: [{ run: () => store.find(paid.paymentNo), indexes: [index.id] }],
    findByKey: [
      { how: 'our number', ...byKey({ by: 'paymentNo', value: paid.paymentNo }, index.id) },
      { how: 'order number', ...byKey({ by: 'gatewayOrderNo', value: gatewayOrderNo }, index.number) },
      { how: 'trade number', ...byKey({ by: 'gatewayTradeNo', value: gatewayTradeNo }, index.trade), allows: fewShare },
      { how: 'merchant’s number', ...byKey({ by: 'merchantOrderNo', value: merchantOrderNo }, index.order) },
      {
        how: 'merchant’s number at an account',
        ...byKey({ by: 'merchantOrderNo', value: merchantOrderNo, accountId: accountOf(0) }, index.order),
      },
    ],
    findByNumber: [
      {
        run: () => store.findByNumber(merchantOrderNo),
        indexes: [index.id, index.number, index.trade, index.order],
        allows: fewShare,
      },
    ],
    findHolder: [
      {
        run: () => store.findHolder({ ...order, merchantOrderNo: pending.request.merchantOrderNo }),
        indexes: ['orderKey_1'],
      },
    ],
    findPaid: [
      {
        run: () => store.findPaid({ project: paid.project, environment: paid.environment, merchantOrderNo }),
        indexes: ['paidKey_1'],
      },
    ],
    insert: [
      { how: 'an open payment', run: () => store.insert(filled.another()), indexes: ['paidKey_1'] },
      {
        how: 'a closed payment',
        run: () => store.insert({ ...filled.another(), holdsOrder: false }),
        indexes: [],
      },
    ],
    update: [
      {
        run: () => store.update(pending, noted),
        indexes: [index.id],
      },
    ],
    updateAll: [
      {
        // One of them was written since: who won is read.
        run: () =>
          store.updateAll([
            { payment: filled.sample('pending', 2), change: noted },
            { payment: { ...filled.sample('pending', 3), version: 0 }, change: noted },
          ]),
        indexes: [index.id],
      },
    ],
    countRefusedCallback: [{ run: () => store.countRefusedCallback(paid.paymentNo), indexes: [index.id] }],
    remove: [{ run: () => store.remove(filled.sample('pending', 1)), indexes: [index.id] }],
    purge: [
      {
        run: () => store.purge(new Date(filled.now.getTime() - 700 * 86_400_000), filled.now),
        indexes: [index.id],
        allows: readsAll,
      },
    ],
    reseal: [{ run: () => store.reseal(), indexes: [index.id], allows: readsAll }],
  };

  function byKey(key: Parameters<MongoPaymentStore['findByKey']>[1], name: string): Exercise {
    return { run: () => store.findByKey('ecpay', key), indexes: [name] };
  }
}

function dueExercises(
  { filled: { now, projects, dueEach } }: Stage,
  store: MongoPaymentStore,
): Pick<Exercises<MongoPaymentStore>, 'due' | 'duePage' | 'dueWorks' | 'countDue'> {
  const [, second = '', third = '', fourth = ''] = projects;
  const passesOver = { keys: 8 * dueEach, docs: dueEach, why: 'what is due elsewhere is passed over' };
  const exceptions: readonly (readonly [how: string, except: DueExcept])[] = [
    ['full hosts', { hosts: [hostOf(1)] }],
    ['full receivers', { receivers: [{ project: fourth, host: hostOf(3) }] }],
    [
      'full sides',
      {
        sides: [
          { project: second, environment: 'test', butHosts: [hostOf(1)] },
          { project: third, environment: 'production' },
        ],
      },
    ],
  ];
  const exercises = (run: (work: DueWork, except?: DueExcept) => Promise<unknown>): Exercise[] => [
    ...dueWorks.map((work): Exercise => ({ how: work, run: () => run(work), indexes: [dueIndex[work]] })),
    ...exceptions.map(([how, except]): Exercise => {
      const indexes = [dueIndex.notice];
      return { how: `notice, ${how}`, run: () => run('notice', except), indexes, allows: passesOver };
    }),
  ];
  const behind = { dueAt: new Date(now.getTime() - 60_000), paymentNo: '' };
  return {
    due: exercises((work, except) => store.due(work, now, 200, except)),
    duePage: dueWorks.flatMap((work): Exercise[] => {
      const indexes = [dueIndex[work]];
      return [
        { how: work, run: () => store.duePage(work, now, 250), indexes },
        { how: `${work}, further on`, run: () => store.duePage(work, now, 250, behind), indexes },
      ];
    }),
    dueWorks: [{ run: () => store.dueWorks(now), indexes: Object.values(dueIndex) }],
    countDue: exercises((work, except) => store.countDue(work, now, except)),
  };
}

function readExercises(
  { filled }: Stage,
  store: MongoPaymentStore,
): Pick<Exercises<MongoPaymentStore>, 'findAll' | 'credentialsOf' | 'sumPaid' | 'sumToReturn' | 'marksOf' | 'list'> {
  const { now } = filled;
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const { project, environment, createdAt, paymentNo, request, status } = filled.sample('paid');
  const side = { project, environment };
  const month = { from: ago(30), to: now };
  const list = (filter: Partial<PaymentFilter>, name: string): Exercise => ({
    run: () => store.list({ ...side, ...filter }, { limit: 50 }),
    indexes: [name],
  });
  const { merchantOrderNo } = request;
  const marked = Array.from({ length: 3 }, (_, shop) => filled.sample('paid', shop)).map((payment) => ({
    ...{ paymentNo: payment.paymentNo, project: payment.project, environment: payment.environment },
    merchantOrderNo: payment.request.merchantOrderNo,
  }));
  return {
    findAll: [{ run: () => store.findAll(marked.map(({ paymentNo }) => paymentNo)), indexes: [index.id] }],
    credentialsOf: [{ run: () => store.credentialsOf('ecpay', accountOf(2)), indexes: [index.account] }],
    sumPaid: [
      {
        run: () => store.sumPaid(project, environment, { day: { from: ago(1), to: now }, month }),
        indexes: ['paid_sums'],
        isCovered: true,
      },
    ],
    sumToReturn: [
      {
        run: () => store.sumToReturn(project, environment, { from: ago(400), to: now }),
        indexes: ['toReturnKey_1'],
      },
    ],
    marksOf: [{ run: () => store.marksOf(marked), indexes: [index.id, 'paidKey_1'] }],
    list: [
      { how: 'all', ...list({}, index.list) },
      { how: 'of a time', ...list({ from: ago(60), to: ago(30) }, index.list) },
      {
        how: 'the next page',
        run: () => store.list(side, { limit: 50, after: { createdAt, paymentNo } }),
        indexes: [index.list],
      },
      { how: 'by status', ...list({ status }, index.listByStatus) },
      { how: 'by order', ...list({ merchantOrderNo }, index.listByOrder) },
      { how: 'by order and status', ...list({ merchantOrderNo, status }, index.listByOrder) },
      { how: 'to be returned', ...list({ attention: 'paid_twice' }, 'toReturnKey_1') },
    ],
  };
}
