import type { OpenedPage, OpenPayPage } from '@paycore/core';
import { sendPacked } from '@paycore/http';
import type { Express } from 'express';
import { pageStatus } from '../live/page-status.ts';
import { payPage } from '../pages/pay-page.ts';
import { cashierRoutes, type CashierServices } from './cashier.ts';
import { pageOfError, privately, type PageLog } from './page-frame.ts';
import { eventRoutes, type EventServices } from './payer-events.ts';
import {
  hasNote,
  pageNumberOf,
  pagePath,
  pageUrlOf,
  preferredUrl,
  tokenOf,
  viewOf,
  type PageRequest,
  type ViewServices,
} from './payer-view.ts';

export interface PayerServices extends PageLog, ViewServices, CashierServices, EventServices {
  readonly openPayPage: Pick<OpenPayPage, 'execute' | 'marks' | 'returned'>;
}

/** The payment page (`payment_url`), and its status for the script of the page. */
export function payerRoutes(app: Express, services: PayerServices): void {
  const { openPayPage, clock } = services;

  const open = (req: PageRequest, isRepeated = false): Promise<OpenedPage> =>
    openPayPage.execute(pageNumberOf(req), tokenOf(req), { isBack: hasNote(req, 'back'), isRepeated });

  app.get(pagePath, privately, async (req, res) => {
    const opened = await open(req);
    const preferred = preferredUrl(req, opened.payment);
    if (preferred !== undefined) return res.vary('Accept-Language').redirect(303, preferred);
    const { text, headers } = await payPage(viewOf(opened, req, tokenOf(req), services));
    res.set(headers);
    return sendPacked(req, res.type('html'), text);
  });

  // Gateways send payers back by POST, with fields that anybody can write: none is read. `back` keeps them from being sent there again.
  app.post(pagePath, privately, async (req, res) => {
    await openPayPage.returned(pageNumberOf(req), tokenOf(req));
    res
      .status(303)
      .location(pageUrlOf(req, tokenOf(req), 'back'))
      .end();
  });

  app.get(`${pagePath}/status`, privately, async (req, res) => {
    res.json(pageStatus(await open(req, true), req, clock.now()));
  });

  eventRoutes(app, services);
  cashierRoutes(app, services);

  app.use(pagePath, pageOfError(services.log));
}
