import type { FieldDocs, FieldTable } from '@paycore/core';

const text = { type: 'string', minLength: 1 };
const copyAddress = 'copy_payment_page_url_and_scan_rendered_barcodes';

/** Fields of `payment_info` that mean the same for every gateway. */
export const infoFields = {
  bank_code: {
    meaning: { zh: '銀行代碼，轉帳時與虛擬帳號一起輸入。', en: 'Bank code, entered along with the account number.' },
    schema: text,
    example: '013',
  },
  bank_name: {
    meaning: {
      zh: '銀行名稱；PayCore 不認得該代碼時為 null。',
      en: 'Bank name; null where PayCore does not know the code.',
    },
    schema: { type: ['string', 'null'] },
    example: '國泰世華銀行',
  },
  virtual_account: {
    meaning: {
      zh: '這筆付款專用的虛擬帳號。',
      en: 'The virtual account number, issued for this payment only.',
    },
    schema: text,
    example: '9103522175887271',
  },
  payment_code: {
    meaning: {
      zh: '超商代碼，由付款人在多媒體機輸入。',
      en: 'The store code, which the payer enters at the store’s kiosk.',
    },
    schema: text,
    example: 'GW226062212345',
  },
  expire_at: {
    meaning: { zh: '繳費期限，台北時間。', en: 'Payment deadline, in Taipei time.' },
    schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$' },
    example: '2026-06-28 23:59:59',
  },
} as const satisfies FieldTable;

const segment = (order: string, place: string, example: string): FieldDocs => ({
  meaning: {
    zh: `第${order}段條碼內容。供掃描用，請勿讓付款人複製。`,
    en: `The ${place} of the three barcodes. For scanning only; do not let the payer copy it.`,
  },
  schema: text,
  example,
});

/** The fields of a barcode payment, under the gateway's name. `introUrl`: the gateway's own page about paying by barcode. */
export const barcodeFields = (introUrl: string) =>
  ({
    selected_payment_method: {
      meaning: { zh: '付款方式，固定為 barcode。', en: 'The method: always barcode.' },
      schema: { const: 'barcode' },
      example: 'barcode',
    },
    barcode1: segment('一', 'first', '150630A1F'),
    barcode2: segment('二', 'second', '6763618191673429'),
    barcode3: segment('三', 'third', '062200000000980'),
    barcode_user_copy_url: {
      meaning: {
        zh: '給付款人複製的網址，即付款頁；到超商打開後，由店員掃描頁面上的條碼。',
        en: 'The URL for the payer to copy: the payment page, which shows the barcodes for the store to scan.',
      },
      schema: { type: 'string', format: 'uri' },
      example: 'https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=3q2-7wXk',
    },
    barcode_segments_copyable: {
      meaning: { zh: '固定為 false：三段條碼不提供複製。', en: 'Always false: the three barcodes must not be copied.' },
      schema: { const: false },
      example: false,
    },
    barcode_user_action: {
      meaning: { zh: '建議付款人採取的動作。', en: 'What the payer should do.' },
      schema: { const: copyAddress },
      example: copyAddress,
    },
    barcode_intro_url: {
      meaning: {
        zh: '該金流自己的條碼繳費說明頁。',
        en: 'The gateway’s own page about paying by barcode.',
      },
      schema: { type: ['string', 'null'], format: 'uri' },
      example: introUrl,
    },
    expire_at: infoFields.expire_at,
  }) as const satisfies FieldTable;
