import {
  PayCoreError,
  type Callback,
  type GatewayAccount,
  type GatewayDocsFactory,
  type GatewayFactory,
  type Outcome,
  type PlacedOrder,
  type Trust,
} from '@paycore/core';
import type { SimulatorFactory } from '@paycore/simulator-kit';
import { inspect } from 'node:util';
import type { Answerer } from './fake-fetch.ts';
import type { GatewayProfile } from './gateway-profile.ts';
import { SimulatedGateway } from './simulated-gateway.ts';

type Profiled =
  | 'routes'
  | 'credentials'
  | 'aliases'
  | 'synonyms'
  | 'otherCredentials'
  | 'canaries'
  | 'required'
  | 'secrets'
  | 'sent'
  | 'credentialCode'
  | 'forgetsOrders'
  | 'byBrowser'
  | 'codeByCallback';

/** What a gateway brings to the contract: both of its sides, and its profile. */
export interface GatewaySubject extends Pick<GatewayProfile, Profiled> {
  readonly gateway: GatewayFactory;
  readonly docs?: GatewayDocsFactory;
  readonly simulator: SimulatorFactory;
}

/** The refusal that `act` throws; anything else thrown fails the test. */
export const errorOf = async (act: () => unknown): Promise<PayCoreError> => {
  const thrown = await Promise.resolve()
    .then(act)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(thrown).toBeInstanceOf(PayCoreError);
  return thrown as PayCoreError;
};

/** How a gateway can be out of order. */
export const broken: Readonly<Record<string, Answerer>> = {
  reset: () => Promise.reject(new Error('socket hang up')),
  timeout: () => Promise.reject(new DOMException('The operation timed out.', 'TimeoutError')),
  'status 500': () => new Response('oops', { status: 500 }),
  'status 302': () => new Response('', { status: 302, headers: { location: 'https://elsewhere.test/' } }),
  garbage: () => new Response('<html>\u0000maintenance</html>'),
  'an empty answer': () => new Response(''),
  'odd JSON': () => new Response('[[{"toString":1}]]'),
};

/** The gateway beside its simulator, and the subject's account there. */
export function open(subject: GatewaySubject) {
  const world = new SimulatedGateway(subject.gateway, subject.simulator);
  return { world, account: world.gateway.open(subject.credentials, 'test') };
}

/** An order that the simulator knows, and the payment of it. */
export async function issued(subject: GatewaySubject, route: string) {
  const { world, account } = open(subject);
  const order = world.order(route);
  const { placed } = await world.pay(account, subject.credentials, order);
  const driven = async (
    ...how: Parameters<typeof world.simulator.drive> extends [string, ...infer How] ? How : never
  ) => {
    await world.simulator.drive(order.gatewayOrderNo, ...how);
    return world.callbacks.at(-1) as Callback;
  };
  return { world, account, order, placed, driven };
}

/** What the core learns from a callback: it asks, and it completes, where the gateway says that this comes first. */
export async function learn(
  account: GatewayAccount,
  callback: Callback,
  placed: PlacedOrder,
  trust: Trust,
): Promise<Outcome> {
  const outcome = await account.verify(callback, placed, trust);
  return follow(account, placed, outcome.next === 'query' ? await account.query?.(placed) : outcome);
}

export async function follow(
  account: GatewayAccount,
  placed: PlacedOrder,
  outcome: Outcome | undefined,
): Promise<Outcome> {
  const last = outcome?.next === 'complete' ? await account.complete?.(placed, 1) : outcome;
  if (!last) throw new Error('The account lacks what its outcome wants next.');
  return last;
}

export function expectNoSecret(subject: GatewaySubject, value: unknown, except: readonly string[] = []): void {
  const shown = inspect(value, { depth: 10, showHidden: false });
  for (const secret of subject.secrets) {
    if (!except.includes(secret)) expect(shown).not.toContain(subject.credentials[secret]);
  }
}
