import {
  isPaymentNo,
  paymentNotFound,
  type GetPayment,
  type Links,
  type Payment,
  type SyncPayment,
} from '@paycore/core';
import { jsonBody, paymentView, sendData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf } from '../auth.ts';

export interface PaymentServices {
  readonly getPayment: Pick<GetPayment, 'execute'>;
  readonly syncPayment: Pick<SyncPayment, 'execute'>;
  readonly links: Pick<Links, 'page'>;
}

/** Query and sync of one payment. */
export function paymentRoutes(app: Express, requireKey: RequestHandler, services: PaymentServices): void {
  const { getPayment, syncPayment, links } = services;
  const view = (payment: Payment) => paymentView(payment, { pageUrl: links.page(payment.paymentNo) });

  app.get('/api/paycore/payments/:paymentNo', requireKey, requirePaymentNo, async (req, res) => {
    const payment = await getPayment.execute(callerOf(res), req.params.paymentNo);
    sendData(res, view(payment), 'Payment found');
  });

  app.post(
    '/api/paycore/payments/:paymentNo/sync',
    requireKey,
    jsonBody({ allowsEmpty: true }),
    requirePaymentNo,
    async (req, res) => {
      const payment = await syncPayment.execute(callerOf(res), req.params.paymentNo);
      sendData(res, view(payment), 'Payment synced');
    },
  );
}

/** A text that is no payment number is answered like an unknown one, without asking the store. */
const requirePaymentNo: RequestHandler<{ paymentNo: string }> = (req, _res, next) => {
  if (!isPaymentNo(req.params.paymentNo)) throw paymentNotFound();
  next();
};
