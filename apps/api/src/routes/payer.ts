import { type Gateway, type OpenedPage, type OpenPayPage } from '@paycore/core';
import { sendPacked } from '@paycore/http';
import type { Express } from 'express';
import { pageStatus } from '../live/page-status.ts';
import { gatewayPageOf, payPage } from '../pages/pay-page.ts';
import type { View } from '../pages/view.ts';
import { cashierRoutes, type CashierServices } from './cashier.ts';
import { pageOfError, policy, privately, type PageLog } from './page-frame.ts';
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
  const { openPayPage, clock, gateways } = services;

  const open = (req: PageRequest, isRepeated = false): Promise<OpenedPage> =>
    openPayPage.execute(pageNumberOf(req), tokenOf(req), { isBack: hasNote(req, 'back'), isRepeated });

  app.get(pagePath, privately, async (req, res) => {
    const opened = await open(req);
    const preferred = preferredUrl(req, opened.payment);
    if (preferred !== undefined) return res.vary('Accept-Language').redirect(303, preferred);
    const view = viewOf(opened, req, tokenOf(req), services);
    const text = await payPage(view);
    res.set(allowances(view, view.attempt && gateways.get(view.attempt.gateway)));
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

/** What the page of an open payment may do beyond the others: no more than its kind needs. */
function allowances(view: View, gateway: Gateway | undefined): Record<string, string> {
  if (view.shown === 'form' || view.shown === 'choose')
    return { 'Content-Security-Policy': policy({ form: "'self'" }) };
  const element = gatewayPageOf(view)?.kind === 'element' ? gateway?.element : undefined;
  if (!element) return {};
  return {
    'Content-Security-Policy': policy({ element: element.origins }),
    // The gateway may want to know on whose page its form stands; the rest of the address, with the token, it is not told.
    'Referrer-Policy': 'strict-origin',
    // Banks and wallets may ask in a window of their own, which must find the way back.
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  };
}
