import { Browsing } from '../browsing.ts';
import type { World } from '../world.ts';

let browsing: Browsing | undefined;
/** One world and one browser for all files of a spec that import them; there before the first test, where Chromium is. */
export let world: World;
export let inContext: Browsing['inContext'];

beforeAll(async () => {
  browsing = await Browsing.start();
  if (!browsing) return;
  world = browsing.world;
  inContext = browsing.inContext.bind(browsing);
}, 120_000);

afterAll(() => browsing?.stop());
