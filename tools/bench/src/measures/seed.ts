import { newGatewayOrderNo, newPaymentNo, Secret, type Payment } from '@paycore/core';
import { account } from '../peers/ecpay-wire.ts';
import { seededAmount } from '../peers/gateway-stub.ts';
import type { Shop, World } from '../processes/world.ts';

const writers = 32;
const day = 86_400_000;
/** Between two payments: as if so many had been created in a row. */
const apartMs = 20;

let drawn = 0;

const lettersOf = (n: number) =>
  Array.from({ length: 8 }, (_, place) => String.fromCharCode(65 + (Math.floor(n / 26 ** place) % 26))).join('');

/** Where payments are seeded: one gateway can be asked about them, the other cannot. */
export type Seeded = 'ecpay' | 'smilepay';

const accounts = {
  ecpay: { accountId: account.merchant_id, credentials: { ...account, environment: 'test' } },
  smilepay: {
    accountId: '107',
    credentials: { dcvc: '107', rvg2c: '1', verify_key: '174A02F97A95F72CF301137B3F98D128' },
  },
} as const;

/** A pending ATM payment as a create leaves it, `closesAt` aside. */
function stored(project: string, closesAt: Date, gateway: Seeded): Payment {
  drawn += 1;
  const { accountId, credentials } = accounts[gateway];
  const createdAt = new Date(closesAt.getTime() - 7 * day);
  return {
    paymentNo: newPaymentNo(createdAt, () => lettersOf(drawn)),
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
        gateway,
        route: 'atm',
        method: 'atm',
        accountId,
        credentials: Secret.of(credentials),
        gatewayOrderNo: newGatewayOrderNo(createdAt, (_, length) => String(drawn).padStart(length, '0'), 20),
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

/** Stores payments past every app, each due a moment after the one before, the last then; resolves to its number. */
export async function seed(
  world: World,
  shop: Shop,
  count: number,
  closesAt: Date,
  gateway: Seeded = 'ecpay',
): Promise<string> {
  let [done, last] = [0, ''];
  await world.within(shop, async ({ payments }) => {
    const lane = async () => {
      while (done < count) {
        done += 1;
        const payment = stored(shop.project, new Date(closesAt.getTime() - (count - done) * apartMs), gateway);
        last = payment.paymentNo;
        await payments.insert(payment);
      }
    };
    await Promise.all(Array.from({ length: Math.min(writers, count) }, lane));
  });
  return last;
}
