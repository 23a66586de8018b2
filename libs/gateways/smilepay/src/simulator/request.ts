import type { SimulatorRuntime } from '@paycore/simulator-kit';
import * as z from 'zod';
import { accountOf, type Account } from './accounts.ts';
import { dateOf, type Method } from './orders.ts';

/** Status and Desc of an answer that issues nothing. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly desc: string,
  ) {}
}

const methods: Readonly<Record<string, Method>> = { '2': 'atm', '3': 'barcode', '4': 'ibon', '6': 'fami' };

/** The latest day on which a code may be paid, counted from today: the limits that a widely used plugin keeps. */
const maxDays: Readonly<Record<Method, number>> = { atm: 60, barcode: 49, ibon: 7, fami: 7 };

/** Whole TWD. What https://github.com/RicherYang/RY-WooCommerce-Tools checks; a merchant's contract may say otherwise. */
const amounts: Readonly<Record<Method, readonly [number, number]>> = {
  atm: [13, 20_000],
  barcode: [25, 20_000],
  ibon: [35, 20_000],
  fami: [35, 20_000],
};

const text = z.string().default('');

const fields = z.object({
  Dcvc: text,
  Rvg2c: text,
  Verify_key: text,
  Od_sob: text,
  Pay_zg: text,
  Data_id: text,
  Deadline_date: text,
  Deadline_time: text,
  Amount: text,
  Pur_name: text,
  Tel_number: text,
  Mobile_number: text,
  Email: text,
  Roturl: text,
  Roturl_status: text,
});
export type Fields = z.infer<typeof fields>;

export interface Asked {
  readonly account: Account;
  readonly method: Method;
  readonly fields: Fields;
}

/** What SmilePay makes of a request, in the order in which its error numbers count up. */
export function readRequest(
  form: URLSearchParams,
  { now, enforcesLimits }: Pick<SimulatorRuntime, 'now' | 'enforcesLimits'>,
): Asked | Refusal {
  const asked = fields.parse(Object.fromEntries(form));
  const account = accountOf(asked.Dcvc);
  if (!account || asked.Rvg2c !== account.rvg2c) return new Refusal(-2001, '商家代號或參數碼錯誤');
  if (asked.Verify_key !== account.verifyKey) return new Refusal(-2002, '檢查碼錯誤');
  const method = methods[asked.Pay_zg];
  if (!method) return new Refusal(-2003, '收費方式錯誤');
  if (!isInTime(asked, method, now())) return new Refusal(-2004, '繳費期限錯誤');
  if (!/^[1-9]\d*$/.test(asked.Amount)) return new Refusal(-2005, '金額錯誤');
  if (isTooLong(asked)) return new Refusal(-2007, '欄位長度超過限制');
  if (method === 'barcode' && !account.hasBarcode) return new Refusal(-3003, 'Can not use this Pay_zg service(Store)');
  if (enforcesLimits && !isWithinLimits(asked, method)) return new Refusal(-3004, '超過付款模式設定金額');
  return { account, method, fields: asked };
}

function isInTime({ Deadline_date: date, Deadline_time: time }: Fields, method: Method, now: Date): boolean {
  if (date === '') return true;
  if (!/^\d{4}\/\d\d\/\d\d$/.test(date) || !/^(\d\d:\d\d:\d\d)?$/.test(time)) return false;
  const end = Date.parse(`${date.replaceAll('/', '-')}T${time || '23:59:59'}+08:00`);
  if (method === 'ibon' || method === 'fami') {
    const hours = (end - now.getTime()) / 3_600_000;
    return hours >= 2 && hours <= 7 * 24;
  }
  const days = (Date.parse(date) - Date.parse(dateOf(now))) / 86_400_000;
  return days >= 0 && days <= maxDays[method];
}

/** Whether the real one uses this number for too little as well is not known: there is no other for it. */
function isWithinLimits({ Amount }: Fields, method: Method): boolean {
  const [min, max] = amounts[method];
  return Number(Amount) >= min && Number(Amount) <= max;
}

/** Characters, as far as anybody outside knows: 40 of the item, 20 of the number (longer than 18 was seen refused too). */
const isTooLong = ({ Od_sob, Data_id, Roturl }: Fields) =>
  [...Od_sob].length > 40 || Data_id.length > 18 || Roturl.length > 200;
