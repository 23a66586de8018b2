import { isPaymentNo, paymentNotFound, type Clock, type Links, type ReceiveReturn, type Strings } from '@paycore/core';
import type { Express, Request } from 'express';
import { replacedPage, statePage } from '../pages/pay-page.ts';
import { shownOf } from '../pages/shown.ts';
import { isLocale } from '../pages/texts.ts';
import { pageOfError, privately, type PageLog } from './page-frame.ts';

export interface ReturnServices extends PageLog {
  readonly receiveReturn: Pick<ReceiveReturn, 'execute'>;
  readonly links: Pick<Links, 'page'>;
  readonly clock: Pick<Clock, 'now'>;
}

type ReturnRequest = Request<{ locale: string; gateway: string; paymentNo: string }>;

const path = '/:locale/payment/:gateway/return/:paymentNo';

/** Where gateways send payers back to that know no page of ours with its token. */
export function returnRoutes(app: Express, services: ReturnServices): void {
  const { receiveReturn, links, clock } = services;

  app.get(path, privately, async (req: ReturnRequest, res) => {
    const { locale, gateway, paymentNo } = req.params;
    if (!isLocale(locale) || !isPaymentNo(paymentNo)) throw paymentNotFound();
    const seen = await receiveReturn.execute(gateway, paymentNo, singles(req.query));
    if (seen.shows === 'page') {
      const page = links.page(paymentNo, locale);
      return res.redirect(303, seen.isWaiting ? `${page}&back=1` : page);
    }
    const text =
      seen.shows === 'replaced'
        ? await replacedPage(locale)
        : await statePage(locale, shownOf(seen, clock.now()), seen.payment.request.urls.success);
    return res.type('html').send(text);
  });

  // As at the payment page: nothing that was posted is read.
  app.post(path, privately, (req: ReturnRequest, res) => {
    const { locale, gateway, paymentNo } = req.params;
    if (!isLocale(locale) || !isPaymentNo(paymentNo)) throw paymentNotFound();
    const query = new URLSearchParams(singles(req.query)).toString();
    res.redirect(303, `/${locale}/payment/${encodeURIComponent(gateway)}/return/${paymentNo}${query && `?${query}`}`);
  });

  app.use(path, pageOfError(services.log));
}

/** A repeated parameter proves nothing. */
const singles = (query: ReturnRequest['query']): Strings =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
