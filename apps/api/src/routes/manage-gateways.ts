import type { ManageGateways, ShownAccount } from '@paycore/core';
import { jsonBody, sendData, sendPackedData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { managedShop } from '../auth.ts';
import { readSide, readStoreGateway } from '../schemas/manage.ts';

export interface ManageGatewayServices {
  readonly manageGateways: Pick<ManageGateways, 'list' | 'store' | 'remove' | 'verify'>;
}

const path = '/api/paycore/manage/gateways';

/** The accounts that a project has stored. */
export function manageGatewayRoutes(app: Express, withKey: RequestHandler, services: ManageGatewayServices): void {
  const { manageGateways } = services;

  app.get(path, withKey, async (req, res) => {
    const accounts = await manageGateways.list(managedShop(res, readSide(req.query)));
    await sendPackedData(req, res, view(accounts), 'Gateways found');
  });

  app.put(`${path}/:gateway`, withKey, jsonBody(), async (req, res) => {
    const { gateway } = req.params as { gateway: string };
    const { environment, credentials } = readStoreGateway(req.body);
    sendData(
      res,
      view(await manageGateways.store(managedShop(res, environment), gateway, credentials)),
      'Gateway stored',
    );
  });

  app.delete(`${path}/:gateway`, withKey, async (req, res) => {
    const { gateway } = req.params as { gateway: string };
    sendData(res, view(await manageGateways.remove(managedShop(res, readSide(req.query)), gateway)), 'Gateway removed');
  });

  app.post(`${path}/:gateway/verify`, withKey, async (req, res) => {
    const { gateway } = req.params as { gateway: string };
    sendData(
      res,
      view(await manageGateways.verify(managedShop(res, readSide(req.query)), gateway)),
      'Gateway verified',
    );
  });
}

const view = (accounts: readonly ShownAccount[]) => ({
  gateways: accounts.map(({ verifiedAt, verifyResult, ...account }) => ({
    ...account,
    verified_at: verifiedAt?.toISOString() ?? null,
    verify_result: verifyResult ?? null,
  })),
});
