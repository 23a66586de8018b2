import type { FieldDocs, FieldTable, MethodDocs, LocalizedText } from '@paycore/core';
import { barcodeFields, infoFields } from '@paycore/gateway-kit';
import { introUrl } from '../issued-code.ts';
import { backgroundMismatch, cashierMismatch, codeRefusals } from './errors.ts';

/** ECPay issues it after the create has answered. */
const later = (fields: FieldTable): FieldTable =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, FieldDocs] => [
      name,
      {
        ...field,
        required: false,
        meaning: { zh: `${field.meaning.zh}綠界取號後才有。`, en: `${field.meaning.en} Once ECPay has issued it.` },
      },
    ]),
  );

const under = (fields: FieldTable): FieldTable =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [`ecpay.${name}`, field]));

const { bank_code, bank_name, virtual_account, payment_code, expire_at } = infoFields;
const account = { bank_code, bank_name, virtual_account, expire_at };
const { barcode1, barcode2, barcode3, expire_at: barcodeTerm, ...always } = barcodeFields(introUrl);

const form = (choice: string): NonNullable<MethodDocs['form']> => ({
  action: 'https://payment-stage.ecpay.com.tw/Cashier/AioCheckOut/V5',
  fields: {
    MerchantID: '3002607',
    MerchantTradeNo: 'PC2606220001ABCDEFGH',
    MerchantTradeDate: '2026/06/22 00:01:00',
    PaymentType: 'aio',
    TotalAmount: '980',
    ChoosePayment: choice,
    EncryptType: '1',
    CheckMacValue: '6C51C9E6888DE861FD62FB1DD17029FC742634498FD813DC43D4243B5685B840',
  },
});

const stillPending: LocalizedText = {
  zh: '取得繳費代碼後仍是 pending：取號不等於付款。',
  en: 'An issued code is still pending: it is not a payment.',
};
const byCashier: LocalizedText = {
  zh: '付款人先到綠界頁面，返回後由付款頁（payment_url）顯示號碼。',
  en: 'The payer first goes to ECPay’s page; on return, the payment page (payment_url) shows the code.',
};
const onlyAddress: LocalizedText = {
  zh: '請付款人只複製付款頁網址，到超商打開頁面由店員掃描；三段條碼不要提供複製。',
  en: 'Let the payer copy only the page’s URL and open it in the store, where the codes are scanned from the page.',
};

const fullWidth: LocalizedText = {
  zh: '綠界防火牆拒絕的英文字（如 ping、perl、finger）會以全形字母送出，付款人讀起來相同。',
  en: 'English words that ECPay’s firewall refuses, such as ping, perl or finger, are sent in full-width letters, which look the same to the payer.',
};

const cashier = (
  title: LocalizedText,
  summary: LocalizedText,
  choice: string,
  info: FieldTable,
  notes: readonly LocalizedText[],
): MethodDocs => ({
  title,
  summary,
  info,
  form: form(choice),
  refusals: [cashierMismatch],
  notes: [...notes, fullWidth],
});

const background = (
  title: LocalizedText,
  summary: LocalizedText,
  info: FieldTable,
  notes: readonly LocalizedText[] = [],
): MethodDocs => ({
  title,
  summary,
  info,
  refusals: [...codeRefusals, backgroundMismatch],
  notes: [stillPending, ...notes, fullWidth],
});

const codeUrl: FieldDocs = {
  meaning: { zh: '綠界的繳費頁；沒有時為 null。', en: 'ECPay’s page for the code; null if there is none.' },
  schema: { type: ['string', 'null'], format: 'uri' },
  example: 'https://payment-stage.ecpay.com.tw/PaymentRule/CVSBarCode?PaymentNo=GW226062212345',
};

const barcodeAtCashier = {
  ...under(always),
  ...later(under({ barcode1, barcode2, barcode3, expire_at: barcodeTerm })),
};
const anyCode = later({ ...account, payment_code, ...under({ barcode1, barcode2, barcode3, ...always }) });

export const methods: Readonly<Record<string, MethodDocs>> = {
  aio: cashier(
    { zh: 'AIO 全方位金流', en: 'Cashier (AIO), all methods' },
    {
      zh: '導向綠界收銀台，付款人在那裡選擇付款方式。',
      en: 'Redirects to ECPay’s cashier, where the payer chooses how to pay.',
    },
    'ALL',
    anyCode,
    [stillPending, byCashier],
  ),
  'aio/credit': cashier(
    { zh: 'AIO 信用卡', en: 'Cashier (AIO), credit card' },
    { zh: '導向綠界收銀台，只接受信用卡。', en: 'Redirects to ECPay’s cashier, cards only.' },
    'Credit',
    {},
    [],
  ),
  'aio/atm': cashier(
    { zh: 'AIO ATM 轉帳', en: 'Cashier (AIO), ATM transfer' },
    { zh: '導向綠界收銀台取得虛擬帳號。', en: 'Redirects to ECPay’s cashier, which issues an account number.' },
    'ATM',
    later(account),
    [stillPending, byCashier],
  ),
  'aio/cvs': cashier(
    { zh: 'AIO 超商代碼', en: 'Cashier (AIO), store code' },
    { zh: '導向綠界收銀台取得超商代碼。', en: 'Redirects to ECPay’s cashier, which issues a store code.' },
    'CVS',
    later({ payment_code, expire_at }),
    [stillPending, byCashier],
  ),
  'aio/barcode': cashier(
    { zh: 'AIO 超商條碼', en: 'Cashier (AIO), store barcode' },
    { zh: '導向綠界收銀台取得三段條碼。', en: 'Redirects to ECPay’s cashier, which issues three barcodes.' },
    'BARCODE',
    barcodeAtCashier,
    [stillPending, byCashier, onlyAddress],
  ),
  atm: background(
    { zh: 'ATM 背景取號', en: 'ATM transfer, issued in the background' },
    {
      zh: 'PayCore 直接向綠界取得虛擬帳號，付款人不經過綠界頁面。',
      en: 'PayCore has ECPay issue an account number; the payer never sees an ECPay page.',
    },
    account,
  ),
  cvs: background(
    { zh: '超商代碼背景取號', en: 'Store code, issued in the background' },
    { zh: 'PayCore 直接向綠界取得超商代碼。', en: 'PayCore has ECPay issue a store code.' },
    { payment_code, payment_code_url: codeUrl, expire_at },
  ),
  barcode: background(
    { zh: '超商條碼背景取號', en: 'Store barcode, issued in the background' },
    { zh: 'PayCore 直接向綠界取得三段條碼。', en: 'PayCore has ECPay issue the three barcodes.' },
    under(barcodeFields(introUrl)),
    [onlyAddress],
  ),
};
