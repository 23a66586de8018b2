import {
  isPaymentNo,
  majorUnits,
  newestAttempt,
  paymentNotFound,
  secretParams,
  type Clock,
  type Gateways,
  type Links,
  type Method,
  type OpenedPage,
  type Payment,
} from '@paycore/core';
import type { Request } from 'express';
import { driverUrl } from '../assets.ts';
import { notes, type Note } from '../pages/note.ts';
import { pickedAttempt, type Asked } from '../pages/picked.ts';
import { shownOf } from '../pages/shown.ts';
import { isLocale, translator, type Locale } from '../pages/texts.ts';
import { pagePathWith, type View } from '../pages/view.ts';
import { localeOf, spokenBy, standardLocale } from './page-frame.ts';

export interface ViewServices {
  readonly gateways: Pick<Gateways, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly links: Pick<Links, 'page'>;
  /** Where the sandbox stands; only in the demo. */
  readonly sandboxUrl?: string;
  /** A gateway's own name, as payers know it; the name it has in addresses where absent. */
  readonly gatewayTitle?: (gateway: string, locale: Locale) => string | undefined;
}

export type PageRequest = Request<{ locale: string; paymentNo: string }>;

export const pagePath = '/:locale/pay/:paymentNo';

/** What an address may say while the page is still as the merchant handed it out. */
const untouched: readonly string[] = [secretParams.pageToken, 'back'];

/**
 * Where the payer's browser would rather have the page, as long as neither the merchant nor the shop nor the payer has chosen a
 * language; undefined where it is there.
 */
export function preferredUrl(req: PageRequest, { request, attempts }: Payment): string | undefined {
  const isOpen = request.locale === undefined && !attempts.some(({ locale }) => locale !== undefined);
  const isUntouched = Object.keys(req.query).every((name) => untouched.includes(name));
  const preferred = spokenBy(req) ?? standardLocale;
  if (!isOpen || !isUntouched || req.params.locale !== standardLocale || preferred === standardLocale) return undefined;
  return req.originalUrl.replace(`/${standardLocale}/`, `/${preferred}/`);
}

/** Throws `notFound`, as all do that do not know the page. */
export function pageNumberOf({ params: { locale, paymentNo } }: PageRequest): string {
  if (!isLocale(locale) || !isPaymentNo(paymentNo)) throw paymentNotFound();
  return paymentNo;
}

/** A repeated token arrives as an array. Throws `notFound`, as all do that do not know the page. */
export function tokenOf({ query }: PageRequest): string {
  const token = query[secretParams.pageToken];
  if (typeof token !== 'string') throw paymentNotFound();
  return token;
}

/** The page's address, in the language of the request. */
export const pageUrlOf = (
  { params: { locale, paymentNo } }: PageRequest,
  token: string,
  query?: Note | `attempt=${number}`,
): string => pagePathWith({ locale, paymentNo, token }, query);

export const hasNote = ({ query }: PageRequest, note: Note): boolean => query[note] !== undefined;

const notesOf = (req: PageRequest): ReadonlySet<Note> => new Set(notes.filter((note) => hasNote(req, note)));

/** What the payer asks to see. A pick that came to nothing leads back to the others, unless it is still being tried. */
export function askedOf(req: PageRequest, payment: Payment): Asked {
  if (payment.mode === 'direct') return {};
  const asked = notesOf(req);
  const isStuck = asked.has('failed') && newestAttempt(payment)?.page === undefined;
  const isRefused = asked.has('refused') || asked.has('unfit') || asked.has('codes');
  const { attempt } = req.query;
  return {
    isChoosing: asked.has('choose') || isRefused || isStuck,
    ...(typeof attempt === 'string' && /^\d{1,2}$/.test(attempt) && { attempt: Number(attempt) }),
  };
}

/** All that the page may show to this request, which holds the page's token. */
export function viewOf(opened: OpenedPage, req: PageRequest, token: string, services: ViewServices): View {
  const { gateways, clock, links, sandboxUrl, gatewayTitle } = services;
  const { payment, page: shop } = opened;
  const now = clock.now();
  const asked = askedOf(req, payment);
  const attempt = pickedAttempt(payment, now, asked);
  const gateway = attempt && gateways.get(attempt.gateway);
  const locale = localeOf(req);
  return {
    payment,
    attempt,
    now,
    shown: shownOf(opened, now, asked),
    asked,
    offered: opened.offered,
    shop,
    amount: amountOf(payment, attempt && gateway?.methods[attempt.route]),
    locale,
    notes: notesOf(req),
    isBack: hasNote(req, 'back'),
    isPressFailed: payment.mode === 'direct' && hasNote(req, 'failed'),
    isDeclined: payment.events.some(({ type, attempt: no = 1 }) => type === 'declined' && no === attempt?.no),
    press: { token, after: payment.attempts.length },
    absoluteUrl: links.page(payment.paymentNo, locale),
    t: translator(locale),
    gatewayTitle: (name) => gatewayTitle?.(name, locale) ?? name,
    ...(gateway?.element && { scripts: { ...gateway.element, driver: driverUrl(gateway) } }),
    ...(sandboxUrl !== undefined &&
      attempt && { sandboxOrderUrl: `${sandboxUrl}/${attempt.gateway}/orders/${attempt.gatewayOrderNo}` }),
  };
}

/** In major units: in direct mode the request has its amount in the method's unit. */
function amountOf({ mode, request: { amount, decimals, currency } }: Payment, method: Method | undefined): string {
  const unit = mode === 'direct' ? (method?.decimalsOf(currency) ?? 0) : 0;
  return majorUnits(amount, decimals ?? unit);
}
