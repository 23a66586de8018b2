import {
  newestAttempt,
  paymentNotFound,
  secretParams,
  type OpenPayPage,
  type PressButton,
  type PickRefusal,
  type Press,
} from '@paycore/core';
import { HttpError, rawBody, sendPacked } from '@paycore/http';
import type { Express, Response } from 'express';
import * as z from 'zod';
import type { Note } from '../pages/note.ts';
import { cashierPage, missingPage } from '../pages/pay-page.ts';
import { localeOf, privately } from './page-frame.ts';
import { pageNumberOf, pagePath, pageUrlOf, viewOf, type PageRequest, type ViewServices } from './payer-view.ts';

export interface CashierServices extends ViewServices {
  readonly pressButton: Pick<PressButton, 'execute'>;
  readonly openPayPage: Pick<OpenPayPage, 'execute'>;
}

const path = `${pagePath}/attempts`;

/** A form of ours has two fields and some hundred bytes. */
const maxFormBytes = 2_000;

/** What the page is to say where a press came to nothing. */
const notes: Readonly<Record<PickRefusal, Note>> = {
  unfit: 'unfit',
  checking: 'checking',
  stuck: 'stuck',
  tooManyCodes: 'codes',
  refused: 'refused',
  failed: 'failed',
};

/**
 * The press on a button of the page, to a cashier or on a method, the one thing there that makes an order. A visit never
 * does: whoever previews, scans or reloads the page comes by GET.
 */
export function cashierRoutes(app: Express, services: CashierServices): void {
  app.post(path, privately, rawBody(), async (req: PageRequest, res) => {
    const paymentNo = pageNumberOf(req);
    if (req.get('sec-fetch-site') === 'cross-site') return sendMissing(req, res, 403);
    const press = { paymentNo, ...read(req.body as Buffer, localeOf(req)) };
    const { token, after } = press;
    const { payment, form, attempt, refusal } = await services.pressButton.execute(press);
    if (!form) {
      const isOther = attempt !== undefined && attempt !== newestAttempt(payment)?.no;
      const query = refusal ? notes[refusal] : isOther ? (`attempt=${attempt}` as const) : undefined;
      return res
        .status(303)
        .location(pageUrlOf(req, token, query))
        .end();
    }
    const opened = await services.openPayPage.execute(paymentNo, token);
    const view = viewOf({ ...opened, payment }, req, token, services);
    const key = `${paymentNo}-${after}`;
    const { text, headers } = await cashierPage({ form, key, pageUrl: pageUrlOf(req, token, 'back') }, view);
    res.set(headers);
    return sendPacked(req, res.type('html'), text);
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

const press = z.looseObject({
  [secretParams.pageToken]: single,
  gateway: single.optional().catch(undefined),
  method: single.optional().catch(undefined),
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
function read(body: Buffer, locale: string): Omit<Press, 'paymentNo'> {
  if (body.length > maxFormBytes) throw new HttpError(413, 'PAYLOAD_TOO_LARGE', 'The form is too large.');
  const fields = new URLSearchParams(body.toString('utf8'));
  const all = Object.fromEntries([...fields.keys()].map((name) => [name, fields.getAll(name)]));
  const read = press.safeParse(all);
  if (!read.success) throw paymentNotFound();
  const { token, after, gateway, method, ...rest } = read.data;
  const isPick = gateway !== undefined && method !== undefined;
  const choice = isPick && { gateway, route: method, fields: choicesOf(rest), locale };
  return { token, after, ...(choice && { choice }) };
}

/** What is chosen together with a method; which of it the method knows is judged with it. */
const choicesOf = (rest: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rest).flatMap(([name, values]) => {
      const { data } = single.safeParse(values);
      return data === undefined ? [] : [[name, data]];
    }),
  );
