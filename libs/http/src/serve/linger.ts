import type { IncomingMessage } from 'node:http';

/** How long we go on reading what somebody still sends after the answer that ends the connection. */
const lingerMs = 1_000;

/**
 * For an answer with `Connection: close` to a body that is not read to its end: the connection says that it ends, and is gone
 * within a second. Closed at once, with bytes unread, it would be reset, and a reset may overtake the answer.
 */
export function lingerAfterAnswer(req: IncomingMessage): void {
  const { socket } = req;
  // Node calls it once the last answer of a connection is out.
  socket.destroySoon = () => {
    const late = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(late));
    socket.end();
  };
  req.resume();
}
