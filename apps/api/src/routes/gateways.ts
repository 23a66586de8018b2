import { unsupportedAction, type Gateways, type ReadBalance } from '@paycore/core';
import { jsonBody, sendData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf } from '../auth.ts';
import { readBalanceBody } from '../schemas/balance.ts';

export interface GatewayServices {
  readonly gateways: Pick<Gateways, 'named'>;
  readonly readBalance: Pick<ReadBalance, 'execute'>;
}

/** What a merchant may ask of a gateway beside payments. */
export function gatewayRoutes(app: Express, requireKey: RequestHandler, services: GatewayServices): void {
  const { gateways, readBalance } = services;

  app.post('/api/paycore/gateways/:gateway/balance', requireKey, jsonBody(), async (req, res) => {
    const { gateway } = req.params as { gateway: string };
    const { balance, raw } = await readBalance.execute(callerOf(res), gateway, readBalanceBody(req.body));
    sendData(res, { gateway, balance, raw_response: raw }, 'Gateway action completed');
  });

  app.post('/api/paycore/gateways/:gateway/:action', requireKey, jsonBody(), (req) => {
    const { gateway } = req.params as { gateway: string };
    gateways.named(gateway);
    throw unsupportedAction();
  });
}
