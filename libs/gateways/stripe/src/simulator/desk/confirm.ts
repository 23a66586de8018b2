import { cardDeclined, declined, paid, type Intent } from '../orders.ts';
import type { IntentEvent } from '../callbacks.ts';
import { textAt, type Fields } from './form.ts';
import { invalid, missing } from './refusal.ts';

/** Stripe's own names of test cards: https://docs.stripe.com/testing. */
const cards: Readonly<Record<string, 'paid' | 'declined' | 'challenged'>> = {
  pm_card_visa: 'paid',
  pm_card_visa_chargeDeclined: 'declined',
  pm_card_threeDSecure2Required: 'challenged',
};

interface Confirmed {
  readonly change: Partial<Intent>;
  readonly event: IntentEvent;
}

type Change = (intent: Intent, page: string, fields: Fields) => Confirmed;

const waits = (nextAction: Intent['nextAction'], returnUrl: string | null): Confirmed => ({
  change: { status: 'requires_action', nextAction, returnUrl, lastError: null },
  event: 'payment_intent.requires_action',
});

function returnUrlOf(fields: Fields): string {
  const url = textAt(fields, 'return_url');
  if (url === undefined) throw missing('return_url');
  if (!/^https?:\/\//.test(url))
    throw invalid('Invalid URL: an explicit scheme must be provided.', 'url_invalid', 'return_url');
  return url;
}

const byRedirect =
  (type: string, name: string): Change =>
  (_intent, page, fields) => {
    const returnUrl = returnUrlOf(fields);
    return waits({ type, [name]: { url: page, return_url: returnUrl } }, returnUrl);
  };

const byCode =
  (type: string): Change =>
  (intent, page, fields) =>
    waits(
      { type, [type]: { data: `00020101${intent.id}`, hosted_instructions_url: page } },
      textAt(fields, 'return_url') ?? null,
    );

const card: Change = (_intent, page, fields) => {
  const name = textAt(fields, 'payment_method') ?? '';
  const behaviour = cards[name];
  if (behaviour === undefined) throw invalid(`No such PaymentMethod: '${name}'`, 'resource_missing', 'payment_method');
  if (behaviour === 'paid') return { change: paid, event: 'payment_intent.succeeded' };
  if (behaviour === 'declined') return { change: declined(cardDeclined), event: 'payment_intent.payment_failed' };
  const sdk = { type: 'stripe_3ds2_challenge', stripe_js: page };
  return waits({ type: 'use_stripe_sdk', use_stripe_sdk: sdk }, textAt(fields, 'return_url') ?? null);
};

const wechat: Change = (intent, page, fields) => {
  const client = textAt(fields, 'payment_method_options', 'wechat_pay', 'client') ?? intent.wechatClient;
  if (client !== 'web') throw missing('payment_method_options[wechat_pay][client]');
  return byCode('wechat_pay_display_qr_code')(intent, page, fields);
};

const promptpay: Change = (intent, page, fields) => {
  const email = textAt(fields, 'payment_method_data', 'billing_details', 'email') ?? '';
  if (!email.includes('@')) throw missing('payment_method_data[billing_details][email]');
  return byCode('promptpay_display_qr_code')(intent, page, fields);
};

const fpx: Change = (intent, page, fields) => {
  if (!textAt(fields, 'payment_method_data', 'fpx', 'bank')) throw missing('payment_method_data[fpx][bank]');
  return byRedirect('redirect_to_url', 'redirect_to_url')(intent, page, fields);
};

const changes: Readonly<Record<string, Change>> = {
  card,
  alipay: byRedirect('alipay_handle_redirect', 'alipay_handle_redirect'),
  wechat_pay: wechat,
  grabpay: byRedirect('redirect_to_url', 'redirect_to_url'),
  paynow: byCode('paynow_display_qr_code'),
  promptpay,
  fpx,
};

/** What a payer's choice does to the intent. `page`: where the payer goes on with it. */
export function confirm(intent: Intent, fields: Fields, page: string): Confirmed {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    const message = `This PaymentIntent's payment could not be confirmed because it has a status of ${intent.status}.`;
    throw invalid(message, 'payment_intent_unexpected_state');
  }
  const type = textAt(fields, 'payment_method_data', 'type') ?? 'card';
  const change = changes[type];
  if (!change || !intent.types.includes(type)) {
    throw invalid(`The PaymentMethod type ${type} is not allowed here.`, 'payment_intent_incompatible_payment_method');
  }
  return change(intent, page, fields);
}
