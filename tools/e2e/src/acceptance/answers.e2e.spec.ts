import { World } from '../world.ts';
import { describeBalance } from './balance.ts';
import { describeCreates } from './creates.ts';
import { describeForgeries } from './forgeries.ts';
import { describeCancels, describeLists } from './merchant.ts';
import { describePages } from './pages.ts';
import { describePayerPages } from './payer-pages.ts';
import { describePayPal } from './paypal.ts';
import { describeOverview, describeQueries } from './queries.ts';
import { describeRaces } from './races.ts';
import { describeRequests } from './requests.ts';
import { describeStripe } from './stripe.ts';
import { describeWebhooks } from './webhooks.ts';

let world: World;

beforeAll(async () => {
  world = await World.start({ PAYCORE_CREATE_LEASE: '5s' });
}, 120_000);

afterAll(() => world?.stop());

describeQueries(() => world);
describeOverview(() => world);
describeCreates(() => world);
describeRequests(() => world);
describePayPal(() => world);
describeStripe(() => world);
describeBalance(() => world);
describeWebhooks(() => world);
describeForgeries(() => world);
describePages(() => world);
describePayerPages(() => world);
describeRaces(() => world);
describeCancels(() => world);
describeLists(() => world);
