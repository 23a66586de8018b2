import type { Plan } from '../plan.ts';
import { LnBits, type InstalledLnBits } from '../processes/lnbits.ts';
import type { World } from '../processes/world.ts';
import { lnBitsProduct } from './product-lnbits.ts';
import { payCore } from './product-paycore.ts';
import { productFigures, type Both, type ProductFigures } from './products.ts';
import { startPayCore } from './targets.ts';

/** PayCore and a full product by others. */
export interface PeersFigures extends Both<ProductFigures> {
  /** The other one, with its version. */
  readonly product: string;
}

/** Python compiles nothing while it runs: connections are to be open, and statements known. */
const maxPythonWarmUp = 50;

/** PayCore on a database of its own and LNbits take turns. */
export async function peersFigures(
  world: World,
  { width, warmUp, settling, peers }: Plan,
  installed: InstalledLnBits,
  say: (line: string) => void,
): Promise<PeersFigures> {
  const { creates, told, rounds, slices, alone } = peers;
  const batches = 2 * (1 + rounds + slices);
  const invoices = 2 * maxPythonWarmUp + rounds * (creates + told) + slices * (alone.creates + alone.told);
  const lnbits = await LnBits.start({ ...installed, home: world.folder, invoices });
  try {
    const { outside, mongo } = world;
    const target = await startPayCore(world, await world.shop('peers'), width);
    const figures = await productFigures(
      {
        paycore: payCore({
          target,
          outside,
          databasePid: mongo.pid,
          warmUp: { creates: warmUp, told: warmUp / 4, rounds: settling },
          width,
        }),
        other: await lnBitsProduct({
          lnbits,
          warmUp: { creates: Math.min(warmUp, maxPythonWarmUp), told: 10, rounds: 0 },
          width,
          batches,
        }),
      },
      peers,
      say,
    );
    await Promise.all([target.api.child.stop(), target.webhooks.child.stop()]);
    return { product: installed.product, ...figures };
  } finally {
    await lnbits.stop();
  }
}
