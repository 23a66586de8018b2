import type { CreateLink, Gateways, OfferedMethod, OfferMethods, UrlRefusalOf } from '@paycore/core';
import { jsonBody, nameInLog, sendData, sendPackedData } from '@paycore/http';
import type { Express, RequestHandler } from 'express';
import { callerOf, mustUseHttps } from '../auth.ts';
import { merchantView, type MerchantViewServices } from '../merchant-view.ts';
import { linkReader } from '../schemas/create-link.ts';
import { readMethodsQuery } from '../schemas/methods-query.ts';

export interface LinkServices extends MerchantViewServices {
  readonly gateways: Pick<Gateways, 'all'>;
  readonly createLink: Pick<CreateLink, 'execute'>;
  readonly offerMethods: Pick<OfferMethods, 'execute'>;
  readonly urlRefusal: UrlRefusalOf;
}

/** Creates for which the payer picks the method, and what they could pick. */
export function linkRoutes(app: Express, requireKey: RequestHandler, services: LinkServices): void {
  const { gateways, createLink, offerMethods, clock, urlRefusal } = services;
  const installed = new Set(
    gateways.all().flatMap(({ name, methods }) => Object.keys(methods).map((route) => `${name}/${route}`)),
  );
  const rules = { urlRefusal, isMethod: (name: string) => installed.has(name) };
  const [readAny, readHttps] = [linkReader(rules), linkReader({ ...rules, isHttpsOnly: true })];

  app.post('/api/paycore/pay', requireKey, jsonBody(), async (req, res) => {
    const caller = callerOf(res);
    const read = mustUseHttps(caller) ? readHttps : readAny;
    const { payment, created } = await createLink.execute(caller, read(req.body, clock.now()));
    nameInLog(res, payment.paymentNo);
    sendData(res, { ...merchantView(payment, services), created }, 'Payment created successfully');
  });

  app.get('/api/paycore/methods', requireKey, async (req, res) => {
    const methods = await offerMethods.execute(callerOf(res), readMethodsQuery(req.query));
    await sendPackedData(req, res, { methods: methods.map(methodView) }, 'Methods found');
  });
}

const methodView = ({ gateway, route, min, max, currencies }: OfferedMethod) => ({
  gateway,
  method: route,
  min: min ?? null,
  max: max ?? null,
  currencies: currencies ?? null,
});
