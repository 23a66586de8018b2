import type { PaidMoney, SummarizeHome } from '@paycore/core';
import { sendData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf } from '../auth.ts';
import { merchantView, type MerchantViewServices } from '../merchant-view.ts';
import { readOverviewQuery } from '../schemas/overview-query.ts';

export interface HomeServices extends MerchantViewServices {
  readonly summarizeHome: Pick<SummarizeHome, 'execute'>;
}

/** What the merchant was paid, and the newest payments. */
export function homeRoutes(app: Express, requireKey: RequestHandler, services: HomeServices): void {
  app.get('/api/paycore/home/overview', requireKey, async (req, res) => {
    const question = readOverviewQuery(req.query, req.get('x-paycore-timezone'));
    const { byCurrency, recent, ...money } = await services.summarizeHome.execute(callerOf(res), question);
    const currencies = Object.entries(byCurrency).map(([currency, paid]) => [currency, moneyView(paid)]);
    const data = {
      ...moneyView(money),
      by_currency: Object.fromEntries(currencies) as Record<string, ReturnType<typeof moneyView>>,
      recent_transactions: recent.map((payment) => merchantView(payment, services)),
    };
    sendData(res, data, 'Overview found');
  });
}

/** In major units, as JSON numbers. */
const moneyView = ({ today, month, toReturn }: PaidMoney) => ({
  today_amount: today,
  month_amount: month,
  to_return_amount: toReturn,
});
