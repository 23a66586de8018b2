import { Secret, type Payment } from '@paycore/core';
import { account } from '../peers/ecpay-wire.ts';
import { seededAmount } from '../peers/gateway-stub.ts';
import type { Shop, World } from '../processes/world.ts';

const writers = 32;
const day = 86_400_000;

let drawn = 0;

const lettersOf = (n: number) =>
  Array.from({ length: 8 }, (_, place) => String.fromCharCode(65 + (Math.floor(n / 26 ** place) % 26))).join('');

/** A pending ATM payment as a create leaves it, `closesAt` aside. */
function stored(project: string, closesAt: Date): Payment {
  drawn += 1;
  const createdAt = new Date(closesAt.getTime() - 7 * day);
  return {
    paymentNo: `PAY202606220001${lettersOf(drawn)}`,
    project,
    mode: 'direct',
    environment: 'test',
    request: {
      merchantOrderNo: `SEED-${drawn}`,
      amount: seededAmount,
      currency: 'TWD',
      buyer: {},
      urls: {},
      extra: {},
    },
    attempts: [
      {
        no: 1,
        gateway: 'ecpay',
        route: 'atm',
        method: 'atm',
        accountId: account.merchant_id,
        credentials: Secret.of({ ...account, environment: 'test' }),
        gatewayOrderNo: `PC2606220001${String(drawn).padStart(8, '0')}`,
        amount: seededAmount,
        status: 'pending',
        simulated: false,
        info: { bank_code: '812', bank_name: null, virtual_account: '9103522175887271' },
        page: Secret.of({ kind: 'account', bankCode: '812', account: '9103522175887271' }),
        createdAt,
        expiresAt: closesAt,
        closesAt,
        asks: 0,
      },
    ],
    status: 'pending',
    createdAt,
    holdsOrder: true,
    holdsPaid: false,
    events: [{ at: createdAt, type: 'created' }],
    refusedCallbacks: 0,
    version: 2,
  };
}

/** Stores payments past every app. */
export async function seed(world: World, shop: Shop, count: number, closesAt: Date): Promise<void> {
  await world.within(shop, async ({ payments }) => {
    let left = count;
    const lane = async () => {
      for (; left > 0; await payments.insert(stored(shop.project, closesAt))) left -= 1;
    };
    await Promise.all(Array.from({ length: Math.min(writers, count) }, lane));
  });
}
