import {
  Secret,
  statusOf,
  type Attempt,
  type Caller,
  type KeyHolder,
  type Payment,
  type PlacedOrder,
} from '@paycore/core';

let drawn = 0;

const lettersOf = (n: number) =>
  Array.from({ length: 8 }, (_, place) => String.fromCharCode(65 + (Math.floor(n / 26 ** place) % 26))).join('');

const drawnAttempt = (): Attempt => ({
  no: 1,
  gateway: 'ecpay',
  route: 'atm',
  method: 'atm',
  accountId: '3002607',
  credentials: Secret.of({ merchant_id: '3002607' }),
  gatewayOrderNo: `PC2606221200${String(drawn).padStart(8, '0')}`,
  amount: 980,
  status: 'pending',
  simulated: false,
  info: {},
  createdAt: new Date('2026-06-22T04:00:00Z'),
  asks: 0,
});

/** An open ECPay ATM attempt of NT$980; its numbers are new on each call. */
export function anAttempt(differences: Partial<Attempt> = {}): Attempt {
  drawn += 1;
  return { ...drawnAttempt(), ...differences };
}

/** What aPayment takes: fields of the payment, and of its one attempt. */
export type PaymentDifferences = Partial<Omit<Payment, 'attempts'> & Omit<Attempt, 'no'>> &
  Partial<Pick<Payment, 'attempts'>>;

const attemptFields = [
  ...([
    'gateway',
    'route',
    'method',
    'accountId',
    'credentials',
    'gatewayOrderNo',
    'gatewayTradeNo',
    'amount',
    'decimals',
  ] as const),
  ...(['status', 'simulated', 'info', 'page', 'createdAt', 'expiresAt', 'paidAt', 'creating', 'closesAt'] as const),
  ...([
    'lagHours',
    'asksAt',
    'asks',
    'hasClaim',
    'syncedAt',
    'answers',
    'failedCompletions',
    'isUnderWay',
    'isOut',
  ] as const),
  ...(['returnedAt', 'isKeyedByPayment'] as const),
] satisfies (keyof Attempt)[];

/** Those that a payment has too. */
const ofBoth: readonly string[] = ['createdAt', 'paidAt'];

/**
 * A pending ECPay ATM payment of NT$980 with one attempt whose account number is issued; numbers are new on each call.
 * Differences go to the payment or to that attempt, by their names; status, createdAt and paidAt to both.
 */
export function aPayment(differences: PaymentDifferences = {}): Payment {
  drawn += 1;
  const isOfAttempt = (name: string) => (attemptFields as readonly string[]).includes(name);
  const entries = Object.entries(differences);
  const ofAttempt = entries.filter(([name]) => isOfAttempt(name));
  const ofPayment = entries.filter(([name]) => !isOfAttempt(name) || ofBoth.includes(name));
  const request = differences.request ?? {
    ...{ merchantOrderNo: `ORDER-${drawn}`, amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {} },
  };
  const { amount, decimals } = request;
  const money = { amount, ...(decimals !== undefined && { decimals }) };
  const attempt = { ...drawnAttempt(), ...money, ...(Object.fromEntries(ofAttempt) as Partial<Attempt>) };
  const payment: Payment = {
    paymentNo: `PAY202606221200${lettersOf(drawn)}`,
    project: 'prj_1',
    mode: 'direct',
    environment: 'test',
    request,
    attempts: [attempt],
    status: 'pending',
    createdAt: attempt.createdAt,
    ...(attempt.status === 'paid' && { keptAttempt: 1, paidAt: attempt.paidAt ?? attempt.createdAt }),
    holdsOrder: true,
    holdsPaid: false,
    events: [],
    refusedCallbacks: 0,
    version: 1,
    ...(Object.fromEntries(ofPayment) as Partial<Payment>),
  };
  return { ...payment, status: statusOf(payment) };
}

/** The payment's first attempt: its only one, unless more were added. */
export function firstAttempt({ attempts, paymentNo }: Payment): Attempt {
  const [first] = attempts;
  if (!first) throw new Error(`${paymentNo} has no attempt.`);
  return first;
}

/** The same payment's order, as its gateway's adapter sees it. */
export function aPlacedOrder(differences: Partial<PlacedOrder> = {}): PlacedOrder {
  drawn += 1;
  return {
    paymentNo: `PAY202606221200${lettersOf(drawn)}`,
    gatewayOrderNo: `PC2606221200${String(drawn).padStart(8, '0')}`,
    merchantOrderNo: `ORDER-${drawn}`,
    route: 'atm',
    amount: 980,
    currency: 'TWD',
    environment: 'test',
    info: {},
    hasCode: true,
    isPaid: false,
    ...differences,
  };
}

/** Whose key makes that caller. */
export const holderOf = (caller: Caller | undefined): KeyHolder | undefined =>
  caller && { project: caller.project, keyId: 'pc_test_000000000001', kind: caller.environment };
