import { bodyTooLarge, HttpError } from '@paycore/http';
import express, { type Handler, type Request } from 'express';

const maxBytes = 1_048_576;
const read = express.raw({ type: () => true, limit: maxBytes, inflate: false });

/** The body's bytes as they came, up to 1 MB: gateways and shops are less strict than PayCore. `req.body` as a Buffer, if any. */
export const rawBody: Handler = function rawBody(req, res, next) {
  read(req, res, (error?: unknown) => next(error === undefined ? undefined : faultOf(req, error)));
};

function faultOf(req: Request, error: unknown): unknown {
  const isBodyFault = error instanceof Error && 'status' in error && typeof error.status === 'number';
  if (isBodyFault && error.status === 413) return bodyTooLarge(req, maxBytes);
  return isBodyFault ? new HttpError(error.status as number, 'UNREADABLE_BODY', error.message) : error;
}

/** Empty where there was none. */
export function textOf(body: unknown): string {
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}
