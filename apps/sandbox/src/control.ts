import { PayCoreError, validationFailed } from '@paycore/core';
import type { Drive, SimulatedOrder, SimulatedOutcome, Simulator } from '@paycore/simulator-kit';
import type { Express, Request } from 'express';
import * as z from 'zod';
import { rawBody, textOf } from './body.ts';
import { faultModes } from './faults.ts';
import type { DemoMerchant } from './merchant.ts';
import type { Mounted } from './mount.ts';

export interface Controlled {
  readonly gateways: readonly Mounted[];
  /** Of all gateways, newest first. */
  orders(): readonly SimulatedOrder[];
  readonly merchant: DemoMerchant;
}

const flag = z
  .enum(['0', '1', 'false', 'true'])
  .optional()
  .transform((text) => text === '1' || text === 'true');
const count = z.coerce.number().int().min(1).max(1000);
const outcomes = [
  'issued',
  'paid',
  'failed',
  'declined',
  'expired',
  'refunded',
  'reversed',
  'disputed',
] as const satisfies readonly SimulatedOutcome[];
const outcomeSchema = z.enum(outcomes, `The outcome must be one of ${outcomes.join(', ')}.`);
const driveSchema = z.object({
  times: count.optional(),
  amount: z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,2})?$/)
    .transform(Number)
    .optional(),
  forged: flag,
  silent: flag,
  simulated: flag,
});

const ms = z.number().int().min(0).max(600_000);
const faultSchema = z.object({
  path: z.string().optional(),
  mode: z.enum(faultModes),
  status: z.number().int().min(200).max(599).default(500),
  ms: ms.default(1000),
  times: z.number().int().min(1).optional(),
  before: z.boolean().default(false),
});

// RFC 9110 §5.1 and §5.5.
const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/);
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/);
const modeSchema = z.object({
  status: z.number().int().min(200).max(599).default(200),
  ms: ms.default(0),
  headers: z.record(headerName, headerValue).default({}),
  hang: z.boolean().default(false),
});
const ofPayment = z.object({ payment_no: z.string() });

/** What tests and scripts drive the sandbox with. On the app itself, so that a wrong method is a 405. */
export function addControl(app: Express, { gateways, orders, merchant }: Controlled): void {
  app.get('/control/merchant/notices', (req, res) => {
    res.json({ notices: merchant.notices(read(ofPayment.partial(), req.query).payment_no) });
  });
  app.get('/control/merchant/mode', (_req, res) => void res.json(merchant.mode));
  app.post('/control/merchant/mode', rawBody, (req, res) => {
    merchant.mode = read(modeSchema, jsonOf(req.body));
    res.json(merchant.mode);
  });
  app.get('/control/credentials', (_req, res) => {
    res.json(Object.fromEntries(gateways.map(({ gateway, demoCredentials }) => [gateway, demoCredentials])));
  });
  app.get('/control/orders', (req, res) => {
    const { payment_no: paymentNo, all } = read(ofPayment.extend({ all: flag }), req.query);
    const found = orders().filter((order) => order.payment_no === paymentNo);
    res.json(all ? { orders: found } : known(found[0]));
  });
  addGatewayControl(app, (name) => {
    return known(
      gateways.find(({ gateway }) => gateway === name),
      'gateway',
    );
  });
}

function addGatewayControl(app: Express, named: (gateway: string) => Mounted): void {
  app.get('/control/:gateway/orders', (req, res) => {
    res.json({ orders: named(req.params.gateway).simulator.orders() });
  });
  app.post('/control/:gateway/orders/:orderNo/:outcome', async (req, res) => {
    const { simulator } = named(req.params.gateway);
    const outcome = read(outcomeSchema, req.params.outcome);
    res.json(await drive(simulator, req.params.orderNo, outcome, readDrive(req.query)));
  });
  app.get('/control/:gateway/faults', (req, res) => {
    res.json({ faults: named(String(req.params.gateway)).faults.list() });
  });
  app.post('/control/:gateway/faults', rawBody, (req, res) => {
    const { faults } = named(String(req.params.gateway));
    faults.add(read(faultSchema, jsonOf(req.body)));
    res.json({ faults: faults.list() });
  });
  app.delete('/control/:gateway/faults', (req, res) => {
    const { faults } = named(String(req.params.gateway));
    faults.clear();
    res.json({ faults: faults.list() });
  });
}

/** What the sandbox does not know itself is left to the simulator. */
function readDrive(query: Request['query']): Drive {
  const { times, amount, ...flags } = read(driveSchema, query);
  const others = Object.entries(query).filter(([name]) => !Object.hasOwn(driveSchema.shape, name));
  const options = read(z.record(z.string(), z.string()), Object.fromEntries(others));
  return {
    ...flags,
    ...(times !== undefined && { times }),
    ...(amount !== undefined && { amount }),
    options,
  };
}

type Driven = Pick<SimulatedOrder, 'state' | 'callbacks'>;
/** Answers with the callbacks of this call; callbacks of other calls at the same time may be among them. */
async function drive(simulator: Simulator, orderNo: string, outcome: SimulatedOutcome, how: Drive): Promise<Driven> {
  const before = known(simulator.orders().find((order) => order.order_no === orderNo)).callbacks.length;
  const { state, callbacks } = known(await simulator.drive(orderNo, outcome, how));
  return { state, callbacks: callbacks.slice(before) };
}

/** Whatever its content type says: a script need not set one. */
function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(textOf(body) || '{}');
  } catch (error) {
    if (error instanceof SyntaxError) throw validationFailed({ body: ['The body is not JSON.'] });
    throw error;
  }
}

function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of parsed.error.issues) (fields[path.join('.') || 'body'] ??= []).push(message);
  throw validationFailed(fields);
}

function known<T>(found: T | undefined, what = 'order'): T {
  if (found === undefined) throw new PayCoreError('notFound', 'NOT_FOUND', `The sandbox knows no such ${what}.`);
  return found;
}
