import type { MethodDocs, RefusalDocs, LocalizedText } from '@paycore/core';
import { typeOf } from '../methods.ts';
import { createRefusals, currencyUnsupported } from './errors.ts';

function method(
  route: string,
  title: LocalizedText,
  example: NonNullable<MethodDocs['example']>,
  {
    refusals = [currencyUnsupported],
    notes = [],
  }: { refusals?: readonly RefusalDocs[]; notes?: readonly LocalizedText[] } = {},
): [string, MethodDocs] {
  const type = typeOf(route);
  const docs: MethodDocs = {
    title,
    summary: {
      zh: `付款人在 PayCore 付款頁上以 Stripe 表單付款（${type}）。`,
      en: `The payer pays with Stripe’s form on the payment page (${type}).`,
    },
    example,
    info: {
      stripe_payment_method: {
        meaning: { zh: 'Stripe 的付款方式名稱。', en: 'The method as Stripe names it.' },
        schema: { const: type },
        example: type,
      },
    },
    refusals: [...refusals, ...createRefusals],
    notes: [pageOnly, ...notes],
  };
  return [route, docs];
}

const pageOnly: LocalizedText = {
  zh: 'client_secret 與 publishable_key 只送到付款頁，不會出現在 API 回應。',
  en: 'client_secret and publishable_key reach only the payment page, never an API answer.',
};

export const methods: Readonly<Record<string, MethodDocs>> = Object.fromEntries([
  method('credit', { zh: '信用卡', en: 'Credit card' }, { amount: 98000, currency: 'TWD' }, { refusals: [] }),
  method(
    'alipay',
    { zh: '支付寶 Alipay', en: 'Alipay' },
    { amount: 9800, currency: 'CNY' },
    {
      notes: [
        {
          zh: '支付寶可能未對該帳號所在國家開放，Stripe 會拒絕。',
          en: 'Stripe refuses this where Alipay is not available in the account’s country.',
        },
      ],
    },
  ),
  method(
    'wechat-pay',
    { zh: '微信支付 WeChat Pay', en: 'WeChat Pay' },
    { amount: 9800, currency: 'CNY' },
    {
      notes: [
        {
          zh: '帳號未開通微信支付時，Stripe 會拒絕。',
          en: 'Stripe refuses this where WeChat Pay is not available to the account.',
        },
      ],
    },
  ),
  method('grabpay', { zh: 'GrabPay', en: 'GrabPay' }, { amount: 9800, currency: 'SGD' }),
  method('paynow', { zh: 'PayNow（新加坡）', en: 'PayNow (Singapore)' }, { amount: 9800, currency: 'SGD' }),
  method('promptpay', { zh: 'PromptPay（泰國）', en: 'PromptPay (Thailand)' }, { amount: 98000, currency: 'THB' }),
  method(
    'fpx',
    { zh: 'FPX（馬來西亞）', en: 'FPX (Malaysia)' },
    { amount: 9800, currency: 'MYR' },
    {
      notes: [
        {
          zh: '帳號沒有商業登記號碼時，Stripe 會拒絕 FPX。',
          en: 'Stripe refuses FPX for an account without a Business Registration Number.',
        },
      ],
    },
  ),
]);
