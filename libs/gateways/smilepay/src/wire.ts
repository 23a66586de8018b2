import { pageUrlPlaceholder, parseTaipeiTime, taipeiTime, type Created, type Order } from '@paycore/core';
import { bankName } from '@paycore/gateway-kit';
import * as z from 'zod';
import type { Credentials, CvsType } from './credentials.ts';

/** SmilePay looks for it in our answer to its callback. */
export const acknowledgement = 'OK';

const day = 86_400_000;

/** SmilePay's number for the method, and the maximum days a code can be paid. */
interface Kind {
  readonly payZg: '2' | '3' | '4' | '6';
  readonly maxDays: number;
}

const stores: Readonly<Record<CvsType, Kind>> = {
  ibon: { payZg: '4', maxDays: 7 },
  fami: { payZg: '6', maxDays: 7 },
};

export const cvsTypeOf = ({ extra }: Order, { defaultCvsType }: Credentials): CvsType =>
  (extra['cvsType'] as CvsType | undefined) ?? defaultCvsType;

export function kindOf(order: Order, credentials: Credentials): Kind {
  if (order.route === 'atm') return { payZg: '2', maxDays: 60 };
  return order.route === 'barcode' ? { payZg: '3', maxDays: 49 } : stores[cvsTypeOf(order, credentials)];
}

/**
 * The deadline we ask for: the end of a day in Taipei; for a store code to the second, since kiosks count a week in hours.
 */
export function deadline(order: Order, credentials: Credentials): Date {
  const { maxDays } = kindOf(order, credentials);
  const at = new Date(order.createdAt.getTime() + Math.min(Math.max(order.expireDays, 1), maxDays) * day);
  if (order.route === 'cvs') return new Date(Math.floor(at.getTime() / 1000) * 1000);
  return new Date(`${taipeiTime(at).slice(0, 10)}T23:59:59+08:00`);
}

/** Part of every answer, whether a code was issued or not. */
export const verdict = z.object({
  Status: z.string().regex(/^-?\d{1,6}$/),
  Desc: z.string().optional().catch(undefined),
});

/** Common to issued codes of all methods. The optional elements must be ours where they are there. */
const issued = z.object({
  SmilePayNO: z.string().regex(/^[\w-]{1,40}$/),
  Dcvc: z.string().optional(),
  Data_id: z.string().optional(),
  Amount: z.string().optional(),
  PayEndDate: z.string().max(40).default(''),
});
type Issued = z.infer<typeof issued>;

const code = z.string().regex(/^[0-9A-Z-]{1,40}$/);
const atm = issued.extend({
  AtmBankNo: z.string().regex(/^\d{3,7}$/),
  AtmNo: z.string().regex(/^\d{1,20}$/),
});
const ibon = issued.extend({ IbonNo: code });
const fami = issued.extend({ FamiNO: code });
const barcode = issued.extend({ Barcode1: code, Barcode2: code, Barcode3: code });

/** SmilePay's own page about paying by barcode, which the contract prescribes. */
export const introUrl = 'https://www.smilepay.net/es/index_gz_index.asp';

/** SmilePay's date; where it is empty or unreadable, the one that we asked for. */
function expiry(issuedOrder: Issued, order: Order, credentials: Credentials) {
  const expiresAt = parseTaipeiTime(issuedOrder.PayEndDate) ?? deadline(order, credentials);
  return { expiresAt, expireAt: taipeiTime(expiresAt) };
}

type Read = (
  issuedOrder: unknown,
  order: Order,
  credentials: Credentials,
) => { issuedOrder: Issued } & Omit<Created, 'expiresAt'>;

const readAtm: Read = (answer) => {
  const issuedOrder = atm.parse(answer);
  const name = bankName(issuedOrder.AtmBankNo.slice(0, 3));
  const page = { kind: 'account', bankCode: issuedOrder.AtmBankNo, account: issuedOrder.AtmNo } as const;
  return {
    issuedOrder,
    info: {
      AtmBankNo: issuedOrder.AtmBankNo,
      AtmNo: issuedOrder.AtmNo,
      bank_code: issuedOrder.AtmBankNo,
      bank_name: name ?? null,
      virtual_account: issuedOrder.AtmNo,
    },
    page: name === undefined ? page : { ...page, bankName: name },
  };
};

const readCvs: Read = (answer, order, credentials) => {
  const cvsType = cvsTypeOf(order, credentials);
  const ofShop = cvsType === 'ibon' ? ibon.transform(({ IbonNo }) => IbonNo) : fami.transform(({ FamiNO }) => FamiNO);
  const paymentCode = ofShop.parse(answer);
  return {
    issuedOrder: issued.parse(answer),
    info: { cvs_type: cvsType, payment_code: paymentCode },
    page: { kind: 'code', code: paymentCode, chains: [cvsType] },
  };
};

const readBarcode: Read = (answer) => {
  const issuedOrder = barcode.parse(answer);
  return {
    issuedOrder,
    info: {
      selected_payment_method: 'barcode',
      barcode1: issuedOrder.Barcode1,
      barcode2: issuedOrder.Barcode2,
      barcode3: issuedOrder.Barcode3,
      barcode_user_copy_url: pageUrlPlaceholder,
      barcode_segments_copyable: false,
      barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes',
      barcode_intro_url: introUrl,
    },
    page: { kind: 'barcode', segments: [issuedOrder.Barcode1, issuedOrder.Barcode2, issuedOrder.Barcode3], introUrl },
  };
};

const readers: Readonly<Record<string, Read>> = { atm: readAtm, cvs: readCvs, barcode: readBarcode };

/** Why an answer is not about our order; undefined where it is. */
function mismatchOf({ Dcvc, Data_id, Amount }: Issued, order: Order, { dcvc }: Credentials): string | undefined {
  const expected = { Dcvc: dcvc, Data_id: order.gatewayOrderNo, Amount: String(order.amount) };
  const echoed = { Dcvc, Data_id, Amount };
  const differing = (['Dcvc', 'Data_id', 'Amount'] as const).find(
    (name) => echoed[name] && echoed[name] !== expected[name],
  );
  return differing && `${differing} differs`;
}

/** What SmilePay issued, or why its answer cannot be used. */
export function readIssued(answer: unknown, order: Order, credentials: Credentials): Created | { reason: string } {
  const read = readers[order.route];
  if (!read) return { reason: 'no such route' };
  try {
    const { issuedOrder, info, page } = read(answer, order, credentials);
    const reason = mismatchOf(issuedOrder, order, credentials);
    if (reason !== undefined) return { reason };
    const { expiresAt, expireAt } = expiry(issuedOrder, order, credentials);
    const all = {
      ...info,
      SmilePayNO: issuedOrder.SmilePayNO,
      PayEndDate: issuedOrder.PayEndDate,
      expire_at: expireAt,
    };
    // Barcodes alone stand under the gateway's name, as the contract's samples show them.
    const shown = order.route === 'barcode' ? { smilepay: all } : all;
    return { gatewayTradeNo: issuedOrder.SmilePayNO, info: shown, page, expiresAt };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { reason: `unreadable fields: ${error.issues.map(({ path }) => path.join('.')).join(', ')}` };
  }
}
