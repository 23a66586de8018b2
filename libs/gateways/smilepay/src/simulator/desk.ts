import { randomInt } from 'node:crypto';
import type { Ledger, SimulatorRuntime } from '@paycore/simulator-kit';
import iconv from 'iconv-lite';
import { dateOf, type Method, type Order } from './orders.ts';
import { readRequest, Refusal, type Asked } from './request.ts';

const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');

const codes: Readonly<Record<Method, (amount: string, payEndDate: string) => Record<string, string>>> = {
  atm: () => ({ AtmBankNo: '809', AtmNo: `80117${digits(11)}` }),
  ibon: () => ({ IbonNo: `SL${digits(12)}` }),
  fami: () => ({ FamiNO: `FM${digits(12)}` }),
  // Like a Taiwanese bill: last day as yyMMdd of the Republic and a mark; the bill's number; the amount.
  barcode: (amount, payEndDate) => ({
    Barcode1:
      `${Number(payEndDate.slice(0, 4)) - 1911}${payEndDate.slice(5, 7)}${payEndDate.slice(8, 10)}`.slice(-6) + '6AA',
    Barcode2: digits(16),
    Barcode3: digits(6) + amount.padStart(9, '0'),
  }),
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Encoding = 'UTF-8' | 'big5';

/** The shops' codes are answered in Big5, all else in UTF-8: which of the two the real one uses is not known. */
const encodingOf = (method: Method | undefined): Encoding =>
  method === 'ibon' || method === 'fami' ? 'big5' : 'UTF-8';

function xml(elements: Readonly<Record<string, string>>, encoding: Encoding): Response {
  const lines = Object.entries(elements).map(([name, value]) => `  <${name}>${escaped(value)}</${name}>`);
  const text = `<?xml version="1.0" encoding="${encoding}"?>\r\n<SmilePay>\r\n${lines.join('\r\n')}\r\n</SmilePay>`;
  const bytes = iconv.encode(text, encoding);
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': `text/xml; charset=${encoding}` } });
}

/** SPPayment.asp: takes a form or a query, answers XML, always HTTP 200. */
export class Desk {
  constructor(
    private readonly ledger: Ledger<Order>,
    private readonly runtime: Pick<SimulatorRuntime, 'now' | 'enforcesLimits'>,
  ) {}

  handle(form: URLSearchParams): Response {
    const asked = readRequest(form, this.runtime);
    if (asked instanceof Refusal) {
      const { status, desc } = asked;
      const [Dcvc, Rvg2c] = [form.get('Dcvc') ?? '', form.get('Rvg2c') ?? ''];
      return xml({ Status: String(status), Desc: desc, Dcvc, Rvg2c }, 'big5');
    }
    const order = this.ledger.write(this.#newOrder(asked));
    return xml(issuedAnswer(order), encodingOf(order.method));
  }

  #newOrder({ account, method, fields }: Asked): Order {
    const now = this.runtime.now();
    const date = fields.Deadline_date || dateOf(new Date(now.getTime() + 7 * 86_400_000));
    const payEndDate = `${date} ${fields.Deadline_time || '23:59:59'}`;
    return {
      smilePayNo: dateOf(now).replaceAll('/', '').slice(2) + String(this.ledger.size).padStart(6, '0'),
      dcvc: account.dcvc,
      rvg2c: account.rvg2c,
      dataId: fields.Data_id,
      method,
      amount: Number(fields.Amount),
      item: fields.Od_sob,
      buyer: { name: fields.Pur_name, mobile: fields.Mobile_number, tel: fields.Tel_number, email: fields.Email },
      roturl: fields.Roturl,
      roturlStatus: fields.Roturl_status,
      code: codes[method](fields.Amount, payEndDate),
      payEndDate,
      state: 'issued',
      isSimulated: false,
      callbacks: [],
    };
  }
}

const issuedAnswer = (order: Order) => ({
  Status: '1',
  Desc: '取號成功',
  Dcvc: order.dcvc,
  Rvg2c: order.rvg2c,
  SmilePayNO: order.smilePayNo,
  Data_id: order.dataId,
  Amount: String(order.amount),
  PayEndDate: order.payEndDate,
  ...order.code,
});
