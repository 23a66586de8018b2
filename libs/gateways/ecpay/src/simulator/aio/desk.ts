import type { SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf } from '../accounts.ts';
import { isFirewalled } from '../firewall.ts';
import type { Choice, Ledger, Order } from '../orders.ts';
import { bankCodeOf, isCard, isWithinLimits, offersOf } from '../methods.ts';
import { codeFields, noCodeFields, noTradeFields, tradeFields, wrongMacFields } from './answers.ts';
import { hasMac, withMac, type Form } from './sign.ts';
import { checkout, query, type Checkout } from './request.ts';

/** Seconds for which a question is fresh. */
const clockLimit = 180;

/** Why the cashier shows an error instead of the order. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

const refusal = (code: string, message: string): Refusal => ({ code, message });

/** Cards: https://github.com/ECPay/WooCommerce_Payment/issues/5; other methods: page 5740. */
const outOfRange = (order: Order): Refusal =>
  order.choice === 'all' || isCard(order)
    ? refusal('10300023', '本次交易未提供任何付款方式，請與商店聯繫確認。')
    : refusal('5100070', 'The amount is out of range, or no method can be used.');

/** ECPay's endpoints under `/Cashier`: forms in; a page, or a line that is signed but not escaped, out. */
export class AioEndpoints {
  constructor(
    private readonly ledger: Ledger,
    private readonly runtime: Pick<SimulatorRuntime, 'now' | 'enforcesLimits'>,
  ) {}

  /** The new order, or what the payer reads instead. */
  checkOut(form: Form | undefined): Order | Refusal {
    const account = form && accountOf(form.MerchantID ?? '');
    if (!form || !account) return refusal('10200002', 'MerchantID Error');
    if (!hasMac(form, account)) return refusal('10200073', 'CheckMacValue Error');
    const asked = checkout.safeParse(form);
    if (!asked.success) {
      const names = asked.error.issues.map(({ path }) => path.join('.'));
      const code = names.includes('TotalAmount') ? '10200050' : '10100050';
      return refusal(code, `Parameter Error. ${names.join(', ')}`);
    }
    const { MerchantID, MerchantTradeNo, ItemName, TradeDesc } = asked.data;
    if (isFirewalled(ItemName, TradeDesc)) return refusal('10400011', 'Request blocked');
    if (this.ledger.findOf(MerchantID, MerchantTradeNo)) return refusal('10200047', 'MerchantTradeNo Error');
    const order = this.#newOrder(asked.data);
    return order.offers?.length === 0 ? outOfRange(order) : this.ledger.write(order);
  }

  queryTrade(form: Form | undefined): Form | undefined {
    return this.#query(form, (order, { MerchantID, MerchantTradeNo }) =>
      order ? tradeFields(order) : noTradeFields(MerchantID, MerchantTradeNo),
    );
  }

  /** The code again; no longer once it is paid. */
  queryCode(form: Form | undefined): Form | undefined {
    return this.#query(form, (order, { MerchantTradeNo }) =>
      order?.code && order.state !== 'paid' ? codeFields(order, true) : noCodeFields(MerchantTradeNo),
    );
  }

  /** Undefined for a question that is none, or too old: ECPay answers with a bare HTTP 500. */
  #query(
    form: Form | undefined,
    answer: (order: Order | undefined, asked: { MerchantID: string; MerchantTradeNo: string }) => Form,
  ): Form | undefined {
    const account = form && accountOf(form.MerchantID ?? '');
    const asked = query.safeParse(form);
    if (!form || !account || !asked.success) return undefined;
    if (!hasMac(form, account)) return wrongMacFields;
    const { MerchantID, MerchantTradeNo, TimeStamp } = asked.data;
    if (Math.abs(this.runtime.now().getTime() / 1000 - TimeStamp) > clockLimit) return undefined;
    const order = this.ledger.findOf(MerchantID, MerchantTradeNo);
    return withMac(answer(order?.product === 'aio' ? order : undefined, asked.data), account);
  }

  #newOrder(asked: Checkout): Order {
    const { StoreExpireDate } = asked;
    const choice = asked.ChoosePayment.toLowerCase() as Choice;
    const { enforcesLimits } = this.runtime;
    return {
      product: 'aio',
      merchantId: asked.MerchantID,
      platformId: asked.PlatformID,
      storeId: asked.StoreID,
      merchantTradeNo: asked.MerchantTradeNo,
      ...this.ledger.newNumber(this.runtime.now()),
      choice,
      offers: offersOf({ choice }).filter((method) => !enforcesLimits || isWithinLimits(method, asked.TotalAmount)),
      subPayment: asked.ChooseSubPayment,
      needsExtraInfo: asked.NeedExtraPaidInfo === 'Y',
      asked: asked.TotalAmount,
      amount: asked.TotalAmount,
      itemName: asked.ItemName,
      customFields: [asked.CustomField1, asked.CustomField2, asked.CustomField3, asked.CustomField4],
      returnUrl: asked.ReturnURL,
      paymentInfoUrl: asked.PaymentInfoURL,
      clientRedirectUrl: asked.ClientRedirectURL,
      orderResultUrl: asked.OrderResultURL,
      minutes: {
        atm: (asked.ExpireDate ?? 3) * 1440,
        cvs: StoreExpireDate ?? 10_080,
        barcode: (asked.ChoosePayment === 'BARCODE' && StoreExpireDate ? StoreExpireDate : 7) * 1440,
      },
      bankCode: bankCodeOf(asked.ChooseSubPayment) ?? '822',
      code: null,
      state: 'open',
      isSimulated: false,
      paymentDate: '',
      callbacks: [],
    };
  }
}

/** The line that a query is answered with. */
export const toLine = (form: Form): string =>
  Object.entries(form)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
