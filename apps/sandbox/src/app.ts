import type { Log } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import type { Express } from 'express';
import { addControl } from './control.ts';
import { addMerchantShop } from './merchant-shop.ts';
import { mount } from './mount.ts';
import { homePage, sendPage } from './pages.ts';
import type { Sandbox } from './sandbox.ts';
import { addShop } from './shop/routes.ts';

export function sandboxApp(sandbox: Sandbox, log: Log): Express {
  const { gateways, shop, url } = sandbox;
  return shell({
    name: 'sandbox',
    log,
    metrics: createMetrics(),
    ready: () => Promise.resolve(true),
    routes: (app) => {
      app.get('/', async (_req, res) => {
        const shown = gateways.map(({ gateway, simulator }) => ({ name: gateway, orders: simulator.orders() }));
        sendPage(res, await homePage(shown));
      });
      addControl(app, sandbox);
      addMerchantShop(app, shop);
      addShop(app, shop);
      mount(app, gateways, new URL(url).origin);
    },
  });
}
