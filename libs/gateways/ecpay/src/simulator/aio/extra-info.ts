import { isCard, methodOf } from '../methods.ts';
import type { Order } from '../orders.ts';
import type { Form } from './sign.ts';

/** What NeedExtraPaidInfo=Y adds to the callback of a payment and to QueryTradeInfo, page 5675; all there, most of them empty. */
const names = [
  ...['AlipayID', 'AlipayTradeNo', 'amount', 'ATMAccBank', 'ATMAccNo', 'auth_code', 'card4no', 'card6no', 'eci'],
  ...['ExecTimes', 'Frequency', 'gwsr', 'PayFrom', 'PaymentNo', 'PeriodAmount', 'PeriodType', 'process_date'],
  ...['red_dan', 'red_de_amt', 'red_ok_amt', 'red_yet', 'staed', 'stage', 'stast', 'TenpayTradeNo'],
  ...['TotalSuccessAmount', 'TotalSuccessTimes', 'WebATMAccBank', 'WebATMAccNo', 'WebATMBankName'],
];

const empty: Form = Object.fromEntries(names.map((name) => [name, '']));

/** The test system's card 4311-9522-2222-2222, as it was recorded there. */
const cardInfo = (order: Order): Form => ({
  // A number, so it begins with no zero: a client may read it as one and sign it again.
  gwsr: `1${order.tradeNo.slice(-7)}`,
  process_date: order.paymentDate,
  auth_code: '777777',
  amount: String(order.amount),
  ...{ card6no: '431195', card4no: '2222', eci: '0' },
  ...{ stage: '0', stast: '0', staed: '0' },
  ...{ red_dan: '0', red_de_amt: '0', red_ok_amt: '0', red_yet: '0' },
});

const chains: Readonly<Record<string, string>> = { OK: 'okmart', FAMILY: 'family', HILIFE: 'hilife' };

/** Nothing is known before the money came, nor where it never did. */
function payerInfo(order: Order): Form {
  if (order.state !== 'paid' || order.isSimulated) return {};
  const PayFrom = chains[order.subPayment ?? ''] ?? 'ibon';
  switch (methodOf(order)) {
    case 'atm':
      return { ATMAccBank: '822', ATMAccNo: '12345' };
    case 'cvs':
      return { PaymentNo: order.code?.method === 'cvs' ? order.code.paymentNo : '', PayFrom };
    case 'barcode':
      return { PayFrom };
    case 'webatm':
      return { WebATMAccBank: '822', WebATMAccNo: '12345' };
    case 'twqr':
      return { TWQRTradeNo: `T${order.tradeNo}` };
    default:
      return isCard(order) ? cardInfo(order) : {};
  }
}

/** The form with the extra fields where the shop asked for them; recorded in alphabetical order. */
export function withExtraInfo(order: Order, form: Form): Form {
  if (!order.needsExtraInfo) return form;
  const all = Object.entries({ ...form, ...empty, ...payerInfo(order) });
  return Object.fromEntries(all.sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)));
}
