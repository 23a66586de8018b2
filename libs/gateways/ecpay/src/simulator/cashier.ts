import { randomInt } from 'node:crypto';
import type { SimulatorRuntime } from '@paycore/core';
import { codeAnswer, duplicateAnswer, issuedAnswer, tradeAnswer, unknownAnswer } from './answers.ts';
import { seal, testAccounts, unseal, type Account } from './cipher.ts';
import type { Ledger } from './ledger.ts';
import { ecpayTime, type AtmOrder } from './order.ts';
import { envelope, generate, isFirewalled, query, type Generate } from './request.ts';

/** Seconds by which a caller's clock may be off. */
const clockLimit = 600;

/** Not published for this interface: any code but 1 is a refusal. */
const parameterFault = 10100050;

type Answer = Readonly<Record<string, unknown>>;
type Action = (data: unknown) => Answer;

/** ECPay's endpoints under `/1.0.0/Cashier`: envelope in, envelope out, always HTTP 200. */
export class Cashier {
  readonly actions: Readonly<Record<string, Action>> = {
    GenPaymentCode: (data) => this.#generate(data),
    QueryPaymentInfo: (data) => this.#query(data, codeAnswer),
    QueryTrade: (data) => this.#query(data, tradeAnswer),
  };

  constructor(
    private readonly ledger: Ledger,
    private readonly now: SimulatorRuntime['now'],
  ) {}

  handle(body: unknown, action: Action): Answer {
    const request = envelope.safeParse(body);
    if (!request.success) return this.#refuse('', 'Parameter Error');
    const { MerchantID, RqHeader, Data } = request.data;
    const account = testAccounts.find(({ merchantId }) => merchantId === MerchantID);
    if (!account) return this.#refuse(MerchantID, 'MerchantID Error');
    if (Math.abs(this.#seconds() - RqHeader.Timestamp) > clockLimit) return this.#refuse(MerchantID, 'Timestamp Error');
    const data = opened(Data, account);
    if ((data as { MerchantID?: unknown } | undefined)?.MerchantID !== MerchantID) {
      return this.#refuse(MerchantID, 'Decrypt Error');
    }
    return this.#envelope(MerchantID, 1, 'Success!', seal(action(data), account));
  }

  #seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  #refuse(merchantId: string, message: string): Answer {
    return this.#envelope(merchantId, 0, message, '');
  }

  #envelope(merchantId: string, transCode: number, message: string, data: string): Answer {
    const RpHeader = { Timestamp: this.#seconds() };
    return { MerchantID: merchantId, RpHeader, TransCode: transCode, TransMsg: message, Data: data };
  }

  #query(data: unknown, answer: (order: AtmOrder) => Answer): Answer {
    const asked = query.safeParse(data);
    const order = asked.success && this.ledger.find(asked.data.MerchantID, asked.data.MerchantTradeNo);
    return order ? answer(order) : unknownAnswer;
  }

  #generate(data: unknown): Answer {
    const asked = generate.safeParse(data);
    if (!asked.success) {
      const names = asked.error.issues.map(({ path }) => path.join('.'));
      return { RtnCode: parameterFault, RtnMsg: `Parameter Error. ${names.join(', ')}` };
    }
    if (isFirewalled(asked.data)) return { RtnCode: 10400011, RtnMsg: 'Request blocked' };
    const known = this.ledger.find(asked.data.MerchantID, asked.data.OrderInfo.MerchantTradeNo);
    return known ? duplicateAnswer(known) : issuedAnswer(this.ledger.write(this.#newOrder(asked.data)));
  }

  #newOrder({ MerchantID, PlatformID, OrderInfo, ATMInfo, CustomField }: Generate): AtmOrder {
    const now = this.now();
    const tradeDate = ecpayTime(now);
    const serial = String(this.ledger.size % 10_000).padStart(4, '0');
    return {
      merchantId: MerchantID,
      platformId: PlatformID,
      merchantTradeNo: OrderInfo.MerchantTradeNo,
      tradeNo: tradeDate.replace(/\D/g, '').slice(2) + serial,
      tradeDate,
      amount: OrderInfo.TotalAmount,
      itemName: OrderInfo.ItemName,
      returnUrl: OrderInfo.ReturnURL,
      customField: CustomField,
      bankCode: ATMInfo.ATMBankCode || '004',
      account: Array.from({ length: 16 }, () => randomInt(10)).join(''),
      expireDate: ecpayTime(new Date(now.getTime() + ATMInfo.ExpireDate * 86_400_000)).slice(0, 10),
      state: 'issued',
      isSimulated: false,
      paymentDate: '',
      callbacks: [],
    };
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
