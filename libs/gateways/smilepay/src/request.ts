import { taipeiTime, type Order } from '@paycore/core';
import type { Credentials, CvsType } from './credentials.ts';
import { cut } from './text.ts';

/** The word that SmilePay looks for in our answer to its notice. */
export const acknowledgement = 'OK';

const day = 86_400_000;

/** SmilePay's number of the method, and for how many days at most a code can be paid. */
interface Kind {
  readonly payZg: '2' | '3' | '4' | '6';
  readonly mostDays: number;
}

const stores: Readonly<Record<CvsType, Kind>> = {
  ibon: { payZg: '4', mostDays: 7 },
  fami: { payZg: '6', mostDays: 7 },
};

export const cvsTypeOf = ({ extra }: Order, { defaultCvsType }: Credentials): CvsType =>
  (extra['cvsType'] as CvsType | undefined) ?? defaultCvsType;

export function kindOf(order: Order, credentials: Credentials): Kind {
  if (order.route === 'atm') return { payZg: '2', mostDays: 60 };
  return order.route === 'barcode' ? { payZg: '3', mostDays: 49 } : stores[cvsTypeOf(order, credentials)];
}

/**
 * Until when we ask for the code to be payable: the end of a day in Taipei; at a shop's machine to the second, since a
 * week is counted in hours there.
 */
export function deadline(order: Order, credentials: Credentials): Date {
  const { mostDays } = kindOf(order, credentials);
  const at = new Date(order.createdAt.getTime() + Math.min(Math.max(order.expireDays, 1), mostDays) * day);
  if (order.route === 'cvs') return new Date(Math.floor(at.getTime() / 1000) * 1000);
  return new Date(`${taipeiTime(at).slice(0, 10)}T23:59:59+08:00`);
}

/** Characters of a Roturl, with all its parameters. */
export const maxRoturlLength = 200;

/** Where SmilePay sends its notices of this order. */
export const roturl = ({ urls }: Order, { validationToken }: Credentials) =>
  validationToken === undefined
    ? urls.callback
    : `${urls.callback}&validation_token=${encodeURIComponent(validationToken)}`;

/** The form of SPPayment.asp: https://github.com/RicherYang/RY-WooCommerce-Tools, gateways/smilepay. */
export function requestForm(order: Order, credentials: Credentials): URLSearchParams {
  const { name, mobile, tel, email } = order.buyer;
  const [date = '', time = ''] = taipeiTime(deadline(order, credentials)).replaceAll('-', '/').split(' ');
  const form = new URLSearchParams({
    Dcvc: credentials.dcvc,
    Rvg2c: credentials.rvg2c,
    Verify_key: credentials.verifyKey,
    Od_sob: cut(order.itemName, 40) || 'PayCore',
    Pay_zg: kindOf(order, credentials).payZg,
    Data_id: order.gatewayOrderNo,
    Deadline_date: date,
    Deadline_time: time,
    Amount: String(order.amount),
    Roturl: roturl(order, credentials),
    Roturl_status: acknowledgement,
  });
  const buyer = { Pur_name: name && cut(name, 40), Mobile_number: mobile, Tel_number: tel, Email: email };
  for (const [field, value] of Object.entries(buyer)) if (value) form.set(field, value);
  return form;
}
