import {
  attemptOf,
  changed,
  dueWorks,
  isListed,
  isNamedBy,
  longestOverdueFirst,
  merchantOrderOf,
  newestFirst,
  timesToReturn,
  type Attempt,
  type DueExcept,
  type DuePayment,
  type DuePosition,
  type DueWork,
  type MarkedPayment,
  type PaymentMark,
  type Environment,
  type MerchantOrder,
  type MethodSum,
  type OrderKey,
  type PageWanted,
  type PaidSum,
  type Payment,
  type PaymentChange,
  type PaymentFilter,
  type PaymentPage,
  type PaymentStore,
  type PaymentWrite,
  type Secret,
  type Span,
  type UpdateResult,
} from '@paycore/core';
import { allDue } from './memory-due.ts';

const methodOf = ({ gateway, route, decimals }: Attempt, currency: string) => ({
  ...{ gateway, route, currency },
  ...(decimals !== undefined && { decimals }),
});

function firstPerProject<T extends { readonly project: string }>(all: readonly T[], most: number): T[] {
  const seen = new Map<string, number>();
  return all.filter(({ project }) => {
    const before = seen.get(project) ?? 0;
    seen.set(project, before + 1);
    return before < most;
  });
}

const isWithin = ({ from, to }: Span, at: Date | undefined) => at !== undefined && at >= from && at < to;

const isExcepted = (
  { project, environment, notice }: Payment,
  { hosts = [], sides = [], receivers = [] }: DueExcept,
): boolean =>
  (notice !== undefined && hosts.includes(notice.host)) ||
  sides.some(
    (side) =>
      side.project === project && side.environment === environment && !side.butHosts?.includes(notice?.host ?? ''),
  ) ||
  receivers.some((receiver) => receiver.project === project && receiver.host === notice?.host);

/** The store's contract on a Map, for use-case specs; every method but `updateAll` is one atomic step. */
export class MemoryPaymentStore implements PaymentStore {
  readonly #payments = new Map<string, Payment>();

