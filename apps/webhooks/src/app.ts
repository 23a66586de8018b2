import { PayCoreError, type Callback, type Gateways, type Log, type ReceiveCallback, type Reply } from '@paycore/core';
import {
  comeBackLater,
  HttpError,
  leaveOutOfLog,
  sendError,
  logQueryOnlyOf,
  rawBody,
  requestIdOf,
  shell,
  type TrustProxy,
} from '@paycore/http';
import type { AppMetrics } from '@paycore/monitoring';
import type { Express, RequestHandler, Response } from 'express';
import { readCallback, readGetCallback } from './read-callback.ts';

export interface WebhooksServices {
  readonly receiveCallback: Pick<ReceiveCallback, 'execute'>;
  readonly gateways: Pick<Gateways, 'all'>;
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy | undefined;
}

const base = '/api/paycore/webhooks';

/**
 * `POST /api/paycore/webhooks/{gateway}`, and GET for gateways that call so: hands the callback to the use case and answers
 * word for word what that says.
 */
export function webhooksApp({ receiveCallback, gateways, ...services }: WebhooksServices): Express {
  const receive = async (name: string, callback: Callback, res: Response) => {
    try {
      send(res, await receiveCallback.execute(name, callback));
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind !== 'limited') throw error;
      leaveOutOfLog(res);
      sendError(res, error);
    }
  };
  const posted: RequestHandler<{ gateway: string }> = (req, res) =>
    receive(req.params.gateway, readCallback(req, requestIdOf(res)), res);
  return shell({
    ...services,
    name: 'webhooks',
    routes(app) {
      app.use(hideFields);
      for (const { name, callbackMethods = [] } of gateways.all()) {
        if (!callbackMethods.includes('GET')) continue;
        app
          .route(`${base}/${name}`)
          // Express would hand it to GET: whoever only looks must not move money.
          .head(() => {
            throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'HEAD is not allowed here.', { Allow: 'GET, POST' });
          })
          .get((req, res) => receive(name, readGetCallback(req, requestIdOf(res)), res))
          .post(rawBody({ mayBeJson: true }), (req, res) => receive(name, readCallback(req, requestIdOf(res)), res));
      }
      app.post(`${base}/:gateway`, rawBody({ mayBeJson: true }), posted);
    },
  });
}

/** A GET callback carries its fields in the URL, including the payer's name and phone, also where a proxy misroutes it. */
const hideFields: RequestHandler = function hideFields(_req, res, next) {
  logQueryOnlyOf(res, ['payment_no']);
  next();
};

/** Not through `res.send`, which would add a charset to the type. A text goes out in one write with the headers. */
function send(res: Response, { status, type, body }: Reply): void {
  const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
  res.writeHead(status, status === 503 ? { ...headers, ...comeBackLater } : headers).end(body);
}
