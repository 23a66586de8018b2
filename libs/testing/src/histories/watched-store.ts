import {
  outranks,
  type Attempt,
  type Payment,
  type PaymentChange,
  type PaymentWrite,
  type UpdateResult,
} from '@paycore/core';
import { MemoryPaymentStore } from '../memory-payment-store.ts';

/** Throws where something does not hold; the payment is shown with it. */
export function must(holds: boolean, what: string, payment?: Payment): void {
  if (!holds) throw new Error(payment ? `${what}: ${JSON.stringify(payment, null, 1)}` : what);
}

/** Refuses a write that no payment may ever make. */
export class WatchedStore extends MemoryPaymentStore {
  /** What was refused: the scheduler, for one, goes on after any failure. */
  readonly faults: unknown[] = [];
  /** Judges a further attempt before anybody acts on it. */
  judgeAdded: (before: Payment, after: Payment, added: Attempt) => void = () => undefined;
  /** Judges that a payment, or what was left of it, is closed by us. */
  judgeClosed: (before: Payment, after: Payment) => void = () => undefined;

  /** Before each write of a bulk: others act, and it may be cut off. */
  among: (writes: readonly PaymentWrite[], place: number) => Promise<void> = async () => undefined;

  override async updateAll(writes: readonly PaymentWrite[]): Promise<UpdateResult[]> {
    const results: UpdateResult[] = [];
    for (const [place, { payment, change }] of writes.entries()) {
      await this.among(writes, place);
      results.push(await this.update(payment, change));
    }
    return results;
  }

  override async update(payment: Payment, change: PaymentChange): Promise<UpdateResult> {
    const before = await this.find(payment.paymentNo);
    const result = await super.update(payment, change);
    const after = await this.find(payment.paymentNo);
    if (!before || !after || result !== 'saved') return result;
    try {
      judgeWrite(before, after);
      if (change.added) this.judgeAdded(before, after, change.added);
      if (isClosing(before, after)) this.judgeClosed(before, after);
    } catch (error) {
      this.faults.push(error);
      throw error;
    }
    return result;
  }
}

const isClosing = (before: Payment, after: Payment): boolean =>
  (after.closedReason !== undefined && before.closedReason === undefined) ||
  (after.status === 'paid' && before.tidyAt !== undefined && after.tidyAt === undefined);

function judgeWrite(before: Payment, after: Payment): void {
  must(!outranks(before.status, after.status), 'A status fell', after);
  must(!before.paidAt || before.paidAt === after.paidAt, 'A payment was paid twice', after);
  must(!before.keptAttempt || before.keptAttempt === after.keptAttempt, 'Another attempt is kept', after);
  must((after.status === 'paid') === (after.keptAttempt !== undefined), 'Paid without a kept attempt', after);
  must(!before.notice || before.notice.id === after.notice?.id, 'A notice changed its id', after);
  must(after.holdsOrder || after.status !== 'pending', 'An open payment lost its order', after);
  const isClosed = after.status === 'paid' || after.closedReason !== undefined;
  must(!isClosed || !after.link?.isOpen, 'The link of a closed payment is open', after);
  const isAwaited = after.link?.isOpen === true || after.attempts.some(({ status }) => status === 'pending');
  must(isClosed || (after.status === 'pending') === isAwaited, 'It is open exactly while something is awaited', after);
  const mayHold = ['pending', 'paid'].includes(after.status) || after.completing !== undefined;
  must(!after.holdsOrder || mayHold, 'A closed payment holds its order', after);
  must(after.attempts.length - before.attempts.length <= 1 && after.attempts.length <= 20, 'Too many attempts', after);
  before.attempts.forEach((attempt, place) => {
    const next = after.attempts[place];
    must(next?.gatewayOrderNo === attempt.gatewayOrderNo, 'An attempt was lost', after);
    if (!next) return;
    must(!outranks(attempt.status, next.status), "An attempt's status fell", after);
    must(!attempt.paidAt || attempt.paidAt === next.paidAt, 'An attempt was paid twice', after);
    must(
      Object.entries(attempt.info).every(([key, value]) => next.info[key] === value),
      'An info changed',
      after,
    );
  });
}
