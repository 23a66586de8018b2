import {
  dueWorks,
  Secret,
  type Attempt,
  type DueWork,
  type Environment,
  type Notice,
  type Payment,
} from '@paycore/core';

/** Their numbers are those of the orders; a shop of each has taken its share of the payments. */
export const shops = 8;

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;

/** Of a hundred payments in a row of one shop, what this one is. */
type Kind = 'paid' | 'paidTwice' | 'expired' | 'cancelled' | 'pending' | 'link' | DueWork;

/** Below these numbers. */
const shares: readonly (readonly [below: number, kind: Kind])[] = [
  [60, 'paid'],
  [61, 'paidTwice'],
  [86, 'expired'],
  [91, 'cancelled'],
  [97, 'pending'],
  [99, 'link'],
];

export interface Place {
  readonly shop: number;
  /** Among those of the shop. */
  readonly order: number;
  readonly environment: Environment;
  readonly kind: Kind;
}

/** What the payment with that place in the whole is. */
export function placeOf(at: number): Place {
  const order = Math.floor(at / shops);
  const hundred = Math.floor(order / 100);
  const [, kind = dueWorks[(hundred + at) % dueWorks.length]] = shares.find(([below]) => order % 100 < below) ?? [];
  return { shop: at % shops, order, environment: hundred % 2 === 0 ? 'test' : 'production', kind: kind ?? 'paid' };
}

export const hostOf = (shop: number): string => `shop-${shop}.example`;
export const accountOf = (shop: number): string => String(3_002_600 + shop);

/** Closed so long ago that a purge takes them: one of 200. */
export const isAncient = ({ order, kind }: Place): boolean => kind === 'paid' && order % 200 === 3;

/** Letters and digits that no other payment has. */
const lettersOf = (at: number) =>
  Array.from({ length: 8 }, (_, place) => String.fromCharCode(65 + (Math.floor(at / 26 ** place) % 26))).join('');

/** The payment at that place, as the use cases leave one of its kind. */
export function paymentAt(at: number, now: Date, projects: readonly string[]): Payment {
  const place = placeOf(at);
  const { shop, order, environment, kind } = place;
  const isOpen = kind === 'pending' || kind === 'link' || isWatched(kind);
  const age = isAncient(place) ? 800 * day : isOpen ? (order % 3) * day + hour : ((order * 7) % 400) * day + 2 * hour;
  const createdAt = new Date(now.getTime() - age - (at % 3_000) * second);
  const paymentNo = `PAY202606220001${lettersOf(at)}`;
  const isLink = kind === 'link';
  return {
    paymentNo,
    project: projects[shop] ?? '',
    environment,
    mode: isLink ? 'all_in_one' : 'direct',
    request: {
      ...{ merchantOrderNo: `S-${order}`, amount: 980, currency: 'TWD', extra: {} },
      buyer: { name: 'Chen', email: 'chen@example.com' },
      urls: { payok: `https://${hostOf(shop)}/payok` },
    },
    attempts: isLink ? [] : attemptsOf(at, place, { createdAt, now }),
    ...fieldsOf(place, { createdAt, now, paymentNo }),
    createdAt,
    refusedCallbacks: 0,
    version: 2,
  };
}

interface Times {
  readonly createdAt: Date;
  readonly now: Date;
}

const later = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
const isPaid = (kind: Kind): boolean => ['paid', 'paidTwice', 'notice', 'tidy'].includes(kind);
const isWatched = (kind: Kind): boolean => ['create', 'close', 'ask'].includes(kind);

function statusOf(kind: Kind): Payment['status'] {
  if (isPaid(kind)) return 'paid';
  if (kind === 'cancelled') return 'failed';
  return kind === 'expired' ? 'expired' : 'pending';
}

function attemptsOf(at: number, { shop, environment, kind }: Place, { createdAt, now }: Times): Attempt[] {
  const accountId = accountOf(shop);
  const numbers = { gatewayOrderNo: `PC26${String(at).padStart(10, '0')}`, gatewayTradeNo: `T${at}` };
  const status = statusOf(kind);
  const overdue = later(now, -(60 + (at % 600)) * second);
  const creating = { token: `t${at}`, until: overdue, attempts: 1, isReleased: false };
  const first: Attempt = {
    ...{ no: 1, gateway: 'ecpay', route: 'atm', method: 'atm', accountId, amount: 980, createdAt },
    credentials: Secret.of({ merchant_id: accountId, hash_key: 'k'.repeat(16), hash_iv: 'v'.repeat(16), environment }),
    ...(kind === 'create' ? { gatewayOrderNo: numbers.gatewayOrderNo, creating } : numbers),
    status: status === 'failed' ? 'expired' : status,
    simulated: false,
    info: { bank_code: '812', virtual_account: '9103522175887271' },
    page: Secret.of({ kind: 'account', bankCode: '812', account: '9103522175887271' }),
    expiresAt: later(createdAt, 7 * day),
    ...(isPaid(kind) && { paidAt: later(createdAt, hour) }),
    ...(status === 'pending' && { closesAt: kind === 'close' ? overdue : later(now, 10 * day) }),
    ...(status === 'pending' && { asksAt: kind === 'ask' ? overdue : later(now, day) }),
    asks: 0,
  };
  const again = { no: 2, gatewayOrderNo: `PD26${String(at).padStart(10, '0')}`, gatewayTradeNo: `U${at}` };
  return kind === 'paidTwice' ? [first, { ...first, ...again }] : [first];
}

function fieldsOf({ shop, kind }: Place, { createdAt, now, paymentNo }: Times & Pick<Payment, 'paymentNo'>) {
  const status = statusOf(kind);
  const events: Payment['events'] = [
    { at: createdAt, type: 'created' },
    ...(status === 'pending' ? [] : [{ at: later(createdAt, hour), type: status }]),
  ];
  const overdue = later(now, -60 * second);
  const notice: Notice = {
    ...{ id: `ntc_${paymentNo}`, url: `https://${hostOf(shop)}/payok`, host: hostOf(shop), attempts: 1 },
    body: JSON.stringify({ payment_no: paymentNo, status: 'paid' }),
    ...(kind === 'notice' ? { state: 'due', nextAt: overdue } : { state: 'delivered' }),
  };
  return {
    status,
    events,
    holdsOrder: status === 'pending',
    holdsPaid: isPaid(kind),
    ...(isPaid(kind) && { keptAttempt: 1, paidAt: later(createdAt, hour), notice }),
    ...(kind === 'cancelled' && { closedReason: 'cancelled' as const }),
    ...(kind === 'tidy' && { tidyAt: overdue }),
    ...(kind === 'link' && { link: { expiresAt: later(now, 3 * day), isOpen: true } }),
  };
}
