import { paymentNotFound, type PressButton } from '@paycore/core';
import { HttpError, rawBody } from '@paycore/http';
import type { Express, Response } from 'express';
import { z } from 'zod';
import { formAction } from '../pages/kinds/form.ts';
import { cashierPage, missingPage } from '../pages/pay-page.ts';
import { localeOf, policy, privately, type PageLog } from './page-frame.ts';
import {
  pageNumberOf,
  pagePath,
  pageUrlOf,
  viewOf,
  type Note,
  type PageRequest,
  type ViewServices,
} from './payer-view.ts';

export interface CashierServices extends PageLog, ViewServices {
  readonly pressButton: Pick<PressButton, 'execute'>;
}

const path = `${pagePath}/attempts`;

/** A form of ours has two fields and some hundred bytes. */
const maxFormBytes = 2_000;

/**
 * The press on the page's button to a cashier, the one thing there that makes an order. A visit never does: whoever previews,
 * scans or reloads the page comes by GET.
 */
export function cashierRoutes(app: Express, services: CashierServices): void {
  const { pressButton } = services;

  app.post(path, privately, rawBody(), async (req: PageRequest, res) => {
    const paymentNo = pageNumberOf(req);
    if (req.get('sec-fetch-site') === 'cross-site') return sendMissing(req, res, 403);
    const { token, after } = read(req.body as Buffer);
    const { payment, form, refusal } = await pressButton.execute({ paymentNo, token, after });
    const leadTo = (note?: Note) =>
      res
        .status(303)
        .location(pageUrlOf(req, token, note))
        .end();
    if (refusal) return leadTo('failed');
    if (!form) return leadTo();
    const view = viewOf({ payment, isPaidBeside: false }, req, token, services);
    const key = `${paymentNo}-${after}`;
    const text = await cashierPage({ form, key, pageUrl: pageUrlOf(req, token, 'back') }, view);
    res.set('Content-Security-Policy', policy({ form: new URL(formAction(form)).origin }));
    return res.type('html').send(text);
  });

  // Whoever enters the address by hand, which holds no token.
  app.use(path, privately, (req, res, next) =>
    req.method === 'GET' || req.method === 'HEAD' ? sendMissing(req, res.set('Allow', 'POST'), 405) : next(),
  );
}

const sendMissing = async (req: PageRequest, res: Response, status: number) =>
  res
    .status(status)
    .type('html')
    .send(await missingPage(localeOf(req)));

/** A field that comes twice is none. */
const single = z
  .array(z.string())
  .length(1)
  .transform(([text = '']) => text);

const press = z.object({
  token: single,
  after: single
    .pipe(
      z
        .string()
        .regex(/^\d{1,3}$/)
        .transform(Number),
    )
    .optional()
    .catch(undefined),
});

/** Throws `notFound` without a token, as all do that do not know the page. An unreadable `after` is an old page's. */
function read(body: Buffer): z.infer<typeof press> {
  if (body.length > maxFormBytes) throw new HttpError(413, 'PAYLOAD_TOO_LARGE', 'The form is too large.');
  const fields = new URLSearchParams(body.toString('utf8'));
  const read = press.safeParse({ token: fields.getAll('token'), after: fields.getAll('after') });
  if (!read.success) throw paymentNotFound();
  return read.data;
}
