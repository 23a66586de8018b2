import { parseUrl, type Created, type GatewayRuntime, type Order } from '@paycore/core';
import type { Call } from './client.ts';
import { createFailed, rejected, unclear } from './refusals.ts';
import { amountText, isMoneyOf, isOf, readOrder, requestIdOf, type PayPalOrder } from './wire.ts';

/** PayPal's limit for a description, in UTF-16 units. */
const maxDescriptionLength = 127;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** All but what joins emoji into one. */
const unprintable = /(?:(?![\u200d\u{e0020}-\u{e007f}])\p{C})+/gu;

/** Cut where a reader sees one character end and another begin. */
function cut(text: string, maxLength: number): string {
  const plain = text.replaceAll(unprintable, ' ').trim();
  let end = 0;
  for (const { index, segment } of graphemes.segment(plain.slice(0, 4 * maxLength))) {
    if (index + segment.length > maxLength) break;
    end = index + segment.length;
  }
  return plain.slice(0, end);
}

/** The order as PayPal's Orders v2 takes it. */
export function createRequest(order: Order) {
  const { currency, itemName, paymentNo, gatewayOrderNo, urls } = order;
  const description = cut(itemName, maxDescriptionLength);
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        amount: { currency_code: currency, value: amountText(order) },
        ...(description !== '' && { description }),
        custom_id: paymentNo,
        invoice_id: gatewayOrderNo,
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          return_url: urls.return,
          // PayPal adds a `token` of its own, which would clash with the one in the page's own address.
          cancel_url: urls.returnWithToken,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          ...(urls.locale !== undefined && { locale: spokenLocale(urls.locale) }),
        },
      },
    },
  };
}

/**
 * PayPal names languages with a region: developer.paypal.com/api/rest/reference/locale-codes. Its pages speak no Vietnamese
 * and no Malay: those payers read English there.
 */
const spoken = ['zh-TW', 'zh-CN', 'en-US', 'ja-JP', 'ko-KR', 'th-TH', 'id-ID'];

function spokenLocale(tag: string): string {
  const { language, region } = new Intl.Locale(tag).maximize();
  const locale = `${language}-${region}`;
  return spoken.includes(locale) ? locale : 'en-US';
}

/**
 * Throws `rejected`, `unavailable`. PayPal answers a repeat within 6 hours with the first request's order. After that it
 * makes another one, or refuses it where the account wants invoice numbers to be unique.
 */
export const create = (order: Order, call: Call, runtime: GatewayRuntime): Promise<Created> =>
  placeOrder(order, call, runtime).catch((error: unknown) => {
    throw createFailed(error);
  });

async function placeOrder(order: Order, call: Call, runtime: GatewayRuntime): Promise<Created> {
  const answer = await call({
    method: 'POST',
    path: '/v2/checkout/orders',
    body: JSON.stringify(createRequest(order)),
    requestId: requestIdOf(order),
  });
  if ('refusal' in answer) {
    // The same order is being made by another request of ours.
    if (answer.refusal.status === 409) throw unclear('a repeat at the same time', answer.refusal.log);
    throw rejected(answer.refusal);
  }
  return readCreated(readOrder(answer.body), order, runtime);
}

function readCreated(made: PayPalOrder, order: Order, { sandboxUrl }: GatewayRuntime): Created {
  for (const unit of made.purchase_units ?? []) {
    const isOurs = isOf(unit, order) && (!unit.amount || isMoneyOf(unit.amount, order));
    if (!isOurs) throw unclear('another order', { order_id: made.id });
  }
  const url = approvalUrl(made, sandboxUrl);
  if (url === undefined) throw unclear('no link to send the payer to', { order_id: made.id, status: made.status });
  return { gatewayTradeNo: made.id, info: { approval_url: url }, page: { kind: 'redirect', url } };
}

/** With payment_source PayPal calls the link payer-action, without it approve. */
function approvalUrl({ links }: PayPalOrder, sandboxUrl: string | undefined): string | undefined {
  const link = links?.find(({ rel }) => rel === 'payer-action') ?? links?.find(({ rel }) => rel === 'approve');
  const url = link && parseUrl(link.href);
  if (!url) return undefined;
  const isSandbox = sandboxUrl !== undefined && url.origin === new URL(sandboxUrl).origin;
  return url.protocol === 'https:' || isSandbox ? link.href : undefined;
}
