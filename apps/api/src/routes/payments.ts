import {
  isPaymentNo,
  paymentNotFound,
  type CancelOwnPayment,
  type GetPayment,
  type ListPayments,
  type Payment,
  type SyncPayment,
} from '@paycore/core';
import { jsonBody, sendData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf } from '../auth.ts';
import { merchantView, type MerchantViewServices } from '../merchant-view.ts';
import { readListQuery } from '../schemas/list-query.ts';

export interface PaymentServices extends MerchantViewServices {
  readonly getPayment: Pick<GetPayment, 'execute'>;
  readonly syncPayment: Pick<SyncPayment, 'execute'>;
  readonly cancelOwnPayment: Pick<CancelOwnPayment, 'execute'>;
  readonly listPayments: Pick<ListPayments, 'execute'>;
}

/** Query, sync and cancel of one payment, and lists of them. */
export function paymentRoutes(app: Express, requireKey: RequestHandler, services: PaymentServices): void {
  const { getPayment, syncPayment, cancelOwnPayment, listPayments } = services;
  const view = (payment: Payment) => merchantView(payment, services);
  // What the body says does not matter: these calls may come without one.
  const body = jsonBody({ allowsEmpty: true });

  app.get('/api/paycore/payments', requireKey, async (req, res) => {
    const { payments, next = null } = await listPayments.execute(callerOf(res), readListQuery(req.query));
    sendData(res, { payments: payments.map(view), next_cursor: next }, 'Payments found');
  });

  app.get('/api/paycore/payments/:paymentNo', requireKey, requirePaymentNo, async (req, res) => {
    const payment = await getPayment.execute(callerOf(res), req.params.paymentNo);
    sendData(res, view(payment), 'Payment found');
  });

  app.post('/api/paycore/payments/:paymentNo/sync', requireKey, body, requirePaymentNo, async (req, res) => {
    const payment = await syncPayment.execute(callerOf(res), req.params.paymentNo);
    sendData(res, view(payment), 'Payment synced');
  });

  app.post('/api/paycore/payments/:paymentNo/cancel', requireKey, body, requirePaymentNo, async (req, res) => {
    const payment = await cancelOwnPayment.execute(callerOf(res), req.params.paymentNo);
    sendData(res, view(payment), 'Payment cancelled');
  });
}

/** A text that is no payment number is answered like an unknown one, without asking the store. */
const requirePaymentNo: RequestHandler<{ paymentNo: string }> = (req, _res, next) => {
  if (!isPaymentNo(req.params.paymentNo)) throw paymentNotFound();
  next();
};
