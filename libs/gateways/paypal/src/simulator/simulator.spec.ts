import type { SimulatedOutcome, Simulator } from '@paycore/simulator-kit';
import { X509Certificate } from 'node:crypto';
import { checksums, vector, vectorBody } from '../fixtures/events.ts';
import { accounts } from './accounts.ts';
import { checksum, isGenuine, type Claim } from './sign.ts';
import { paypalSimulator } from './index.ts';

const baseUrl = 'http://127.0.0.1:4003/paypal';
const callbackUrl = 'http://127.0.0.1:4001/api/paycore/webhooks/paypal';

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function bench(journal: unknown[] = []) {
  const sent: Sent[] = [];
  const later: { seconds: number; task: () => Promise<void> }[] = [];
  const reply = { status: 200 };
  let now = new Date('2026-06-22T04:00:00Z');
  const simulator = paypalSimulator.open({
    baseUrl,
    callbackUrl,
    enforcesLimits: true,
    now: () => now,
    send: async (url, { headers, body }) => {
      sent.push({ url, headers, body });
      return { status: reply.status, body: 'answer' };
    },
    later: (seconds, task) => void later.push({ seconds, task }),
    journal: { read: () => structuredClone(journal), append: (entry) => void journal.push(entry) },
  });
  const fetch = (path: string, init?: RequestInit) =>
    Promise.resolve(simulator.fetch(new Request(`http://127.0.0.1:4003${path}`, init)));
  const types = () => sent.map(({ body }) => (JSON.parse(body) as { event_type: string }).event_type);
  const pass = (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000));
  return { simulator, journal, sent, later, reply, fetch, types, pass };
}

type Bench = ReturnType<typeof bench>;

