import { World } from '../world.ts';
import { describeAccounts } from './accounts.ts';
import { describeForged } from './forged.ts';
import { describeLate } from './late.ts';
import { describeMoney } from './money.ts';
import { describePicks } from './picks.ts';

let world: World;

beforeAll(async () => {
  world = await World.start();
}, 120_000);

afterAll(() => world?.stop());

describePicks(() => world);
describeMoney(() => world);
describeForged(() => world);
describeAccounts(() => world);
describeLate(() => world);
