import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '@paycore/core';
import { operationsApp, type OperationsOptions } from '../operations-app.ts';
import { answerBadRequests } from './bad-requests.ts';
import { bornAs } from './born-as.ts';
import { drainable } from './drain.ts';
import { stopWithProcess } from './process-end.ts';

interface Listener {
  /** 0 = any. */
  readonly port: number;
  /** All interfaces where absent. */
  readonly host?: string | undefined;
}

interface ServeOptions extends Listener {
  readonly name: string;
  readonly log: Log;
  /** A listener for the operator beside the app's own, until the process has stopped; see `operationsApp`. */
  readonly operations?: Listener & Pick<OperationsOptions, 'metrics' | 'readiness'>;
  /** Called once, when no request is in flight. */
  readonly onStop: () => Promise<void>;
  /** Seconds that requests in flight may take when stopping. */
  readonly drainSeconds?: number;
}

interface Served {
  readonly url: string;
  /** Where the operations listener is, if there is one. */
  readonly operations?: string;
  /** Stops accepting, waits for what is in flight, then `onStop`. The same promise on each call. */
  stop(): Promise<void>;
}

/** Node checks for slow senders once a second, so that none lasts longer than 15 s even on a busy machine. */
const timeouts = { headersTimeout: 13_000, requestTimeout: 13_000, connectionsCheckingInterval: 1_000 };

/** Longer than the idle timeout of common load balancers (60 s): the side that reuses connections must be the one to close them. */
const keepAliveTimeout = 65_000;

/** A scrape under way may end; nobody waits for the next one. */
const drainOperationsSeconds = 1;

/**
 * Listens and serves until SIGTERM, SIGINT or, under a parent with an IPC channel, the parent's end; then drains, calls
 * `onStop` and exits. The same signal again exits at once. Throws where a port is taken.
 */
export async function serve(app: RequestListener, options: ServeOptions): Promise<Served> {
  const { name, log, onStop, drainSeconds = 8 } = options;
  const beside = await openOperations(options);
  const main = await open(app, options, `PAYCORE_${name.toUpperCase()}_PORT`, options).catch(async (error: unknown) => {
    await beside?.drain(0);
    throw error;
  });
  const urls = { url: main.url, ...(beside && { operations: beside.url }) };
  let stopping: Promise<void> | undefined;
  const shutDown = async () => {
    log.info('Stopping', { name });
    await main.drain(drainSeconds);
    await onStop().finally(detach);
    await beside?.drain(drainOperationsSeconds);
    log.info('Stopped', { name });
  };
  const stop = () => (stopping ??= shutDown());
  const detach = stopWithProcess(stop, log);
  log.info('Listening', { name, ...urls });
  if (process.connected) process.send?.({ ready: main.url });
  return { ...urls, stop };
}

type Named = Pick<ServeOptions, 'name' | 'log'>;

interface Opened {
  readonly url: string;
  readonly drain: (seconds: number) => Promise<void>;
}

async function openOperations({ name, log, operations }: ServeOptions): Promise<Opened | undefined> {
  if (!operations) return undefined;
  const app = operationsApp({ ...operations, name, log });
  return open(app, operations, `PAYCORE_${name.toUpperCase()}_OPS_PORT`, { name, log });
}

async function open(app: RequestListener, at: Listener, variable: string, named: Named): Promise<Opened> {
  // Of a missing Host and of an unknown Expect the app says so itself, in the envelope.
  const server = createServer({ ...bornAs(app), ...timeouts, keepAliveTimeout, requireHostHeader: false }, app);
  server.on('checkExpectation', (req, res) => server.emit('request', req, res));
  answerBadRequests(server);
  const drain = drainable(server);
  return { url: await listen(server, at, variable, named), drain };
}

async function listen(server: Server, at: Listener, variable: string, { name, log }: Named): Promise<string> {
  const { port, host } = at;
  server.listen({ port, ...(host !== undefined && { host }) });
  try {
    await once(server, 'listening');
  } catch (cause) {
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const why = isTaken ? 'is taken by another process' : 'cannot be listened on';
    const error = new Error(`${name}: port ${port} ${why}. Set ${variable} to another one (0 = any).`, { cause });
    log.error(error.message);
    throw error;
  }
  const { port: actual } = server.address() as AddressInfo;
  return `http://${reachable(host)}:${actual}`;
}

function reachable(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
