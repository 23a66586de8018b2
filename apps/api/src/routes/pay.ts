import {
  isPayable,
  formAttempt,
  type CreatePayment,
  type Gateways,
  type Payment,
  type UrlRefusalOf,
} from '@paycore/core';
import { jsonBody, nameInLog, sendData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf, mustUseHttps } from '../auth.ts';
import { merchantView, type MerchantViewServices } from '../merchant-view.ts';
import { createReader, lacksCredentials } from '../schemas/create-payment.ts';

export interface PayServices extends MerchantViewServices {
  readonly gateways: Pick<Gateways, 'all'>;
  readonly createPayment: Pick<CreatePayment, 'execute' | 'hasAccount'>;
  readonly urlRefusal: UrlRefusalOf;
}

/** `POST /api/paycore/pay/{gateway}/{method}` for every method that an installed gateway declares. */
export function payRoutes(app: Express, requireKey: RequestHandler, services: PayServices): void {
  const { gateways, createPayment, clock } = services;
  const readCreate = createReader(services.urlRefusal);
  for (const gateway of gateways.all()) {
    for (const route of Object.keys(gateway.methods)) {
      app.post(`/api/paycore/pay/${gateway.name}/${route}`, requireKey, jsonBody(), async (req, res) => {
        const caller = callerOf(res);
        const hasAccount = lacksCredentials(req.body) && (await createPayment.hasAccount(caller, gateway.name));
        const terms = { hasAccount, isHttpsOnly: mustUseHttps(caller) };
        const order = { gateway: gateway.name, route, ...readCreate(gateway, route, req.body, terms) };
        const { payment, created } = await createPayment.execute(caller, order);
        nameInLog(res, payment.paymentNo);
        const view = merchantView(payment, services);
        // Not a literal that begins with a spread: V8 would give each answer a hidden class of its own.
        const data = Object.assign(view, { created }, redirectForm(payment, clock.now()));
        sendData(res, data, 'Payment created successfully');
      });
    }
  }
}

/**
 * The form that a merchant may post instead of sending the payer to `payment_url`, while it can be paid: never one that a
 * browser has taken to the cashier from our page.
 */
function redirectForm(payment: Payment, now: Date) {
  const attempt = formAttempt(payment);
  if (payment.status !== 'pending' || !attempt || !isPayable(attempt, now)) return {};
  const page = attempt.page?.reveal();
  if (page?.kind !== 'form') return {};
  return { redirect_form: { action: page.action, method: 'POST', fields: page.fields } };
}
