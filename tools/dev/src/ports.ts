import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './error-code.ts';

export const appNames = ['api', 'webhooks', 'scheduler', 'sandbox'] as const;
export type AppName = (typeof appNames)[number];
/** The listeners for the operator. */
const opsNames = ['api_ops', 'webhooks_ops', 'scheduler_ops'] as const;
export type Ports = Readonly<Record<AppName | (typeof opsNames)[number] | 'mongo', number>>;

const anyOps = { api_ops: 0, webhooks_ops: 0, scheduler_ops: 0 };
const usual: Ports = { api: 4000, webhooks: 4001, scheduler: 4002, sandbox: 4003, ...anyOps, mongo: 0 };

const variable = (name: string): string => `PAYCORE_${name.toUpperCase()}_PORT`;

/** From the environment; 0 = any. Throws an Error that names the variable at fault. */
export function wantedPorts(env: Readonly<Record<string, string | undefined>>): Ports {
  const wanted: Record<keyof Ports, number> = { ...usual };
  for (const name of [...appNames, ...opsNames]) {
    const text = env[variable(name)];
    if (!text) continue;
    wanted[name] = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(wanted[name] <= 65_535))
      throw new Error(`${variable(name)} must be a port, 0–65535 (0 = any), not "${text}".`);
  }
  return wanted;
}

/**
 * Finds a free port for each 0, and sees that the others are free. Waits up to `patienceMs` for a taken one. Throws an
 * Error that names the port and its variable.
 */
export async function choosePorts(wanted: Ports, patienceMs = 0): Promise<Ports> {
  const held: Server[] = [];
  const chosen: Record<keyof Ports, number> = { ...wanted };
  try {
    // Fixed ones first, so that none of them is drawn for a 0.
    const names = (Object.keys(wanted) as (keyof Ports)[]).sort((one, other) => wanted[other] - wanted[one]);
    for (const name of names) {
      const server = await hold(name, wanted[name], performance.now() + patienceMs);
      held.push(server);
      chosen[name] = (server.address() as AddressInfo).port;
    }
    return chosen;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function hold(name: keyof Ports, port: number, until: number): Promise<Server> {
  for (;;) {
    const server = createServer();
    try {
      server.listen({ port });
      await once(server, 'listening');
      return server;
    } catch (cause) {
      if (performance.now() >= until) throw new Error(whyNot(name, port, cause), { cause });
      await pause(200);
    }
  }
}

function whyNot(name: keyof Ports, port: number, cause: unknown): string {
  const isTaken = codeOf(cause) === 'EADDRINUSE';
  const why = isTaken ? 'is taken by another program' : `cannot be used: ${String(cause)}`;
  return `Port ${port}, for ${name}, ${why}. Set ${variable(name)} to another one (0 = any).`;
}
