import { Secret, type Payment, type PlacedOrder } from '@paycore/core';

let drawn = 0;

const lettersOf = (n: number) =>
  Array.from({ length: 8 }, (_, place) => String.fromCharCode(65 + (Math.floor(n / 26 ** place) % 26))).join('');

/** A pending ECPay ATM payment of NT$980 whose account number is issued; numbers are new on each call. */
export function aPayment(differences: Partial<Payment> = {}): Payment {
  drawn += 1;
  const order = differences.request?.merchantOrderNo ?? `ORDER-${drawn}`;
  return {
    paymentNo: `PAY202606221200${lettersOf(drawn)}`,
    project: 'prj_1',
    request: { merchantOrderNo: order, amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {} },
    gateway: 'ecpay',
    route: 'atm',
    method: 'atm',
    accountId: '3002607',
    environment: 'test',
    credentials: Secret.of({ merchant_id: '3002607' }),
    gatewayOrderNo: `PC2606221200${String(drawn).padStart(8, '0')}`,
    status: 'pending',
    simulated: false,
    info: {},
    createdAt: new Date('2026-06-22T04:00:00Z'),
    asks: 0,
    holdsOrder: true,
    holdsPaid: false,
    events: [],
    refusedCallbacks: 0,
    version: 1,
    ...differences,
  };
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
