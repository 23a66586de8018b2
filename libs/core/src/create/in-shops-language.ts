import type { PaymentRequest } from '../domain/payment.ts';
import type { PageSettings } from '../domain/shop.ts';

/** The request in the shop's own language where it names none; where the shop has none either, the payer's browser decides. */
export function inShopsLanguage(request: PaymentRequest, { defaultLocale }: PageSettings): PaymentRequest {
  return request.locale === undefined && defaultLocale !== undefined ? { ...request, locale: defaultLocale } : request;
}
