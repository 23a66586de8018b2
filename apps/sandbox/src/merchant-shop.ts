import type { Express, Response } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import { rawBody, textOf } from './body.ts';
import type { DemoMerchant } from './merchant.ts';
import { merchantPage, sendPage } from './pages.ts';
import { learnFrom, type Shop } from './shop/routes.ts';

/** Where the demo merchant's notices arrive, and a page that shows them. */
export function addMerchantShop(app: Express, { merchant, orders }: Pick<Shop, 'merchant' | 'orders'>): void {
  app.get('/merchant', async (_req, res) => sendPage(res, await merchantPage(merchant.notices())));
  app.post('/merchant/payok', rawBody, async (req, res) => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(req.headers)) headers[name] = String(value);
    const { verified, body } = merchant.receive(headers, textOf(req.body));
    if (verified) learnFrom(orders, headers['webhook-id'] ?? '', body);
    await answer(merchant, res);
  });
}

/** As the mode stood when the notice came. */
async function answer({ mode }: DemoMerchant, res: Response): Promise<void> {
  if (mode.hang) return;
  await pause(mode.ms, undefined, { ref: false });
  res
    .status(mode.status)
    .set(mode.headers)
    .json({ received: mode.status < 300 });
}