  all(): Payment[] {
    return [...this.#payments.values()];
  }

  async insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'> {
    const isKnown = this.#payments.has(payment.paymentNo) || payment.attempts.some((attempt) => this.#isUsed(attempt));
    if (isKnown) return 'numberTaken';
    if (payment.holdsOrder && this.#other(payment, 'holdsPaid')) return 'orderPaid';
    if (payment.holdsOrder && this.#other(payment, 'holdsOrder')) return 'orderTaken';
    this.#payments.set(payment.paymentNo, payment);
    return 'inserted';
  }

  async find(paymentNo: string): Promise<Payment | undefined> {
    return this.#payments.get(paymentNo);
  }

  async findByKey(gateway: string, key: OrderKey): Promise<Payment[]> {
    const { by, value } = key;
    const isOfNumber = ({ paymentNo, request }: Payment) =>
      (by === 'paymentNo' ? paymentNo : by === 'merchantOrderNo' ? request.merchantOrderNo : value) === value;
    const found = this.all()
      .filter((payment) => isOfNumber(payment) && payment.attempts.some((one) => isNamedBy(one, gateway, key)))
      .reverse();
    return firstPerProject(found, 5).slice(0, 100);
  }

  async findByNumber(number: string): Promise<Payment[]> {
    const isNumber = ({ paymentNo, request, attempts }: Payment) =>
      paymentNo === number ||
      request.merchantOrderNo === number ||
      attempts.some(({ gatewayOrderNo, gatewayTradeNo }) => gatewayOrderNo === number || gatewayTradeNo === number);
    return this.all().filter(isNumber).sort(newestFirst).slice(0, 20);
  }

  async findHolder(order: MerchantOrder): Promise<Payment | undefined> {
    return this.#place(order, 'holdsOrder');
  }

  async findPaid(order: MerchantOrder): Promise<Payment | undefined> {
    return this.#place(order, 'holdsPaid');
  }

  async update(payment: Payment, change: PaymentChange): Promise<UpdateResult> {
    const current = this.#payments.get(payment.paymentNo);
    if (current?.version !== payment.version) return 'stale';
    if (change.added && this.#isUsed(change.added)) return 'numberTaken';
    if (change.set?.holdsOrder && this.#other(payment, 'holdsOrder')) return 'orderTaken';
    if (change.set?.holdsPaid && this.#other(payment, 'holdsPaid')) return 'paidTaken';
    this.#payments.set(payment.paymentNo, changed(current, change));
    return 'saved';
  }

  async updateAll(writes: readonly PaymentWrite[]): Promise<UpdateResult[]> {
    const results: UpdateResult[] = [];
    for (const { payment, change } of writes) results.push(await this.update(payment, change));
    return results;
  }

  async remove(payment: Payment): Promise<boolean> {
    const isCurrent = this.#payments.get(payment.paymentNo)?.version === payment.version;
    return isCurrent && this.#payments.delete(payment.paymentNo);
  }

  async due(work: DueWork, at: Date, limit: number, except: DueExcept = {}): Promise<Payment[]> {
    const all = allDue(this.all(), work, at).map(({ payment }) => payment);
    return all.filter((payment) => !isExcepted(payment, except)).slice(0, limit);
  }

  async duePage(work: DueWork, at: Date, limit: number, after?: DuePosition): Promise<DuePayment[]> {
    return allDue(this.all(), work, at)
      .filter((due) => !after || longestOverdueFirst(due, after) > 0)
      .slice(0, limit)
      .map(({ payment: _, ...due }) => due);
  }

  async findAll(paymentNos: readonly string[]): Promise<Payment[]> {
    return paymentNos.flatMap((paymentNo) => this.#payments.get(paymentNo) ?? []);
  }

  async dueWorks(at: Date): Promise<ReadonlySet<DueWork>> {
    return new Set(dueWorks.filter((work) => allDue(this.all(), work, at).length > 0));
  }

  async countDue(work: DueWork, at: Date, except: DueExcept = {}): Promise<number> {
    return (await this.due(work, at, Infinity, except)).length;
  }

  async countRefusedCallback(paymentNo: string): Promise<void> {
    const payment = this.#payments.get(paymentNo);
    if (payment) this.#payments.set(paymentNo, { ...payment, refusedCallbacks: payment.refusedCallbacks + 1 });
  }

  async credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]> {
    const own = this.all().flatMap(({ project, attempts }) => attempts.map((attempt) => ({ project, attempt })));
    const found = own.filter(({ attempt }) => attempt.gateway === gateway && attempt.accountId === accountId).reverse();
    return firstPerProject(found, 2)
      .slice(0, 100)
      .map(({ attempt }) => attempt.credentials);
  }

  async sumPaid(
    project: string,
    environment: Environment,
    { day, month }: { day: Span; month: Span },
  ): Promise<PaidSum[]> {
    const sums = new Map<string, PaidSum>();
    for (const payment of this.all()) {
      const { paidAt, request, keptAttempt, paidBeside } = payment;
      if (payment.project !== project || payment.environment !== environment) continue;
      if (!isWithin(month, paidAt) || paidBeside !== undefined) continue;
      const kept = attemptOf(payment, keptAttempt ?? 1);
      const { amount } = kept;
      const method = methodOf(kept, request.currency);
      const key = JSON.stringify(method);
      const sum = sums.get(key) ?? { ...method, day: 0, month: 0 };
      const today = isWithin(day, paidAt) ? amount : 0;
      sums.set(key, { ...sum, day: sum.day + today, month: sum.month + amount });
    }
    return [...sums.values()];
  }

  async sumToReturn(project: string, environment: Environment, span: Span): Promise<MethodSum[]> {
    const sums = new Map<string, MethodSum>();
    for (const payment of this.all()) {
      const { paidAt, request, keptAttempt } = payment;
      const times = timesToReturn(payment);
      if (payment.project !== project || payment.environment !== environment) continue;
      if (!isWithin(span, paidAt) || times === 0) continue;
      const kept = attemptOf(payment, keptAttempt ?? 1);
      const method = methodOf(kept, request.currency);
      const key = JSON.stringify(method);
      sums.set(key, { ...method, amount: kept.amount * times + (sums.get(key)?.amount ?? 0) });
    }
    return [...sums.values()];
  }

  async marksOf(payments: readonly MarkedPayment[]): Promise<ReadonlyMap<string, PaymentMark>> {
    const marks = payments.flatMap((wanted): [string, PaymentMark][] => {
      const { paymentNo, version } = this.#payments.get(wanted.paymentNo) ?? {};
      if (paymentNo === undefined || version === undefined) return [];
      return [[paymentNo, { version, isOrderPaid: this.#place(wanted, 'holdsPaid') !== undefined }]];
    });
    return new Map(marks);
  }

  async list(filter: PaymentFilter, { after, limit }: PageWanted): Promise<PaymentPage> {
    const found = this.all()
      .filter((payment) => isListed(payment, filter) && (!after || newestFirst(after, payment) < 0))
      .sort(newestFirst);
    const payments = found.slice(0, limit);
    return { payments, next: found.length > limit ? payments.at(-1) : undefined };
  }

  #isUsed({ gatewayOrderNo }: Attempt): boolean {
    return this.all().some(({ attempts }) => attempts.some((attempt) => attempt.gatewayOrderNo === gatewayOrderNo));
  }

  #place(order: MerchantOrder, place: 'holdsOrder' | 'holdsPaid'): Payment | undefined {
    return this.all().find((payment) => {
      const { project, environment, merchantOrderNo } = merchantOrderOf(payment);
      const isSame = project === order.project && environment === order.environment;
      return payment[place] && isSame && merchantOrderNo === order.merchantOrderNo;
    });
  }

  #other(payment: Payment, place: 'holdsOrder' | 'holdsPaid'): boolean {
    const holder = this.#place(merchantOrderOf(payment), place);
    return holder !== undefined && holder.paymentNo !== payment.paymentNo;
  }
}
