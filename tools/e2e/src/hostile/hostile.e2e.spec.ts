import { World } from '../world.ts';
import { describeBadInput } from './bad-input.ts';
import { describeCanary } from './canary.ts';
import { describeEgress } from './egress.ts';
import { describePageScripts } from './page-scripts.ts';

let world: World;

beforeAll(async () => {
  world = await World.start({
    PAYCORE_VERBOSE: '1',
    PAYCORE_TICK: '500ms',
    PAYCORE_NOTICE_SCHEDULE: '50ms,50ms',
  });
}, 120_000);

afterAll(() => world?.stop());

describe('bad input', () => describeBadInput(() => world));
describe('egress', () => describeEgress(() => world));
describe('scripts of the payment page', () => describePageScripts(() => world));
describe('canary', () => describeCanary(() => world));
