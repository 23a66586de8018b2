import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A connection just accepted may be about to send its request; after this long it is considered idle. */
const graceMs = 1_000;

/** A server's end, and who is to be told of it. */
interface Closing {
  isBegun: boolean;
  readonly ends: Set<() => void>;
}

const closings = new WeakMap<ServerResponse, Closing>();

/** Has `end` called once the answer's server begins to close: for answers that would go on without end. */
export function endWithServer(res: ServerResponse, end: () => void): void {
  const closing = closings.get(res);
  if (!closing) return;
  if (closing.isBegun) return end();
  closing.ends.add(end);
  res.once('close', () => closing.ends.delete(end));
}

/**
 * Tracks the server's connections and returns a function that closes it: no new connections, idle ones at once, the others
 * after their answer, all of them after `seconds`. Node's own `close` keeps those that become idle later or never sent a byte.
 */
export function drainable(server: Server): (seconds: number) => Promise<void> {
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  const closing: Closing = { isBegun: false, ends: new Set() };
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.prependListener('request', ({ socket }, res) => {
    busy.add(socket);
    closings.set(res, closing);
    if (closing.isBegun) res.setHeader('Connection', 'close');
    res.once('close', () => {
      busy.delete(socket);
      if (closing.isBegun) socket.destroySoon();
    });
  });
  return async function drain(seconds) {
    closing.isBegun = true;
    const closed = once(server, 'close');
    server.close();
    closing.ends.forEach((end) => end());
    const grace = setTimeout(() => open.forEach((socket) => busy.has(socket) || socket.destroy()), graceMs);
    const limit = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    await closed;
    clearTimeout(grace);
    clearTimeout(limit);
  };
}
