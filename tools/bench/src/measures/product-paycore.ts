import { callbackShot, createShots, paymentNoOf } from '../load/shots.ts';
import type { PlacedOrder } from '../peers/gateway-stub.ts';
import type { OutsideWorld } from '../processes/outside.ts';
import type { Product } from './products.ts';
import type { Target } from './targets.ts';

interface Running {
  readonly target: Target;
  readonly outside: OutsideWorld;
  readonly databasePid: number | undefined;
  readonly warmUp: Product['warmUp'];
  readonly width: number;
}

/** PayCore as it is run: a create at ECPay's background interface, a callback, a signed notice. */
export function payCore({ target, outside, databasePid, warmUp, width }: Running): Product {
  const { api, webhooks, createPath: path, apiKey } = target;
  const pay = async (orders: readonly PlacedOrder[]): Promise<number[]> => {
    const shots = orders.map((order) => callbackShot(order));
    const hits = await webhooks.load.closed(shots, width);
    const sentAt = new Map(orders.map((order, n) => [paymentNoOf(order), (hits[n]?.at ?? NaN) - (hits[n]?.ms ?? NaN)]));
    const notices = await outside.takeNotices(orders.length);
    return notices.map(({ paymentNo, at }) => at - (sentAt.get(paymentNo) ?? NaN));
  };
  return {
    name: 'PayCore',
    warmUp,
    creates: { child: api.child, databasePid },
    tells: { child: webhooks.child, databasePid },
    create: async (count, how) => {
      await outside.takeOrders();
      const shots = createShots(count, { path, apiKey, payokUrls: [outside.addresses.merchant] });
      const hits = await api.load.closed(shots, how === 'many' ? width : 1);
      const orders = await outside.takeOrders();
      return {
        times: hits.map(({ ms }) => ms),
        pay: async (how) => {
          if (how === 'many') return pay(orders);
          const times: number[] = [];
          for (const order of orders) times.push(...(await pay([order])));
          return times;
        },
      };
    },
  };
}
