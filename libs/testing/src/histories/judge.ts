import { isPaidTwice, receivedAmount, type Payment, type UseCases } from '@paycore/core';
import type { ModelOrder } from './model-gateway.ts';
import { attemptCents, merchantOrderNos, methodSettings, requestedCents } from './shop.ts';
import { must, type WatchedStore } from './watched-store.ts';

/** What is left of a history. */
interface Lived {
  readonly payments: WatchedStore;
  readonly received: ReadonlyMap<string, ReadonlySet<string>>;
  readonly counts: readonly ReadonlyMap<string, number>[];
  orders(): readonly ModelOrder[];
}

/** Whether a history that came to rest ended as it must, whatever happened in it. */
export async function judge(history: Lived, process: UseCases): Promise<void> {
  const orders = history.orders();
  for (const payment of history.payments.all()) {
    judgePayment(
      payment,
      orders.filter(({ paymentNo }) => paymentNo === payment.paymentNo),
    );
    judgeNotice(payment, history.received.get(payment.paymentNo) ?? new Set());
  }
  for (const order of orders) must(order.state !== 'paid' || order.isAcknowledged, 'Never acknowledged');
  const announced = history.counts.reduce((sum, counts) => sum + (counts.get('payments_paid') ?? 0), 0);
  must(announced <= history.payments.all().filter(({ status }) => status === 'paid').length, 'Announced twice');
  for (const merchantOrderNo of merchantOrderNos) await judgeOrder(history, process, merchantOrderNo);
  for (const payment of history.payments.all()) await judgeEnd(history, process, payment);
}

/** Every sum that gateways took is the kept one, or recorded beside it. */
function judgePayment(payment: Payment, own: readonly ModelOrder[]): void {
  const { status, events, attempts, keptAttempt } = payment;
  const paid = own.filter(({ state }) => state === 'paid');
  must((status === 'paid') === paid.length > 0, paid.length > 0 ? 'Money was lost' : 'Money was made up', payment);
  const paidAttempts = attempts.filter((attempt) => attempt.status === 'paid');
  must(paidAttempts.length === paid.length, 'Another number of attempts is paid than at the gateways', payment);
  const received = paid.reduce((sum, { cents }) => sum + cents, 0);
  must(requestedCents(payment, receivedAmount(payment)) === received, 'Another sum was received', payment);
  must(isPaidTwice(payment) === paid.length > 1, 'Wrong about being paid twice', payment);
  must(status !== 'paid' || paidAttempts.some(({ no }) => no === keptAttempt), 'An unpaid attempt is kept', payment);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  must(count('paid') === Math.min(1, paid.length), 'Paid twice', payment);
  must(count('paid_again') === Math.max(0, paid.length - 1), 'A second sum without its event', payment);
  must(status !== 'pending' && attempts.every(({ creating }) => !creating), 'Left open', payment);
  must(payment.completing === undefined && payment.tidyAt === undefined, 'Left to be done', payment);
  must(!payment.link?.isOpen, 'A link is left open', payment);
  for (const { no, state, cents } of own) {
    const attempt = attempts.find(({ gatewayOrderNo }) => gatewayOrderNo === no);
    must(attempt !== undefined, 'An order of no attempt', payment);
    must(
      attempt !== undefined && attemptCents(attempt) === cents && requestedCents(payment) === cents,
      'Another sum',
      payment,
    );
    must(
      attempt?.status !== 'failed' || state !== 'open' || mayBeFailed(payment, attempt.no),
      'A shown code was failed',
      payment,
    );
  }
}

/** By us: with the payment, beside the attempt that paid, or before its code was issued after all. */
function mayBeFailed({ closedReason, status, events }: Payment, no: number): boolean {
  const own = events.filter(({ attempt = 1 }) => attempt === no).map(({ type }) => type);
  const isUndone = own.includes('issued') && own.indexOf('issued') < own.indexOf('failed');
  return closedReason !== undefined || status === 'paid' || !isUndone;
}

function judgeNotice(payment: Payment, received: ReadonlySet<string>): void {
  const isPaid = payment.status === 'paid';
  must((payment.notice?.state ?? 'none') === (isPaid ? 'delivered' : 'none'), 'Owes a notice', payment);
  must(String([...received]) === (payment.notice?.id ?? ''), 'The merchant received another notice', payment);
}

/** One payment holds the order's paid place, the others know it; nobody who holds a page of it is asked to pay. */
async function judgeOrder(history: Lived, process: UseCases, merchantOrderNo: string): Promise<void> {
  const all = history.payments.all().filter(({ request }) => request.merchantOrderNo === merchantOrderNo);
  const paid = all.filter(({ status }) => status === 'paid');
  const [place, ...more] = paid.filter(({ holdsPaid }) => holdsPaid);
  must((place === undefined) === (paid.length === 0) && more.length === 0, 'No repeat finds what is paid');
  must(paid.filter(({ holdsOrder }) => holdsOrder).length <= 1, 'Two hold one order');
  if (!place) return;
  for (const payment of all) {
    const isOther = payment !== place;
    must(
      !isOther || payment.status !== 'paid' || payment.paidBeside === place.paymentNo,
      'Not known as second',
      payment,
    );
    await judgePage(process, payment);
  }
  const open = history
    .orders()
    .filter((order) => order.flow === 'element' && order.merchantOrderNo === merchantOrderNo);
  must(!open.some(({ state, no }) => state === 'open' && isPayableYet(all, no)), 'An intent is left open');
}

/** Its form was shown, and it did not expire: that also happens to one whose gateway could not be reached for a day. */
const isPayableYet = (all: readonly Payment[], no: string): boolean =>
  all.some(({ attempts }) =>
    attempts.some(
      ({ gatewayOrderNo, page, status }) => gatewayOrderNo === no && page !== undefined && status !== 'expired',
    ),
  );

async function judgePage({ openPayPage, pressButton }: UseCases, { paymentNo, attempts }: Payment): Promise<void> {
  const token = `token-of-${paymentNo}`;
  const { payment, isPaidBeside } = await openPayPage.execute(paymentNo, token);
  must(payment.status === 'paid' || isPaidBeside, 'A page of a paid order asks for money', payment);
  const { form } = await pressButton.execute({ paymentNo, token, after: attempts.length });
  must(form === undefined, 'A paid order leads to the cashier', payment);
}

/** Nothing can be picked any more, by whatever form somebody has kept or made. */
async function judgeEnd(
  { payments }: Lived,
  { openPayPage, pressButton }: UseCases,
  { paymentNo, attempts: { length: after } }: Payment,
): Promise<void> {
  const token = `token-of-${paymentNo}`;
  const { offered, payment } = await openPayPage.execute(paymentNo, token);
  must(offered.length === 0, 'A payment that is over offers something', payment);
  for (const { gateway, route } of methodSettings) {
    const choice = { gateway, route, fields: {} };
    const { form, attempt } = await pressButton.execute({ paymentNo, token, after, choice });
    must(form === undefined && attempt === undefined, 'A payment that is over leads to something to pay by', payment);
  }
  must((await payments.find(paymentNo))?.attempts.length === after, 'A payment that is over got an order', payment);
}
