import { Allowances, PayCoreError, type ErrorKind, type FieldFaults, type Log, type Strings } from '@paycore/core';
import { errorDetail } from '@paycore/monitoring';
import type { ErrorRequestHandler, Response } from 'express';
import { failureBody } from './envelope.ts';
import { HttpError } from './http-error.ts';
import { requestIdOf } from './log/request-id.ts';
import { refusedLines } from './log/refused-lines.ts';

type Level = keyof Log;

const kinds: Readonly<Record<ErrorKind, readonly [status: number, level: Level]>> = {
  invalid: [422, 'info'],
  unauthorized: [401, 'info'],
  forbidden: [403, 'info'],
  notFound: [404, 'info'],
  conflict: [409, 'info'],
  unsupported: [422, 'info'],
  rejected: [422, 'warn'],
  forged: [400, 'warn'],
  unavailable: [502, 'error'],
  limited: [429, 'info'],
  offline: [503, 'error'],
};

/** The HTTP status for errors of this kind. */
export const statusOfKind = (kind: ErrorKind): number => kinds[kind][0];

interface Answer {
  readonly status: number;
  readonly level: Level;
  readonly code: string;
  readonly message: string;
  readonly fields?: FieldFaults | undefined;
  /** The payment in the way. */
  readonly paymentNo?: string | undefined;
  readonly headers?: Strings;
}

function answerTo(error: unknown, requestId: string | undefined): Answer {
  if (error instanceof PayCoreError) {
    const [status, level] = kinds[error.kind];
    const { code, message, fields, paymentNo, retryAfterSeconds } = error;
    const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
    return { status, level, code, message, fields, paymentNo, headers };
  }
  if (error instanceof HttpError) return { ...pick(error), level: 'info' };
  // Express throws this for a path that is not percent-encoded UTF-8, which no route matches.
  if (error instanceof URIError && 'status' in error && error.status === 400)
    return { ...pick(notFound()), level: 'info' };
  const message = requestId === undefined ? 'Internal error.' : `Internal error. Request id: ${requestId}`;
  return { status: 500, level: 'error', code: 'INTERNAL_ERROR', message };
}

const pick = ({ status, code, message, headers }: HttpError) => ({ status, code, message, headers });

export const notFound = (): HttpError => new HttpError(404, 'NOT_FOUND', 'There is nothing at this address.');

/** Of every 503: a process that found its database away has mostly found it again within these seconds. */
export const comeBackLater: Strings = { 'Retry-After': '5' };

/** What every answer of this status says, whoever refuses. */
const headersOfStatus: Readonly<Record<number, Strings>> = { 413: { Connection: 'close' }, 503: comeBackLater };

/** Answers with the error in the envelope; anything but PayCoreError and HttpError becomes a 500 that reveals only the request id. */
export function sendError(res: Response, error: unknown): void {
  const { status, headers = {}, ...failure } = answerTo(error, requestIdOf(res));
  res
    .status(status)
    .set({ ...headersOfStatus[status], ...headers })
    .json(failureBody(failure));
}

/** Logs the error, of refused requests a sample in a flood, and answers with it; a response that has already started is cut off, so that nobody mistakes it for complete. */
export function errorHandler(log: Log): ErrorRequestHandler {
  const lines = new Allowances(refusedLines);
  return function answerError(error: unknown, _req, res, _next) {
    const requestId = requestIdOf(res);
    const answer = answerTo(error, requestId);
    if (answer.status >= 500 || lines.take('all', new Date())) logRefusal(log, error, answer, requestId);
    if (res.headersSent) res.destroy();
    else sendError(res, error);
  };
}

function logRefusal(log: Log, error: unknown, answer: Answer, requestId: string | undefined): void {
  const { status, code, level, message: reason } = answer;
  if (error instanceof PayCoreError) {
    const cause = error.cause === undefined ? {} : { cause: errorDetail(error.cause) };
    // The thrower's own reason is more specific than the contract's message.
    log[level]('Request refused', { requestId, reason, ...error.log, status, code, kind: error.kind, ...cause });
  } else if (status < 500) log[level]('Request refused', { requestId, status, code, reason });
  else log[level]('Request failed', { requestId, status, code, error: errorDetail(error) });
}
