import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { failureBody } from '../envelope.ts';

const answers: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'HEADERS_TOO_LARGE', 'The request headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_TIMEOUT', 'The request took too long to arrive.'],
};

/** Answers with the envelope what Node rejects before there is a request: broken HTTP, oversized headers, slow senders. */
export function answerBadRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || hasAnswered(socket)) return void socket.destroy();
    const [status, code, message] = answers[error.code ?? ''] ?? [400, 'BAD_REQUEST', 'This is not valid HTTP.'];
    const body = JSON.stringify(failureBody({ code, message }));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  });
}

/** A second answer on the connection could be mistaken for part of the first, or for the answer to another request. */
const hasAnswered = (socket: Duplex) => 'bytesWritten' in socket && socket.bytesWritten !== 0;
