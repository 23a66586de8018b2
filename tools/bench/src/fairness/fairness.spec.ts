import { Shops } from '../processes/shops.ts';
import { World } from '../processes/world.ts';
import { beside, burst, killed, quiet, type Outcome } from './cases.ts';

/** What a notice takes on a machine that does nothing else, in ms; a busy one is granted as many times more. */
const usualMs = 50;

let world: World;
let shops: Shops;
let slowness: number;

beforeAll(async () => {
  world = await World.start({ log: () => undefined });
  shops = await Shops.start();
  slowness = Math.max(1, (await quiet({ world, shops }, { payments: 60 })).p50 / usualMs);
}, 300_000);

afterAll(async () => {
  shops?.stop();
  await world?.stop();
});

/** Without this bound, whatever waits for a lease could pass on a slow machine. */
const lease = 25_000;

function expectInTime({ unnotified, judged }: Outcome, longest = lease): void {
  expect(unnotified).toBe(0);
  for (const { what, ms, maxMs } of judged) {
    expect([what, ms <= Math.min(Math.max(maxMs, longest * 0.8), maxMs * slowness)]).toEqual([what, true]);
  }
}

/** The full sizes: `npm run fairness`. */
describe('shops are told at once', () => {
  it('where 200 payments of one shop are paid at once', async () => {
    expectInTime(await burst({ world, shops }, 200, 50));
  }, 180_000);

  it('beside another project’s payments for 45 hosts that hang', async () => {
    expectInTime(await beside({ world, shops }, { hosts: 45, hanging: 100, healthy: 100 }));
  }, 240_000);

  it('and every one of them where both processes that tell them die in the middle', async () => {
    const { unnotified, judged } = await killed({ world, shops }, 200, 50);
    expect([unnotified, judged.find(({ what }) => what === 'ids of one payment')?.ms]).toEqual([0, 1]);
  }, 240_000);
});
