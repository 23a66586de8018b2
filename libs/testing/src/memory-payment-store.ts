import {
  changed,
  type DueWork,
  type Environment,
  type PaidSum,
  type Payment,
  type PaymentChange,
  type OrderKey,
  type PaymentStore,
  type Secret,
  type Span,
} from '@paycore/core';

const isWithin = ({ from, to }: Span, at: Date | undefined) => at !== undefined && at >= from && at < to;

/** The store's contract on a Map, for use-case specs; every method is one atomic step. */
export class MemoryPaymentStore implements PaymentStore {
  readonly #payments = new Map<string, Payment>();

  all(): Payment[] {
    return [...this.#payments.values()];
  }

  async insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'> {
    const others = this.all();
    const isKnown = others.some(
      ({ paymentNo, gatewayOrderNo }) => paymentNo === payment.paymentNo || gatewayOrderNo === payment.gatewayOrderNo,
    );
    if (isKnown) return 'numberTaken';
    if (payment.holdsOrder && this.#other(payment, 'holdsPaid')) return 'orderPaid';
    if (payment.holdsOrder && this.#other(payment, 'holdsOrder')) return 'orderTaken';
    this.#payments.set(payment.paymentNo, payment);
    return 'inserted';
  }

  async find(paymentNo: string): Promise<Payment | undefined> {
    return this.#payments.get(paymentNo);
  }

  async findByKey(gateway: string, { by, value, accountId }: OrderKey): Promise<Payment[]> {
    const valueOf = (payment: Payment) => (by === 'merchantOrderNo' ? payment.request.merchantOrderNo : payment[by]);
    return this.all()
      .filter((payment) => payment.gateway === gateway && valueOf(payment) === value)
      .filter((payment) => accountId === undefined || payment.accountId === accountId)
      .reverse()
      .slice(0, 5);
  }

  async findHolder(project: string, merchantOrderNo: string): Promise<Payment | undefined> {
    return this.#place(project, merchantOrderNo, 'holdsOrder');
  }

  async findPaid(project: string, merchantOrderNo: string): Promise<Payment | undefined> {
    return this.#place(project, merchantOrderNo, 'holdsPaid');
  }

  async update(payment: Payment, change: PaymentChange): Promise<'saved' | 'stale' | 'orderTaken' | 'paidTaken'> {
    const current = this.#payments.get(payment.paymentNo);
    if (current?.version !== payment.version) return 'stale';
    if (change.set.holdsOrder && this.#other(payment, 'holdsOrder')) return 'orderTaken';
    if (change.set.holdsPaid && this.#other(payment, 'holdsPaid')) return 'paidTaken';
    this.#payments.set(payment.paymentNo, changed(current, change));
    return 'saved';
  }

  async remove(payment: Payment): Promise<boolean> {
    const isCurrent = this.#payments.get(payment.paymentNo)?.version === payment.version;
    return isCurrent && this.#payments.delete(payment.paymentNo);
  }

  async due(work: DueWork, at: Date, limit: number, exceptHosts: readonly string[] = []): Promise<Payment[]> {
    return this.#due(work, at)
      .filter(({ notice }) => work !== 'notice' || !exceptHosts.includes(notice?.host ?? ''))
      .slice(0, limit);
  }

  async countDue(work: DueWork, at: Date): Promise<number> {
    return this.#due(work, at).length;
  }

  async countRefusedCallback(paymentNo: string): Promise<void> {
    const payment = this.#payments.get(paymentNo);
    if (payment) this.#payments.set(paymentNo, { ...payment, refusedCallbacks: payment.refusedCallbacks + 1 });
  }

  async credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]> {
    return this.all()
      .filter((payment) => payment.gateway === gateway && payment.accountId === accountId)
      .reverse()
      .slice(0, 5)
      .map(({ credentials }) => credentials);
  }

  async sumPaid(
    project: string,
    environment: Environment,
    { day, month }: { day: Span; month: Span },
  ): Promise<PaidSum[]> {
    const sums = new Map<string, PaidSum>();
    for (const payment of this.all()) {
      const { gateway, route, paidAt, request } = payment;
      if (payment.project !== project || payment.environment !== environment || !isWithin(month, paidAt)) continue;
      const method = JSON.stringify([gateway, route, request.currency]);
      const sum = sums.get(method) ?? { gateway, route, currency: request.currency, day: 0, month: 0 };
      const today = isWithin(day, paidAt) ? request.amount : 0;
      sums.set(method, { ...sum, day: sum.day + today, month: sum.month + request.amount });
    }
    return [...sums.values()];
  }

  async newest(project: string, limit: number): Promise<Payment[]> {
    return this.all()
      .filter((payment) => payment.project === project)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.paymentNo < b.paymentNo ? 1 : -1))
      .slice(0, limit);
  }

  #due(work: DueWork, at: Date): Payment[] {
    const timeOf = (payment: Payment): Date | undefined => {
      if (work === 'create') return payment.creating?.until;
      if (work === 'close') return payment.closesAt;
      if (work === 'ask') return payment.asksAt;
      return payment.notice?.state === 'due' ? payment.notice.nextAt : undefined;
    };
    return this.all()
      .flatMap((payment) => ({ payment, time: timeOf(payment) ?? new Date(Number.MAX_VALUE) }))
      .filter(({ time }) => time <= at)
      .sort((a, b) => a.time.getTime() - b.time.getTime())
      .map(({ payment }) => payment);
  }

  #place(project: string, merchantOrderNo: string, place: 'holdsOrder' | 'holdsPaid'): Payment | undefined {
    return this.all().find(
      (payment) => payment[place] && payment.project === project && payment.request.merchantOrderNo === merchantOrderNo,
    );
  }

  #other(payment: Payment, place: 'holdsOrder' | 'holdsPaid'): boolean {
    const holder = this.#place(payment.project, payment.request.merchantOrderNo, place);
    return holder !== undefined && holder.paymentNo !== payment.paymentNo;
  }
}
