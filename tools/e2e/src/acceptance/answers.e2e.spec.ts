import { World } from '../world.ts';
import { describeCreates } from './creates.ts';
import { describeOverview, describeQueries } from './queries.ts';

let world: World;

beforeAll(async () => {
  world = await World.start();
}, 120_000);

afterAll(() => world?.stop());

describeQueries(() => world);
describeOverview(() => world);
describeCreates(() => world);
