import { parseUrl } from '@paycore/core';
import {
  deliver,
  postCallback,
  type Ledger,
  type Message,
  type Drive,
  type SimulatorRuntime,
} from '@paycore/simulator-kit';
import iconv from 'iconv-lite';
import * as z from 'zod';
import { accountOf } from './accounts.ts';
import { processTime, type Method, type Order } from './orders.ts';
import { midOf } from './sign.ts';

/** How often and when SmilePay sends again is not known. */
const resends = Array<number>(4).fill(600);

const classif: Readonly<Record<Method, string>> = { atm: 'B', barcode: 'C', ibon: 'E', fami: 'F' };

const mid = (order: Order) => midOf(accountOf(order.dcvc)?.verifyCode ?? '0000', order.amount, order.smilePayNo);

/**
 * The manual has Response_id for cards alone, as outsiders quote it; recorded ibon callbacks have 1, ATM ones 0. So a payment in
 * cash comes without, which most integrations expect, and a test may ask for the others.
 */
function responseId({ state }: Order, { response_id: asked }: Manner): Readonly<Record<string, string>> {
  if (asked === 'none' || (asked === undefined && state === 'paid')) return {};
  return { Response_id: asked ?? '0' };
}

/** The names and the order of recorded callbacks. */
function fieldsOf(order: Order, at: Date, manner: Manner): Readonly<Record<string, string>> {
  const isPaid = order.state === 'paid';
  const { date, time } = processTime(at);
  return {
    Classif: manner.classif ?? classif[order.method],
    Classif_sub: '',
    Od_sob: order.item,
    Data_id: order.dataId,
    Process_date: date,
    Process_time: time,
    ...responseId(order, manner),
    Auth_code: '',
    LastPan: '',
    Payment_no: order.code['AtmNo'] ?? order.code['IbonNo'] ?? order.code['FamiNO'] ?? order.code['Barcode2'] ?? '',
    Moneytype: 'TW',
    Purchamt: String(order.amount),
    Amount: isPaid ? String(order.amount) : '0',
    Errdesc: isPaid ? '' : '交易失敗',
    Pur_name: order.buyer.name,
    Tel_number: order.buyer.tel,
    Mobile_number: order.buyer.mobile,
    Address: '',
    Email: order.buyer.email,
    Invoice_num: '',
    Remark: '',
    Smseid: order.smilePayNo,
    Foreign: '',
    Veirify_number: '',
    Mid_smilepay: String(mid(order)),
  };
}

/** As a browser posts a page that is written in Big5. */
function big5Form(fields: Readonly<Record<string, string>>): string {
  const encode = (text: string) => {
    let out = '';
    for (const byte of iconv.encode(text, 'big5')) {
      const char = String.fromCharCode(byte);
      out += /[0-9A-Za-z._*-]/.test(char)
        ? char
        : char === ' '
          ? '+'
          : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    }
    return out;
  };
  return Object.entries(fields)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** The callback of a payment that is only simulated, in the words of PayCore's contract. */
const simulatedCallback = (order: Order) => ({
  Dcvc: order.dcvc,
  Data_id: order.dataId,
  SmilePayNO: order.smilePayNo,
  Amount: order.amount,
  Status: order.state === 'paid' ? 1 : 0,
  AtmBankNo: order.code['AtmBankNo'] ?? '',
  AtmNo: order.code['AtmNo'] ?? '',
  PayEndDate: order.payEndDate,
  Mid_smilepay: mid(order),
});

/** What nobody but the shop and SmilePay can know is made up. */
function forged(order: Order): Order {
  const url = new URL(order.roturl);
  for (const name of ['secret', 'validation_token'])
    if (url.searchParams.has(name)) url.searchParams.set(name, 'forged');
  return { ...order, roturl: url.href };
}

const isLink = (url: string) => /^https?:\/\//.test(url) && parseUrl(url) !== undefined;

/** Posts an order's state to its Roturl until that answers the agreed word, or the tries are used up. */
export class Callbacks {
  constructor(
    private readonly ledger: Ledger<Order>,
    private readonly runtime: SimulatorRuntime,
  ) {}

  async send(order: Order, times: number, manner: Manner): Promise<void> {
    if (!isLink(order.roturl)) return;
    const { later } = this.runtime;
    await deliver(() => this.#post(order, manner), times, { later, pauses: resends });
  }

  /** Sent once and never again, whatever the answer. */
  async sendForged(order: Order, times: number, manner: Manner): Promise<void> {
    if (!isLink(order.roturl)) return;
    for (let sent = 0; sent < times; sent += 1) await this.#post(forged(order), manner);
  }

  async #post(order: Order, manner: Manner): Promise<boolean> {
    const message = messageOf(order, this.runtime.now(), manner);
    const answer = await postCallback(this.ledger, this.runtime, order, message);
    return answer.status === 200 && hasWord(answer.body, order.roturlStatus, manner);
  }
}

/** JSON is PayCore's own way, which knows POST alone. */
function messageOf(order: Order, at: Date, manner: Manner): Message {
  const { roturl: url } = order;
  if (order.isSimulated) {
    return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(simulatedCallback(order)) };
  }
  const form = big5Form(fieldsOf(order, at, manner));
  if (manner.via === 'POST') {
    return { url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
  }
  return { url: `${url}${url.includes('?') ? '&' : '?'}${form}`, method: 'GET', headers: {}, body: '' };
}

/** The real one wants the word in a tag of an HTML body; whether it is content with the bare word is not known. */
const hasWord = (body: string, word: string, { ack }: Manner) =>
  (ack === 'any' && body.trim() === word) || body.includes(`<Roturlstatus>${word}</Roturlstatus>`);

/** How a callback goes out. What a control call does not say, or says oddly, is as the real SmilePay most likely does it. */
const schema = z.object({
  /** Public integrations hear both; the recorded ones came by POST. */
  via: z.enum(['GET', 'POST']).catch('POST'),
  /** `none`: the field is absent. Where not told: absent from a payment in cash, `0` in a failure. */
  response_id: z.string().max(100).optional().catch(undefined),
  classif: z.string().max(100).optional().catch(undefined),
  /** `tag`: the bare word is no acknowledgement. */
  ack: z.enum(['any', 'tag']).catch('any'),
});
export type Manner = z.infer<typeof schema>;

export const readManner = ({ options = {} }: Drive): Manner =>
  schema.parse({ ...options, via: options['via']?.toUpperCase() });
