import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** A connection just accepted may be about to send its request; after this long it is considered idle. */
const graceMs = 1_000;

/**
 * Tracks the server's connections and returns a function that closes it: no new connections, idle ones at once, the others
 * after their answer, all of them after `seconds`. Node's own `close` keeps those that become idle later or never sent a byte.
 */
export function drainable(server: Server): (seconds: number) => Promise<void> {
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  let isClosing = false;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.prependListener('request', ({ socket }, res) => {
    busy.add(socket);
    if (isClosing) res.setHeader('Connection', 'close');
    res.once('close', () => {
      busy.delete(socket);
      if (isClosing) socket.destroySoon();
    });
  });
  return async function drain(seconds) {
    isClosing = true;
    const closed = once(server, 'close');
    server.close();
    const grace = setTimeout(() => open.forEach((socket) => busy.has(socket) || socket.destroy()), graceMs);
    const limit = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    await closed;
    clearTimeout(grace);
    clearTimeout(limit);
  };
}
