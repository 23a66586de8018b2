import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '@paycore/core';
import { answerBadRequests } from './bad-requests.ts';
import { drainable } from './drain.ts';
import { stopWithProcess } from './process-end.ts';

interface ServeOptions {
  readonly name: string;
  /** 0 = any. */
  readonly port: number;
  /** All interfaces where absent. */
  readonly host?: string | undefined;
  readonly log: Log;
  /** Called once, when no request is in flight. */
  readonly onStop: () => Promise<void>;
  /** Seconds that requests in flight may take when stopping. */
  readonly drainSeconds?: number;
}

interface Served {
  readonly url: string;
  /** Stops accepting, waits for what is in flight, then `onStop`. The same promise on each call. */
  stop(): Promise<void>;
}

/** Node checks for slow senders once a second, so that none lasts longer than 15 s even on a busy machine. */
const timeouts = { headersTimeout: 13_000, requestTimeout: 13_000, connectionsCheckingInterval: 1_000 };

/** Longer than the idle timeout of common load balancers (60 s): the side that reuses connections must be the one to close them. */
const keepAliveTimeout = 65_000;

/**
 * Listens and serves until SIGTERM, SIGINT or, under a parent with an IPC channel, the parent's end; then drains, calls
 * `onStop` and exits. The same signal again exits at once. Throws where the port is taken.
 */
export async function serve(app: RequestListener, options: ServeOptions): Promise<Served> {
  const { name, log, onStop, drainSeconds = 8 } = options;
  const server = createServer({ ...timeouts, keepAliveTimeout }, app);
  answerBadRequests(server);
  const drain = drainable(server);
  const url = await listen(server, options);
  let stopping: Promise<void> | undefined;
  const shutDown = async () => {
    log.info('Stopping', { name });
    await drain(drainSeconds);
    await onStop().finally(detach);
    log.info('Stopped', { name });
  };
  const stop = () => (stopping ??= shutDown());
  const detach = stopWithProcess(stop, log);
  log.info('Listening', { name, url });
  if (process.connected) process.send?.({ ready: url });
  return { url, stop };
}

async function listen(server: Server, { name, port, host, log }: ServeOptions): Promise<string> {
  server.listen({ port, ...(host !== undefined && { host }) });
  try {
    await once(server, 'listening');
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    const why = isTaken ? 'is taken by another process' : 'cannot be listened on';
    const hint = `Set PAYCORE_${name.toUpperCase()}_PORT to another one (0 = any).`;
    const error = new Error(`${name}: port ${port} ${why}. ${hint}`, { cause });
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
