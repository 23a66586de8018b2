import * as z from 'zod';

/** The contract's `payment_info` of each method: these fields and no others. */

const local = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
const slashed = z.string().regex(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/);
const digits = (form: RegExp) => z.string().regex(form);
const segment = z.string().regex(/^\w{9,16}$/);

export const nothing = z.strictObject({});

const bank = {
  bank_code: digits(/^\d{3}$/),
  bank_name: z.string().min(1).nullable(),
  virtual_account: digits(/^\d{10,16}$/),
  expire_at: z.string().regex(/^\d{4}-\d\d-\d\d 23:59:59$/),
};

export const ecpayAccount = z.strictObject(bank);

export const ecpayCode = z.strictObject({ payment_code: z.string().regex(/^\w{8,}$/), expire_at: local });
export const ecpayCodeWithUrl = ecpayCode.extend({ payment_code_url: z.url() });

const page = {
  selected_payment_method: z.literal('barcode'),
  barcode_user_copy_url: z.string().regex(/\/zh-tw\/pay\/PAY\d{12}[A-Z]{8}\?token=[\w-]{32}$/),
  barcode_segments_copyable: z.literal(false),
  barcode_user_action: z.literal('copy_payment_page_url_and_scan_rendered_barcodes'),
};
const segments = { barcode1: segment, barcode2: segment, barcode3: segment, expire_at: local };
const ecpayPage = { ...page, barcode_intro_url: z.literal('https://www.ecpay.com.tw/introcvs') };

export const ecpayBarcodeToCome = z.strictObject({ ecpay: z.strictObject(ecpayPage) });
export const ecpayBarcode = z.strictObject({ ecpay: z.strictObject({ ...ecpayPage, ...segments }) });

const smilepay = { SmilePayNO: z.string().regex(/^\w+$/), PayEndDate: slashed };

export const smilepayAccount = z.strictObject({
  ...bank,
  ...smilepay,
  AtmBankNo: digits(/^\d{3}$/),
  AtmNo: digits(/^\d{10,16}$/),
});

export const smilepayCode = z.strictObject({
  ...smilepay,
  payment_code: z.string().regex(/^\w{8,}$/),
  cvs_type: z.enum(['ibon', 'fami']),
  expire_at: local,
});

export const smilepayBarcode = z.strictObject({
  smilepay: z.strictObject({
    ...page,
    ...segments,
    ...smilepay,
    barcode_intro_url: z.literal('https://www.smilepay.net/es/index_gz_index.asp'),
  }),
});

export const approval = z.strictObject({ approval_url: z.url(), paypal_capture_id: z.string().min(1).optional() });

export const intent = (type: string) => z.strictObject({ stripe_payment_method: z.literal(type) });

export const plusAccount = z.strictObject({
  ...bank,
  account_code: z.string().min(4),
  plat_no: z.string().min(1),
});
