import { X509Certificate } from 'node:crypto';
import type { Board } from '../board.ts';
import { paypalCheckout, paypalGo, paypalPython, paypalServer, type Outsider } from '../clients.ts';
import type { Stage } from '../stage.ts';
import { like } from './like.ts';
import { orderNo } from './order-no.ts';

interface Order {
  readonly id: string;
  readonly status: string;
  readonly capture: { readonly id: string; readonly status: string } | null;
}

const money = { currency: 'TWD', value: '980' };

export function paypalFlows(board: Board, of: () => Stage): void {
  for (const client of [paypalServer, paypalCheckout, paypalGo]) {
    board.flow(client, 'order: created, approved, captured, read', async () => void (await pay(of(), client)));
    board.flow(client, 'capture: read, refunded in part, read', () => refund(of(), client));
  }
  for (const client of [paypalPython, paypalGo]) {
    board.flow(client, 'believes the event of a capture, not an altered one', () => verifyEvent(of(), client));
  }
}

/** Answers the order's own number, and its capture. */
async function pay(stage: Stage, outsider: Outsider): Promise<{ no: string; capture: string }> {
  const client = stage.client(outsider);
  const no = orderNo();
  const { id, status } = await client.call<Order>('create', { orderNo: no, ...money });
  expect(status).toMatch(/^(CREATED|PAYER_ACTION_REQUIRED)$/);
  await stage.world.drive(no, 'paid', 'paypal');
  expect(await client.call('get', { id })).toMatchObject({ id, status: 'APPROVED', capture: null });
  const captured = await client.call<Order>('capture', { id });
  expect(captured).toMatchObject({ id, status: 'COMPLETED', capture: { status: 'COMPLETED' } });
  const capture = captured.capture?.id ?? '';
  expect(await client.call('get', { id })).toMatchObject({ status: 'COMPLETED', capture: { id: capture } });
  return { no, capture };
}

async function refund(stage: Stage, outsider: Outsider): Promise<void> {
  const client = stage.client(outsider);
  const { capture: id } = await pay(stage, outsider);
  expect(await client.call('captured', { id })).toEqual({ id, status: 'COMPLETED', value: '980' });
  const part = await client.call<{ id: string }>('refund', { id, currency: 'TWD', value: '80' });
  expect(part).toEqual({ id: like(/^\w{17}$/), status: 'COMPLETED', value: '80' });
  expect(part.id).not.toBe(id);
  expect(await client.call('captured', { id })).toMatchObject({ id, status: 'PARTIALLY_REFUNDED' });
}

/** Of an order of PayPal's own client: whose order it is, the event does not say to those who check it. */
async function verifyEvent(stage: Stage, outsider: Outsider): Promise<void> {
  const { no } = await pay(stage, paypalServer);
  const { body, headers } = await stage.world.until('the event of the capture', async () =>
    stage.eavesdropper.of('paypal', no, 'PAYMENT.CAPTURE.COMPLETED').at(-1),
  );
  const chain = await chainOf(stage, headers['paypal-cert-url'] ?? '');
  const verify = (text: string) => stage.client(outsider).call('verify', { body: text, headers, chain });
  expect(await verify(body)).toBe(true);
  expect(await verify(body.replace('"980"', '"981"'))).toBe(false);
}

/** The sandbox's root, and the certificate in between, which stands where the event's own says. */
async function chainOf({ world }: Stage, url: string): Promise<readonly string[]> {
  const { infoAccess = '' } = new X509Certificate(await textAt(url));
  const [, issuerUrl = ''] = /CA Issuers - URI:(\S+)/.exec(infoAccess) ?? [];
  const issuer = new X509Certificate(Buffer.from(await (await fetch(issuerUrl)).arrayBuffer()));
  return [await textAt(`${world.demo.sandbox}/paypal/root.pem`), issuer.toString()];
}

const textAt = async (url: string): Promise<string> => (await fetch(url)).text();
