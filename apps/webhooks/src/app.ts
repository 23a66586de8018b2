import type { Log, ReceiveCallback, Reply } from '@paycore/core';
import { rawBody, requestIdOf, shell, type AppMetrics, type TrustProxy } from '@paycore/http';
import type { Express, Response } from 'express';
import { readCallback } from './callback.ts';

export interface WebhooksServices {
  readonly receiveCallback: Pick<ReceiveCallback, 'execute'>;
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy | undefined;
}

/** `POST /api/paycore/webhooks/{gateway}`: hands the callback to the use case and answers word for word what that says. */
export function webhooksApp({ receiveCallback, ...services }: WebhooksServices): Express {
  return shell({
    ...services,
    name: 'webhooks',
    routes(app) {
      app.post<{ gateway: string }>('/api/paycore/webhooks/:gateway', rawBody(), async (req, res) => {
        send(res, await receiveCallback.execute(req.params.gateway, readCallback(req, requestIdOf(res))));
      });
    },
  });
}

/** Not through `res.send`, which would add a charset to the type. A text goes out in one write with the headers. */
function send(res: Response, { status, type, body }: Reply): void {
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}
