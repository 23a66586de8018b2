import {
  CheckoutPaymentIntent,
  Client,
  Environment,
  OrdersController,
  PaymentsController,
  type ApiResponse,
  type Order,
} from '@paypal/paypal-server-sdk';
import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { serverOf } from '../fixtures/pki.ts';
import { paypalSimulator } from './index.ts';

const host = 'api-m.sandbox.paypal.com';
const { client_id: oAuthClientId = '', client_secret: oAuthClientSecret = '' } = paypalSimulator.demoCredentials;
const sent: string[] = [];
const simulator = paypalSimulator.open({
  baseUrl: `https://${host}/paypal`,
  callbackUrl: 'https://shop.test/webhook',
  enforcesLimits: true,
  now: () => new Date(),
  send: async (_url, { body }) => {
    sent.push((JSON.parse(body) as { event_type: string }).event_type);
    return { status: 200, body: '' };
  },
  later: () => undefined,
  journal: { read: () => [], append: () => undefined },
});

const tls = serverOf(host);
let server: Server;
let orders: OrdersController;
let payments: PaymentsController;

beforeAll(async () => {
  server = createServer(tls, (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = new Uint8Array(Buffer.concat(chunks));
      const headers = Object.entries(req.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const { method = 'GET', url = '/' } = req;
      const request = new Request(`https://${host}${url}`, { method, headers, ...(method === 'POST' && { body }) });
      void Promise.resolve(simulator.fetch(request)).then(async (answer) => {
        res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Its hosts are fixed: it thinks that it talks to PayPal, and checks the certificate for that name.
  const httpsAgent = new Agent({ ca: tls.ca });
  httpsAgent.createConnection = () => connect({ host: '127.0.0.1', port, servername: host, ca: tls.ca });
  const client = new Client({
    environment: Environment.Sandbox,
    clientCredentialsAuthCredentials: { oAuthClientId, oAuthClientSecret },
    httpClientOptions: { httpsAgent },
  });
  orders = new OrdersController(client);
  payments = new PaymentsController(client);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const invoiceId = 'PC2606221200TTTT0001';
const create = (value = '980', orderNo = invoiceId, currencyCode = 'TWD'): Promise<ApiResponse<Order>> =>
  orders.createOrder({
    paypalRequestId: orderNo,
    prefer: 'return=representation',
    body: {
      intent: CheckoutPaymentIntent.Capture,
      purchaseUnits: [
        {
          amount: { currencyCode, value },
          customId: 'PAY202606221200ZZZZAAAB',
          invoiceId: orderNo,
          description: '折傘',
        },
      ],
      paymentSource: {
        paypal: { experienceContext: { returnUrl: 'https://shop.test/ok', cancelUrl: 'https://shop.test/no' } },
      },
    },
  });

it("to PayPal's own client a request id means one order, and another one in each operation", async () => {
  const [first, second] = ['PC2606221200TTTT0008', 'PC2606221200TTTT0009'];
  const { result: order } = await create('980', first);
  const { result: other } = await create('980', second);
  expect((await create('980', first)).result.id).toBe(order.id);
  expect(other.id).not.toBe(order.id);
  await simulator.drive(first, 'paid', { silent: true });
  await simulator.drive(second, 'paid', { silent: true });
  for (const { id = '' } of [order, other]) {
    const captured = await orders.captureOrder({ id, paypalRequestId: first, body: {} });
    expect([captured.statusCode, captured.result.id]).toEqual([201, id]);
    expect((await orders.captureOrder({ id, paypalRequestId: first, body: {} })).statusCode).toBe(200);
  }
});

it("PayPal's own client pays and refunds to the cent", async () => {
  const orderNo = 'PC2606221200TTTT0010';
  await expect(create('9.999', orderNo, 'USD')).rejects.toMatchObject({
    result: { details: [{ issue: 'DECIMAL_PRECISION' }] },
  });
  const { result: order } = await create('9.99', orderNo, 'USD');
  await simulator.drive(orderNo, 'paid', { silent: true });
  const { result } = await orders.captureOrder({
    ...{ id: order.id ?? '', paypalRequestId: 'cents', prefer: 'return=representation', body: {} },
  });
  const [money] = result.purchaseUnits?.[0]?.payments?.captures ?? [];
  expect(money?.amount).toEqual({ currencyCode: 'USD', value: '9.99' });
  const amounts: (string | undefined)[] = [];
  for (const paypalRequestId of ['first', 'rest']) {
    const body = paypalRequestId === 'first' ? { amount: { currencyCode: 'USD', value: '1.01' } } : {};
    const back = await payments.refundCapturedPayment({
      ...{ captureId: money?.id ?? '', paypalRequestId, prefer: 'return=representation', body },
    });
    amounts.push(back.result.amount?.value);
  }
  expect(amounts).toEqual(['1.01', '8.98']);
});

it("PayPal's own client pays an order from its first call to its last", async () => {
  await expect(create('980.50')).rejects.toMatchObject({
    statusCode: 422,
    result: { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'DECIMAL_PRECISION' }] },
  });
  const created = await create();
  const id = created.result.id ?? '';
  expect([created.statusCode, created.result.status]).toEqual([201, 'PAYER_ACTION_REQUIRED']);
  expect(created.result.links?.map(({ rel }) => rel)).toEqual(['self', 'payer-action']);
  expect((await create()).statusCode).toBe(200);

  const capture = (paypalRequestId: string) =>
    orders.captureOrder({ id, paypalRequestId, prefer: 'return=representation', body: {} });
  await expect(capture('cap-1')).rejects.toMatchObject({
    statusCode: 422,
    result: { details: [{ issue: 'ORDER_NOT_APPROVED' }] },
  });
  await simulator.drive(invoiceId, 'paid', {});
  expect((await orders.getOrder({ id })).result.status).toBe('APPROVED');

  const captured = await capture('cap-1');
  const [money] = captured.result.purchaseUnits?.[0]?.payments?.captures ?? [];
  expect([captured.statusCode, captured.result.status]).toEqual([201, 'COMPLETED']);
  expect(money).toMatchObject({ status: 'COMPLETED', amount: { currencyCode: 'TWD', value: '980' }, invoiceId });
  expect((await capture('cap-1')).statusCode).toBe(200);
  await expect(capture('cap-2')).rejects.toMatchObject({ result: { details: [{ issue: 'ORDER_ALREADY_CAPTURED' }] } });

  const { result } = await orders.getOrder({ id });
  expect(result.purchaseUnits?.[0]?.payments?.captures?.[0]?.id).toBe(money?.id);
  expect(sent).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED']);

  const captureId = money?.id ?? '';
  const back = await payments.refundCapturedPayment({
    captureId,
    paypalRequestId: 'refund-1',
    prefer: 'return=representation',
    body: { amount: { currencyCode: 'TWD', value: '100' } },
  });
  expect([back.statusCode, back.result.status, back.result.amount?.value]).toEqual([201, 'COMPLETED', '100']);
  expect((await payments.getRefund({ refundId: back.result.id ?? '' })).result.amount?.value).toBe('100');
  expect((await payments.getCapturedPayment({ captureId })).result.status).toBe('PARTIALLY_REFUNDED');
  expect(sent.at(-1)).toBe('PAYMENT.CAPTURE.REFUNDED');
});