async function tokenOf({ fetch }: Bench, account = accounts[0]): Promise<string> {
  const basic = Buffer.from(`${account.clientId}:${account.secret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch('/v1/oauth2/token', { method: 'POST', headers, body: 'grant_type=client_credentials' });
  return ((await answer.json()) as { access_token: string }).access_token;
}

interface Link {
  readonly rel: string;
  readonly href: string;
}

/** What answers of PayPal's may hold. */
interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly details?: readonly { issue: string }[];
    readonly links?: readonly Link[];
  };
}

async function caller(world: Bench, account = accounts[0]) {
  const token = await tokenOf(world, account);
  return async (method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> => {
    const headers = {
      authorization: `Bearer ${token}`,
      prefer: 'return=representation',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...more,
    };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await world.fetch(path, { method, headers, ...(text !== undefined && { body: text }) });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
}

const invoice = 'PC2606221200TTTT0001';
const orderOf = (unit: object = {}, more: object = {}) => ({
  intent: 'CAPTURE',
  purchase_units: [
    {
      amount: { currency_code: 'TWD', value: '980' },
      custom_id: 'PAY202606221200ZZZZAAAB',
      invoice_id: invoice,
      ...unit,
    },
  ],
  payment_source: {
    paypal: {
      experience_context: { return_url: 'https://pay.test/r?x=1', cancel_url: 'https://pay.test/c?t=t0k3n' },
    },
  },
  ...more,
});

async function ordered(unit: object = {}, more: object = {}) {
  const world = bench();
  const call = await caller(world);
  const { status, body } = await call('POST', '/v2/checkout/orders', orderOf(unit, more), {
    'paypal-request-id': 'R1',
  });
  const id = String(body['id']);
  const capture = (requestId: string) =>
    call('POST', `/v2/checkout/orders/${id}/capture`, {}, { 'paypal-request-id': requestId });
  const drive = (outcome: SimulatedOutcome, how: Parameters<Simulator['drive']>[2] = {}) =>
    world.simulator.drive(invoice, outcome, how);
  return { ...world, call, status, body, id, capture, drive };
}

const issueOf = ({ status, body }: Answer) => [status, body.details?.[0]?.issue];

describe('tokens', () => {
  it('are for known apps alone', async () => {
    const { fetch } = bench();
    const post = (authorization: string, body = 'grant_type=client_credentials') =>
      fetch('/v1/oauth2/token', { method: 'POST', headers: { authorization }, body });
    const { clientId, secret } = accounts[0];
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const wrong of ['', 'Bearer x', basic('x:y'), basic(`${clientId}:${secret}x`), basic(clientId)]) {
      const answer = await post(wrong);
      expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    }
    const right = await post(basic(`${clientId}:${secret}`));
    expect(await right.json()).toMatchObject({ token_type: 'Bearer', expires_in: 32_400 });
    expect((await post(basic(`${clientId}:${secret}`), 'x=y')).status).toBe(400);
  });

  it('end, and are forgotten over a restart', async () => {
    const world = bench();
    const call = await caller(world);
    expect((await call('POST', '/v2/checkout/orders', orderOf())).status).toBe(201);
    world.pass(10);
    expect(await call('GET', '/v2/checkout/orders/X')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
  });
});

describe('an order', () => {
  it('is made as asked', async () => {
    const { status, body } = await ordered({ description: '折傘' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[0-9A-Z]{17}$/) as unknown,
      status: 'PAYER_ACTION_REQUIRED',
      purchase_units: [{ amount: { currency_code: 'TWD', value: '980' }, invoice_id: invoice, description: '折傘' }],
      links: [{ rel: 'self' }, { rel: 'payer-action', href: `${baseUrl}/checkoutnow?token=${body['id'] as string}` }],
    });
  });

  it('without a payment source is CREATED and has the other link', async () => {
    const { body } = await ordered({}, { payment_source: undefined });
    expect(body).toMatchObject({ status: 'CREATED', links: [{ rel: 'self' }, { rel: 'approve' }] });
  });

  it('is answered again for six hours, and shortly where that is preferred', async () => {
    const { call, id, pass } = await ordered();
    const repeat = () => call('POST', '/v2/checkout/orders', orderOf(), { 'paypal-request-id': 'R1', prefer: 'x' });
    const { status, body } = await repeat();
    expect([status, body['id'], Object.keys(body)]).toEqual([200, id, ['id', 'status', 'links']]);
    pass(7);
    expect((await repeat()).body['id']).not.toBe(id);
  });

  const amount = (value: unknown, currency_code: unknown = 'TWD') => ({ amount: { currency_code, value } });

  it.each([
    [422, 'DECIMAL_PRECISION', amount('980.00')],
    [422, 'DECIMAL_PRECISION', amount('980.50', 'JPY')],
    [422, 'DECIMAL_PRECISION', amount('980.005', 'USD')],
    [422, 'CANNOT_BE_ZERO_OR_NEGATIVE', amount('0')],
    [422, 'CANNOT_BE_ZERO_OR_NEGATIVE', amount('-1')],
    [422, 'MAX_VALUE_EXCEEDED', amount('1000000000000000')],
    [422, 'INVALID_CURRENCY_CODE', amount('980', 'XXX')],
    [422, 'INVALID_CURRENCY_CODE', amount('980', 'twd')],
    [400, 'INVALID_STRING_LENGTH', amount('980', 'NTD$')],
    [400, 'INVALID_PARAMETER_SYNTAX', amount('1e3')],
    [400, 'INVALID_PARAMETER_SYNTAX', amount('9,80')],
    [400, 'MISSING_REQUIRED_PARAMETER', amount(980)],
    [400, 'INVALID_STRING_LENGTH', { custom_id: 'x'.repeat(128) }],
    [400, 'INVALID_STRING_LENGTH', { invoice_id: 'x'.repeat(128) }],
    [400, 'INVALID_STRING_LENGTH', { description: '' }],
  ])('is refused by %i %s for %j', async (status, issue, unit) => {
    const { simulator, ...world } = await ordered(unit);
    expect(issueOf(world)).toEqual([status, issue]);
    expect(world.body).toMatchObject({ name: expect.any(String) as unknown, debug_id: expect.any(String) as unknown });
    expect(simulator.orders()).toEqual([]);
  });

  it.each([
    [400, 'MALFORMED_REQUEST_JSON', '{', {}],
    [400, 'INVALID_PARAMETER_VALUE', {}, {}],
    [400, 'INVALID_ARRAY_MIN_ITEMS', { intent: 'CAPTURE', purchase_units: [] }, {}],
    [415, 'UNSUPPORTED_MEDIA_TYPE', orderOf(), { 'content-type': 'text/plain' }],
  ])('is refused by %i %s', async (status, issue, body, headers) => {
    const call = await caller(bench());
    expect(issueOf(await call('POST', '/v2/checkout/orders', body, headers as Record<string, string>))).toEqual([
      status,
      issue,
    ]);
  });

  it("is nobody else's", async () => {
    const world = await ordered();
    const stranger = await caller(world, accounts[1]);
    expect(issueOf(await stranger('GET', `/v2/checkout/orders/${world.id}`))).toEqual([404, 'INVALID_RESOURCE_ID']);
    expect((await world.call('GET', `/v2/checkout/orders/${world.id}`)).body['status']).toBe('PAYER_ACTION_REQUIRED');
  });
});

describe('a capture', () => {
  it('needs an approval, moves money once, and is told of', async () => {
    const { capture, drive, types, simulator } = await ordered();
    expect(issueOf(await capture('C1'))).toEqual([422, 'ORDER_NOT_APPROVED']);
    expect((await drive('paid'))?.state).toBe('approved');
    const first = await capture('C1');
    expect([first.status, first.body['status']]).toEqual([201, 'COMPLETED']);
    const money = {
      status: 'COMPLETED',
      amount: { currency_code: 'TWD', value: '980' },
      custom_id: 'PAY202606221200ZZZZAAAB',
    };
    expect(first.body).toMatchObject({ purchase_units: [{ payments: { captures: [money] } }] });
    expect((await capture('C1')).status).toBe(200);
    expect(issueOf(await capture('C2'))).toEqual([422, 'ORDER_ALREADY_CAPTURED']);
    expect(types()).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED']);
    expect(simulator.orders()[0]).toMatchObject({ state: 'paid', amount: 980, payment_no: 'PAY202606221200ZZZZAAAB' });
  });

  it('is declined once per number, and the payer may approve again', async () => {
    const { capture, drive, body } = await ordered();
    await drive('declined');
    const declined = await capture('C1');
    expect(issueOf(declined)).toEqual([422, 'INSTRUMENT_DECLINED']);
    expect(declined.body.links).toMatchObject([{ rel: 'redirect', href: body.links?.[1]?.href }]);
    expect(issueOf(await capture('C2'))).toEqual([422, 'ORDER_NOT_APPROVED']);
    await drive('paid');
    expect(issueOf(await capture('C1'))).toEqual([422, 'INSTRUMENT_DECLINED']);
    expect((await capture('C2')).status).toBe(201);
  });

  it('of an invoice already paid is refused', async () => {
    const { capture, drive, call } = await ordered();
    await drive('paid');
    await capture('C1');
    expect(issueOf(await call('POST', '/v2/checkout/orders', orderOf()))).toEqual([422, 'DUPLICATE_INVOICE_ID']);
  });
});

/** https://developer.paypal.com/reference/guidelines/idempotency: a repeat is answered with the latest state of the first. */
describe('a PayPal-Request-Id', () => {
  const header = { 'paypal-request-id': 'R1' };
  const create = (call: Awaited<ReturnType<typeof caller>>, unit: object = {}) =>
    call('POST', '/v2/checkout/orders', orderOf(unit), header);

  it('that is repeated means the first order, whatever else is sent, and over a restart', async () => {
    const { call, id, drive, journal } = await ordered();
    await drive('paid');
    const repeat = await create(call, { invoice_id: 'PC2606221200TTTT0002' });
    expect([repeat.status, repeat.body['id'], repeat.body['status']]).toEqual([200, id, 'APPROVED']);
    const restarted = await caller(bench(journal));
    expect((await create(restarted)).body['id']).toBe(id);
  });

  it('is of one account: another has ids of its own', async () => {
    const world = await ordered();
    const stranger = await caller(world, accounts[1]);
    const first = await create(stranger);
    expect([first.status, first.body['id'] === world.id]).toEqual([201, false]);
    expect((await create(stranger)).body['id']).toBe(first.body['id']);
    expect((await create(world.call)).body['id']).toBe(world.id);
  });

  it('is of one operation and one order: the same id captures each', async () => {
    const { call, id, capture, simulator } = await ordered();
    const other = await call('POST', '/v2/checkout/orders', orderOf({ invoice_id: 'PC2606221200TTTT0002' }));
    for (const { order_no } of simulator.orders()) await simulator.drive(order_no, 'paid', {});
    expect([(await capture('R1')).status, (await capture('R1')).status]).toEqual([201, 200]);
    const second = await call('POST', `/v2/checkout/orders/${String(other.body['id'])}/capture`, {}, header);
    expect([second.status, second.body['id'] === id]).toEqual([201, false]);
    expect(simulator.orders().map(({ state }) => state)).toEqual(['paid', 'paid']);
  });

  it('is forgotten after six hours, of a create and of a capture', async () => {
    const world = await ordered();
    await world.drive('paid');
    await world.capture('C1');
    world.pass(5.9);
    expect((await world.capture('C1')).status).toBe(200);
    expect((await create(world.call)).body['id']).toBe(world.id);
    world.pass(0.1);
    expect(issueOf(await world.capture('C1'))).toEqual([422, 'ORDER_ALREADY_CAPTURED']);
    expect(issueOf(await create(world.call))).toEqual([422, 'DUPLICATE_INVOICE_ID']);
  });
});

describe('driving', () => {
  it('sends each event as often as told, and the money again once it has moved', async () => {
    const { capture, drive, types } = await ordered();
    await drive('paid', { times: 2 });
    await capture('C1');
    await drive('paid', { times: 2 });
    expect(types()).toEqual([
      'CHECKOUT.ORDER.APPROVED',
      'CHECKOUT.ORDER.APPROVED',
      'PAYMENT.CAPTURE.COMPLETED',
      'PAYMENT.CAPTURE.COMPLETED',
      'PAYMENT.CAPTURE.COMPLETED',
    ]);
  });

  it('in silence tells of nothing, not even of the capture', async () => {
    const { capture, drive, sent } = await ordered();
    expect((await drive('paid', { silent: true }))?.state).toBe('approved');
    await capture('C1');
    expect(sent).toEqual([]);
  });

  it('reports another amount, in the event and in the order', async () => {
    const { call, drive, sent, id } = await ordered();
    await drive('paid', { amount: 1 });
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      resource: { purchase_units: [{ amount: { value: '1' } }] },
    });
    const read = await call('GET', `/v2/checkout/orders/${id}`);
    expect(read.body).toMatchObject({ purchase_units: [{ amount: { value: '1' } }] });
  });

  it('denies for good, lets orders lapse, and leaves what has nothing to issue', async () => {
    const { call, drive, types, id } = await ordered();
    expect((await drive('issued'))?.state).toBe('issued');
    expect((await drive('failed'))?.state).toBe('failed');
    expect(types()).toEqual(['PAYMENT.CAPTURE.DENIED']);
    expect((await drive('expired'))?.state).toBe('failed');
    expect(issueOf(await call('GET', `/v2/checkout/orders/${id}`))).toEqual([404, 'INVALID_RESOURCE_ID']);
    const lapsed = await ordered();
    expect((await lapsed.drive('expired'))?.state).toBe('expired');
    expect(lapsed.sent).toEqual([]);
    expect(await lapsed.simulator.drive('X', 'paid', {})).toBeUndefined();
  });

  it('sends until a 2xx, in longer and longer steps, 25 times in all', async () => {
    const { drive, sent, later, reply } = await ordered();
    reply.status = 503;
    await drive('paid');
    for (let run = 0; run < later.length; run += 1) await later[run]?.task();
    expect(sent).toHaveLength(25);
    expect(later.slice(0, 4).map(({ seconds }) => seconds)).toEqual([60, 120, 240, 480]);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  });
});

describe('an event', () => {
  it.each(checksums)('has the checksum of %j', (text, crc) => expect(checksum(Buffer.from(text))).toBe(crc));

  it('has the checksum of the published vector', () => {
    expect(vector.text.endsWith(`|${checksum(Buffer.from(vectorBody))}`)).toBe(true);
  });

  const claimOf = ({ headers }: Sent): Claim => ({
    auth_algo: headers['paypal-auth-algo'] ?? '',
    cert_url: headers['paypal-cert-url'] ?? '',
    transmission_id: headers['paypal-transmission-id'] ?? '',
    transmission_sig: headers['paypal-transmission-sig'] ?? '',
    transmission_time: headers['paypal-transmission-time'] ?? '',
    webhook_id: accounts[0].webhookId,
  });

  it('goes where the merchant told PayPal, signed by the one certificate of its file, which leads to the sandbox’s own root', async () => {
    const { drive, sent, fetch } = await ordered();
    await drive('paid');
    const [event] = sent as [Sent];
    expect(event.url).toBe(callbackUrl);
    const { pathname, origin } = new URL(event.headers['paypal-cert-url'] ?? '');
    expect(origin).toBe('http://127.0.0.1:4003');
    const certificate = new X509Certificate(await (await fetch(pathname)).text());
    const root = new X509Certificate(await (await fetch('/root.pem')).text());
    expect(certificate.infoAccess?.trim()).toBe(`CA Issuers - URI:${baseUrl}/issuer.crt`);
    const issuer = new X509Certificate(Buffer.from(await (await fetch('/issuer.crt')).arrayBuffer()));
    expect(issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)).toBe(true);
    expect(issuer.checkIssued(root) && issuer.verify(root.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=messageverificationcerts.sandbox.paypal.com');
    expect((await fetch('/v1/notifications/certs/CERT-X')).status).toBe(404);
  });

  it('is confirmed as it was sent, and in no other spelling, by PayPal’s own check', async () => {
    const { drive, sent, call } = await ordered();
    await drive('paid');
    await drive('paid', { forged: true });
    const [event, forged] = sent as [Sent, Sent];
    const check = async (claim: object, body: string) => {
      const text = `${JSON.stringify(claim).slice(0, -1)},"webhook_event":${body}}`;
      return (await call('POST', '/v1/notifications/verify-webhook-signature', text)).body['verification_status'];
    };
    expect(await check(claimOf(event), event.body)).toBe('SUCCESS');
    expect(await check(claimOf(event), `${event.body} `)).toBe('SUCCESS');
    expect(await check(claimOf(event), event.body.replace('"TWD"', '"USD"'))).toBe('FAILURE');
    expect(await check(claimOf(event), event.body.replace(':', ' :'))).toBe('FAILURE');
    expect(await check({ ...claimOf(event), webhook_id: accounts[1].webhookId }, event.body)).toBe('FAILURE');
    expect(await check({ ...claimOf(event), cert_url: 'https://evil.test/c' }, event.body)).toBe('FAILURE');
    expect(await check(claimOf(forged), forged.body)).toBe('FAILURE');
    const nothing = await call('POST', '/v1/notifications/verify-webhook-signature', {});
    expect(issueOf(nothing)).toEqual([400, 'MISSING_REQUIRED_PARAMETER']);
  });

  it('keeps its keys over a restart', async () => {
    const { drive, sent, journal } = await ordered();
    await drive('paid');
    const { fetch, simulator } = bench(journal);
    const { keys } = journal.find((entry) => 'keys' in (entry as object)) as { keys: never };
    expect(await (await fetch('/root.pem')).text()).toBe((keys as { root: string }).root);
    expect(isGenuine(claimOf(sent[0] as Sent), sent[0]?.body ?? '', keys, 'http://127.0.0.1:4003')).toBe(true);
    expect(simulator.orders()[0]).toMatchObject({ state: 'approved', callbacks: [{ status: 200, body: 'answer' }] });
  });
});

describe('for people', () => {
  const press = ({ fetch }: Bench, choice: string) =>
    fetch(`/orders/${invoice}`, { method: 'POST', body: new URLSearchParams({ choice }) });

  it('shows the order by its link and by its invoice, and lists all', async () => {
    const { fetch, id } = await ordered({ description: '<b>折傘' });
    for (const path of [`/checkoutnow?token=${id}`, `/orders/${invoice}`]) {
      const text = await (await fetch(path)).text();
      for (const words of ['TWD 980', '&lt;b&gt;折傘', 'Approve', 'Cancel']) expect(text).toContain(words);
    }
    expect(await (await fetch('/')).text()).toContain(`${baseUrl}/orders/${invoice}`);
    for (const path of ['/checkoutnow?token=X', '/orders/X']) expect((await fetch(path)).status).toBe(404);
    expect(await (await bench().fetch('/')).text()).toContain('There are no orders yet.');
  });

  it.each([
    ['approve', 'approved', 'https://pay.test/r?x=1&token=ID&PayerID=SANDBXPAYER22', 201],
    ['pending', 'approved', 'https://pay.test/r?x=1&token=ID&PayerID=SANDBXPAYER22', 201],
    ['decline', 'approved', 'https://pay.test/r?x=1&token=ID&PayerID=SANDBXPAYER22', 422],
    ['cancel', 'issued', 'https://pay.test/c?t=t0k3n&token=ID', 422],
  ])('%s leaves it %s and sends the payer back', async (choice, state, url, status) => {
    const world = await ordered();
    const answer = await press(world, choice);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, url.replace('ID', world.id)]);
    expect(world.simulator.orders()[0]?.state).toBe(state);
    expect((await world.capture('C1')).status).toBe(status);
  });

  it('lets money that takes days arrive, and asks nothing of whom nothing is left to ask', async () => {
    const world = await ordered();
    await press(world, 'pending');
    await world.capture('C1');
    expect(world.simulator.orders()[0]?.state).toBe('pending');
    expect((await world.drive('paid'))?.state).toBe('paid');
    expect(world.types().slice(1)).toEqual(['PAYMENT.CAPTURE.PENDING', 'PAYMENT.CAPTURE.COMPLETED']);
    expect(await (await world.fetch(`/orders/${invoice}`)).text()).not.toContain('<button');
  });
});
