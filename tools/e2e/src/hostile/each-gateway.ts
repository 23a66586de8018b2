import { called, type Route } from '../acceptance/routes.ts';
import type { CreateBody, World } from '../world.ts';
import { canaries, leave, openPages, read } from './traces.ts';

/** Shorter ones would be found by chance. */
const leastLength = 16;

function plant(what: string, secret = ''): void {
  if (secret.length >= leastLength) canaries.set(what, secret);
}

interface Created {
  readonly payment_no: string;
  readonly payment_url: string;
}

type Strings = Readonly<Record<string, string>>;

/** One payment by each, refused, created, read, shown, asked for, paid by a good callback and by a forged one. */
export async function playEachGateway(world: World): Promise<void> {
  for (const route of called) await play(world, route);
}

async function play(world: World, route: Route): Promise<void> {
  const { gateway, path, amount, profile } = route;
  const { refused, added = {} } = profile.canaries;
  const credentials: Strings = { ...world.demo.credentials[gateway], ...added };
  for (const name of profile.secrets) plant(`${gateway} ${name}`, credentials[name]);
  for (const [name, secret] of Object.entries(refused)) plant(`wrong ${gateway} ${name}`, secret);
  const create = async (gateway_credentials: CreateBody, currency = route.currency) =>
    read(await world.create(world.order({ amount, ...route.body, gateway_credentials, currency }, gateway), path));
  expect((await create({ ...credentials, ...refused })).status).toBe(422);
  expect((await create(credentials, 'XXX')).status).toBe(422);
  await world.fault({ mode: 'garbage', times: 1 }, gateway);
  expect((await create(credentials)).status).toBe(502);
  await world.clearFaults(gateway);
  await payBy(world, route, (await create(credentials)).body.data);
}

async function payBy(world: World, { gateway, amount, profile }: Route, created: Created): Promise<void> {
  const { payment_no: paymentNo, payment_url: url } = created;
  const { onPage } = profile.canaries;
  const shown = await openPages(url, onPage);
  for (const secret of (onPage && shown.match(onPage)) ?? []) canaries.set(`${gateway}’s on its page`, secret);
  read(await world.sync(paymentNo));
  const { order_no: orderNo } = await world.orderOf(paymentNo);
  for (const outcome of ['declined', 'paid?forged=1', 'paid?amount=1', `paid?amount=${amount}`]) {
    const { callbacks } = await world.drive(orderNo, outcome, gateway);
    leave('answers to the gateway', ...callbacks.map(({ body }) => body));
  }
  leave('notices', await world.untilNoticed(paymentNo));
  const returned = await fetch(`${world.demo.api}/zh-tw/payment/${gateway}/return/${paymentNo}?token=x&t=x`);
  leave('pages', await returned.text());
}
