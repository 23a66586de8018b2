import type { Board } from '../board.ts';
import { stripeGo, stripeNode, stripePython, type Outsider } from '../clients.ts';
import type { Overheard } from '../eavesdropper.ts';
import type { Stage } from '../stage.ts';
import { like } from './like.ts';
import { orderNo } from './order-no.ts';

interface Intent {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
}

/** Clients of 2026-09-30 and later call the list of methods otherwise. */
const typesOf = (client: Outsider) =>
  client === stripeGo ? { payment_method_types: ['card'] } : { allowed_payment_method_types: ['card'] };

const paramsOf = (client: Outsider, amount = 98_000) => ({
  amount,
  currency: 'twd',
  metadata: { order: orderNo() },
  ...typesOf(client),
});

export function stripeFlows(board: Board, of: () => Stage): void {
  for (const client of [stripeNode, stripePython, stripeGo]) {
    board.flow(client, 'card: created, confirmed, event checked, read', () => pay(of(), client));
    board.flow(client, 'one idempotency key makes one intent', () => repeat(of(), client));
    board.flow(client, 'understands a refusal: NT$9.80 is too small', () => refused(of(), client));
    board.flow(client, 'signs an event, which PayCore believes; altered, it does not', () => sign(of(), client));
  }
  board.flow(stripeNode, 'learns that an answer is a repeat (Idempotent-Replayed)', () => replayed(of()));
  board.flow(stripeNode, 'automatic_payment_methods: created, confirmed by card', () => automatic(of()));
}

const create = (stage: Stage, client: Outsider, params = paramsOf(client), idempotencyKey = orderNo()) =>
  stage.client(client).call<Intent>('create', { params, idempotencyKey });

async function pay(stage: Stage, outsider: Outsider): Promise<void> {
  const client = stage.client(outsider);
  const { id, status } = await create(stage, outsider);
  expect(status).toBe('requires_payment_method');
  expect(await client.call('confirm', { id })).toMatchObject({ status: 'succeeded', amount_received: 98_000 });
  const came = await stage.world.until('the event of the payment', async () => eventOf(stage, id));
  const { body, headers } = came;
  const event = { type: 'payment_intent.succeeded', data: { object: { id, amount: 98_000 } } };
  expect(await client.call('event', { body, headers })).toMatchObject(event);
  await expect(client.call('event', { body: body.replace('98000', '98001'), headers })).rejects.toThrow();
  expect(await client.call('retrieve', { id })).toMatchObject({ id, status: 'succeeded' });
}

const eventOf = ({ eavesdropper }: Stage, id: string): Overheard | undefined =>
  eavesdropper.of('stripe', id, 'payment_intent.succeeded').at(-1);

async function repeat(stage: Stage, client: Outsider): Promise<void> {
  const [params, key] = [paramsOf(client), orderNo()];
  const [first, second] = [await create(stage, client, params, key), await create(stage, client, params, key)];
  expect(second.id).toBe(first.id);
  expect((await create(stage, client, params)).id).not.toBe(first.id);
}

async function replayed(stage: Stage): Promise<void> {
  const asked = { params: paramsOf(stripeNode), idempotencyKey: orderNo() };
  const client = stage.client(stripeNode);
  const first = await client.call<{ id: string }>('repeat', asked);
  expect(first).toEqual({ id: like(/^pi_/) });
  expect(await client.call('repeat', asked)).toEqual({ id: first.id, replayed: 'true' });
}

/** 980 of a currency with two decimals: who forgets the hundred asks for less than Stripe takes. */
async function refused(stage: Stage, client: Outsider): Promise<void> {
  expect(await stage.client(client).call('refusal', { params: paramsOf(client, 980) })).toMatchObject({
    type: like(/invalid.?request/i),
    code: 'amount_too_small',
  });
}

async function automatic(stage: Stage): Promise<void> {
  const params = {
    amount: 98_000,
    currency: 'twd',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  };
  const client = stage.client(stripeNode);
  const made = await client.call<Intent>('create', { params });
  expect(made).toMatchObject({ automatic_payment_methods: { enabled: true, allow_redirects: 'never' } });
  expect(await client.call('confirm', { id: made.id })).toMatchObject({ status: 'succeeded' });
}

/** An event of PayCore's own payment, which only the signature makes credible: the sandbox sends none. */
async function sign(stage: Stage, outsider: Outsider): Promise<void> {
  const { world } = stage;
  const client = stage.client(outsider);
  const { paymentNo, orderNo: no } = await world.placed('stripe/credit', { currency: 'USD' });
  const { trade_no: id } = await world.orderOf(paymentNo);
  await world.drive(no, 'paid?silent=1', 'stripe');
  const object = await client.call('retrieve', { id });
  const created = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    id: `evt_${no}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'payment_intent.succeeded',
  });
  const header = await client.call<string>('sign', { body });
  const post = async (text: string) => {
    const headers = { 'content-type': 'application/json', 'stripe-signature': header };
    return (await fetch(`${world.demo.webhooks}/api/paycore/webhooks/stripe`, { method: 'POST', headers, body: text }))
      .status;
  };
  const statusNow = async () => (await world.query(paymentNo)).body.data.status;
  expect(await post(body.replace(`evt_${no}`, 'evt_another'))).toBe(400);
  expect(await statusNow()).toBe('pending');
  expect(await post(body)).toBe(200);
  expect(await statusNow()).toBe('paid');
}
