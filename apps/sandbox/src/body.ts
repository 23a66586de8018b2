import { HttpError } from '@paycore/http';
import express, { type Handler } from 'express';

const read = express.raw({ type: () => true, limit: '1mb', inflate: false });

/** The body's bytes as they came, up to 1 MB: gateways and shops are less strict than PayCore. `req.body` as a Buffer, if any. */
export const rawBody: Handler = function rawBody(req, res, next) {
  read(req, res, (error?: unknown) => next(error === undefined ? undefined : faultOf(error)));
};

function faultOf(error: unknown): unknown {
  const isBodyFault = error instanceof Error && 'status' in error && typeof error.status === 'number';
  return isBodyFault ? new HttpError(error.status as number, 'UNREADABLE_BODY', error.message) : error;
}

/** Empty where there was none. */
export function textOf(body: unknown): string {
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}
