import type { CreateBody, World } from '../world.ts';
import { canaries, leave, openPages, read } from './traces.ts';

interface Played {
  readonly path: string;
  readonly currency: string;
  /** Which of the credentials nobody else may see. */
  readonly secrets: readonly string[];
  /** The same, of nobody. */
  readonly wrong: Readonly<Record<string, string>>;
}

const played: readonly Played[] = [
  {
    path: 'smilepay/cvs',
    currency: 'TWD',
    secrets: ['verify_key', 'validation_token'],
    wrong: { verify_key: 'CanaryVerifyKeyOfNobody' },
  },
  {
    path: 'paypal/checkout',
    currency: 'USD',
    secrets: ['client_secret'],
    wrong: { client_secret: 'CanaryPayPalSecretOfNobody' },
  },
  {
    path: 'stripe/credit',
    currency: 'USD',
    secrets: ['secret_key', 'webhook_secret'],
    wrong: { secret_key: 'sk_test_CanaryStripeKeyOfNobody' },
  },
  { path: 'plus/atm', currency: 'TWD', secrets: ['secret_key'], wrong: { secret_key: 'CanaryPlusSecretOfNobody' } },
];

/** Stripe's page needs this one of its intent, and nobody else does. */
const intentSecret = /pi_\w+_secret_\w+/g;

/** One payment by each, refused, created, read, shown, asked for, paid by a good callback and by a forged one. */
export async function playOtherGateways(world: World): Promise<void> {
  for (const each of played) {
    const [gateway = ''] = each.path.split('/');
    const token = gateway === 'smilepay' && { validation_token: 'CanaryValidationToken' };
    const credentials: CreateBody = { ...world.demo.credentials[gateway], ...token };
    for (const name of each.secrets) canaries.set(`${gateway} ${name}`, String(credentials[name]));
    for (const [name, secret] of Object.entries(each.wrong)) canaries.set(`wrong ${gateway} ${name}`, secret);
    const create = async (gateway_credentials: CreateBody, currency = each.currency) =>
      read(await world.create(world.order({ gateway_credentials, currency }, gateway), each.path));
    expect((await create({ ...credentials, ...each.wrong })).status).toBe(422);
    expect((await create(credentials, 'XXX')).status).toBe(422);
    await world.fault({ mode: 'garbage', times: 1 }, gateway);
    expect((await create(credentials)).status).toBe(502);
    await world.clearFaults(gateway);
    await payBy(world, gateway, (await create(credentials)).body.data);
  }
}

async function payBy(world: World, gateway: string, created: { payment_no: string; payment_url: string }) {
  const { payment_no: paymentNo, payment_url: url } = created;
  const shown = await openPages(url, intentSecret);
  for (const secret of shown.match(intentSecret) ?? []) canaries.set('client_secret of the intent', secret);
  read(await world.sync(paymentNo));
  const { order_no: orderNo } = await world.orderOf(paymentNo);
  for (const outcome of ['declined', 'paid?forged=1', 'paid?amount=1', 'paid?amount=980']) {
    const { callbacks } = await world.drive(orderNo, outcome, gateway);
    leave('answers to the gateway', ...callbacks.map(({ body }) => body));
  }
  leave('notices', await world.untilNoticed(paymentNo));
  const returned = await fetch(`${world.demo.api}/zh-tw/payment/${gateway}/return/${paymentNo}?token=x&t=x`);
  leave('pages', await returned.text());
}
