import type { CreatePayment, Gateways, Links, Payment } from '@paycore/core';
import { jsonBody, nameInLog, paymentView, sendData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf } from '../auth.ts';
import { createReader } from '../schemas/create-payment.ts';

export interface PayServices {
  readonly gateways: Pick<Gateways, 'all'>;
  readonly createPayment: Pick<CreatePayment, 'execute'>;
  readonly links: Pick<Links, 'page'>;
  readonly isForbiddenUrl: (url: string) => boolean;
}

/** `POST /api/paycore/pay/{gateway}/{method}` for every method that an installed gateway declares. */
export function payRoutes(app: Express, requireKey: RequestHandler, services: PayServices): void {
  const { gateways, createPayment, links } = services;
  const readCreate = createReader(services.isForbiddenUrl);
  for (const gateway of gateways.all()) {
    for (const route of Object.keys(gateway.methods)) {
      app.post(`/api/paycore/pay/${gateway.name}/${route}`, requireKey, jsonBody(), async (req, res) => {
        const order = { gateway: gateway.name, route, ...readCreate(gateway, route, req.body) };
        const { payment, created } = await createPayment.execute(callerOf(res), order);
        nameInLog(res, payment.paymentNo);
        const view = paymentView(payment, { pageUrl: links.page(payment.paymentNo) });
        sendData(res, { ...view, created, ...redirectForm(payment) }, 'Payment created successfully');
      });
    }
  }
}

/** The form that a merchant may post instead of sending the payer to `payment_url`. */
function redirectForm(payment: Payment) {
  if (payment.status !== 'pending') return {};
  const page = payment.page?.reveal();
  if (page?.kind !== 'form') return {};
  return { redirect_form: { action: page.action, method: 'POST', fields: page.fields } };
}
