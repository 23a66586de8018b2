import type { Kept, LedgerWords } from '@paycore/simulator-kit';

export type State = 'issued' | 'paid' | 'failed' | 'expired';
export type Method = 'atm' | 'barcode' | 'ibon' | 'fami';

/** One order as SmilePay keeps it, and as the journal holds it: plain JSON. */
export interface Order extends Kept {
  readonly smilePayNo: string;
  readonly dcvc: string;
  readonly rvg2c: string;
  readonly dataId: string;
  readonly method: Method;
  /** What SmilePay reports, which a test may set apart from what was asked. */
  readonly amount: number;
  readonly item: string;
  readonly buyer: { readonly name: string; readonly mobile: string; readonly tel: string; readonly email: string };
  readonly roturl: string;
  readonly roturlStatus: string;
  /** Elements of the answer that carry the code, by name. */
  readonly code: Readonly<Record<string, string>>;
  /** `yyyy/MM/dd HH:mm:ss`. */
  readonly payEndDate: string;
  readonly state: State;
  /** Paid by the test page's JSON callback instead of money. */
  readonly isSimulated: boolean;
}

/** SmilePay does not mind the same Data_id twice. */
export const words: LedgerWords<Order> = {
  keyOf: ({ smilePayNo }) => smilePayNo,
  orderNoOf: ({ dataId }) => dataId,
};

/** Taipei is UTC+8 all year. */
const taipei = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString();

/** `yyyy/MM/dd`, today in Taipei. */
export const dateOf = (at: Date): string => taipei(at).slice(0, 10).replaceAll('-', '/');

/** As recorded callbacks write them: `2014/7/30` and `15:02:7`, hours alone padded. */
export function processTime(at: Date): { date: string; time: string } {
  const [date = '', rest = ''] = taipei(at).split('T');
  const [hour = '', minute = '', second = ''] = rest.slice(0, 8).split(':');
  return { date: date.split('-').map(Number).join('/'), time: `${hour}:${minute}:${Number(second)}` };
}
