import type { SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf, type Account } from '../accounts.ts';
import { isFirewalled } from '../firewall.ts';
import { withCode, type CodeMethod, type Ledger, type Order } from '../orders.ts';
import { isWithinLimits } from '../methods.ts';
import { codeAnswer, duplicateAnswer, issuedAnswer, outOfRangeAnswer, tradeAnswer, unknownAnswer } from './answers.ts';
import { seal, unseal } from './sign.ts';
import { envelope, generate, query, type Generate } from './request.ts';

/** Seconds by which a caller's clock may be off. */
const clockLimit = 600;

/** Not published for this interface: any code but 1 is a refusal. */
const parameterFault = 10100050;

type Answer = Readonly<Record<string, unknown>>;
type Action = (data: unknown) => Answer;

/** ECPay's endpoints under `/1.0.0/Cashier`: envelope in, envelope out, always HTTP 200. */
export class BackgroundEndpoints {
  readonly actions: Readonly<Record<string, Action>> = {
    GenPaymentCode: (data) => this.#generate(data),
    QueryPaymentInfo: (data) => this.#query(data, codeAnswer),
    QueryTrade: (data) => this.#query(data, tradeAnswer),
  };

  constructor(
    private readonly ledger: Ledger,
    private readonly runtime: Pick<SimulatorRuntime, 'now' | 'enforcesLimits'>,
    private readonly paymentUrl: (paymentNo: string) => string,
  ) {}

  handle(body: unknown, action: Action): Answer {
    const request = envelope.safeParse(body);
    if (!request.success) return this.#refuse('', 'Parameter Error');
    const { MerchantID, RqHeader, Data } = request.data;
    const account = accountOf(MerchantID);
    if (!account) return this.#refuse(MerchantID, 'MerchantID Error');
    if (Math.abs(this.#seconds() - RqHeader.Timestamp) > clockLimit) return this.#refuse(MerchantID, 'Timestamp Error');
    const data = opened(Data, account);
    if ((data as { MerchantID?: unknown } | undefined)?.MerchantID !== MerchantID) {
      return this.#refuse(MerchantID, 'Decrypt Error');
    }
    return this.#envelope(MerchantID, 1, 'Success!', seal(action(data), account));
  }

  #seconds(): number {
    return Math.floor(this.runtime.now().getTime() / 1000);
  }

  #refuse(merchantId: string, message: string): Answer {
    return this.#envelope(merchantId, 0, message, '');
  }

  #envelope(merchantId: string, transCode: number, message: string, data: string): Answer {
    const RpHeader = { Timestamp: this.#seconds() };
    return { MerchantID: merchantId, RpHeader, TransCode: transCode, TransMsg: message, Data: data };
  }

  #query(data: unknown, answer: (order: Order, paymentUrl: (paymentNo: string) => string) => Answer): Answer {
    const asked = query.safeParse(data);
    const order = asked.success && this.ledger.findOf(asked.data.MerchantID, asked.data.MerchantTradeNo);
    return order ? answer(order, this.paymentUrl) : unknownAnswer;
  }

  #generate(data: unknown): Answer {
    const asked = generate.safeParse(data);
    if (!asked.success) {
      const names = asked.error.issues.map(({ path }) => path.join('.'));
      return { RtnCode: parameterFault, RtnMsg: `Parameter Error. ${names.join(', ')}` };
    }
    const { OrderInfo, MerchantID } = asked.data;
    if (isFirewalled(OrderInfo.ItemName, OrderInfo.TradeDesc)) return { RtnCode: 10400011, RtnMsg: 'Request blocked' };
    const known = this.ledger.findOf(MerchantID, OrderInfo.MerchantTradeNo);
    if (known) return duplicateAnswer(known);
    const order = this.#newOrder(asked.data);
    if (this.runtime.enforcesLimits && !isWithinLimits(order.choice, order.asked)) return outOfRangeAnswer;
    return issuedAnswer(this.ledger.write(withCode(order, order.choice, this.runtime.now())), this.paymentUrl);
  }

  #newOrder(asked: Generate): Order & { choice: CodeMethod } {
    const { MerchantID, PlatformID, OrderInfo, CustomField } = asked;
    return {
      product: 'background',
      merchantId: MerchantID,
      platformId: PlatformID,
      storeId: '',
      merchantTradeNo: OrderInfo.MerchantTradeNo,
      ...this.ledger.newNumber(this.runtime.now()),
      ...termOf(asked),
      asked: OrderInfo.TotalAmount,
      amount: OrderInfo.TotalAmount,
      itemName: OrderInfo.ItemName,
      customFields: [CustomField],
      returnUrl: OrderInfo.ReturnURL,
      paymentInfoUrl: '',
      clientRedirectUrl: '',
      orderResultUrl: '',
      code: null,
      state: 'open',
      isSimulated: false,
      paymentDate: '',
      callbacks: [],
    };
  }
}

/** How the code is to be, and for how many minutes. */
function termOf(asked: Generate): Pick<Order, 'bankCode' | 'minutes'> & { choice: CodeMethod } {
  const minutes = { atm: 0, cvs: 0, barcode: 0 };
  switch (asked.ChoosePayment) {
    case 'ATM': {
      const { ATMBankCode, ExpireDate } = asked.ATMInfo;
      return { choice: 'atm', bankCode: ATMBankCode || '004', minutes: { ...minutes, atm: ExpireDate * 1440 } };
    }
    case 'CVS':
      return { choice: 'cvs', bankCode: '', minutes: { ...minutes, cvs: asked.CVSInfo.ExpireDate } };
    case 'BARCODE':
      return { choice: 'barcode', bankCode: '', minutes: { ...minutes, barcode: asked.BarcodeInfo.ExpireDate * 1440 } };
  }
}

/** Undefined where the caller's keys are not this account's. */
function opened(data: string, account: Account): unknown {
  try {
    return unseal(data, account);
  } catch {
    return undefined;
  }
}
