import type { Gateways, ManageMethods, MethodList } from '@paycore/core';
import { jsonBody, sendData, sendPackedData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { managedShop } from '../auth.ts';
import { readMethods } from '../schemas/manage-methods.ts';
import { readSide } from '../schemas/manage.ts';

export interface ManageMethodServices {
  readonly gateways: Gateways;
  readonly manageMethods: Pick<ManageMethods, 'read' | 'replace'>;
}

const path = '/api/paycore/manage/methods';

/** The methods that a project's payers may pick. */
export function manageMethodRoutes(app: Express, withKey: RequestHandler, services: ManageMethodServices): void {
  const { gateways, manageMethods } = services;

  app.get(path, withKey, async (req, res) => {
    const list = await manageMethods.read(managedShop(res, readSide(req.query)));
    await sendPackedData(req, res, view(list), 'Methods found');
  });

  app.put(path, withKey, jsonBody(), async (req, res) => {
    const { environment, list } = readMethods(gateways, req.body);
    sendData(res, view(await manageMethods.replace(managedShop(res, environment), list)), 'Methods stored');
  });
}

const view = ({ version, methods }: MethodList) => ({
  version,
  methods: methods.map(({ gateway, route, isEnabled, min = null, max = null }) => ({
    ...{ gateway, method: route, enabled: isEnabled },
    ...{ min, max },
  })),
});
