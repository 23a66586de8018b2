import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http-error.ts';
import { lingerAfterAnswer } from '../serve/linger.ts';

/** The largest request body that PayCore accepts, in bytes. */
export const maxBodyBytes = 65_536;

/** 413, after whose answer the connection ends: what is left of the body is nobody's next request. */
export function bodyTooLarge(req: IncomingMessage, maxBytes: number): HttpError {
  lingerAfterAnswer(req);
  return new HttpError(413, 'PAYLOAD_TOO_LARGE', `The request body is larger than ${maxBytes / 1024} kB.`);
}

export const unsupportedType = (message: string): HttpError => new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', message);

/**
 * Reads the body with a size limit; a longer one is refused at once, and ends the connection. Compressed bodies are refused, so
 * the limit applies to what arrives. Throws HttpError 400, 413, 415.
 */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw unsupportedType('A compressed request body is not accepted.');
  if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes) throw bodyTooLarge(req, maxBodyBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) return chunks.push(chunk);
      chunks.length = 0;
      return reject(bodyTooLarge(req, maxBodyBytes));
    });
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', () => reject(new HttpError(400, 'REQUEST_ABORTED', 'The request ended before its body did.')));
  });
}
