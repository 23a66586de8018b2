import { queryOf } from './query.ts';
import { paymentList, type PaymentFilters, type PaymentList } from './payment-list.ts';
import { sender, type CallOptions, type Options } from './send.ts';
import type {
  Balance,
  CreateBody,
  CreatedLink,
  CreatedPayment,
  GatewayCredentials,
  GatewayName,
  LinkBody,
  OfferedMethod,
  Overview,
  Payment,
  Route,
} from './types.ts';

/** PayCore's merchant API. Methods throw PayCoreApiError or PayCoreConnectionError. */
export interface PayCore {
  /**
   * Creates a payment: `pay('ecpay/atm', {…})`. Repeats are safe, also after an error: while the payment of this
   * merchant_order_no is open or paid, it is answered again with `created: false`; after its deadline with a fresh code, which
   * is a further attempt of the same payment. `ORDER_CONFLICT` names the payment in the way: `PayCoreApiError.paymentNo`.
   */
  pay<R extends Route>(route: R, body: CreateBody<R>, options?: CallOptions): Promise<CreatedPayment<R>>;
  /**
   * All-in-One: the payer picks the method at `payment_url`, and the project's stored accounts are used. `amount` is in major
   * units. Repeats are as safe.
   */
  pay(body: LinkBody, options?: CallOptions): Promise<CreatedLink>;
  /** What a payer could pick now, in the payment page's order; of `amount` in major units where it is named. */
  methods(question?: MethodsOptions): Promise<readonly OfferedMethod[]>;
  payment(paymentNo: string, options?: CallOptions): Promise<Payment>;
  /** Asks the gateway first, where it can be asked: at most every 5 s per payment. */
  sync(paymentNo: string, options?: CallOptions): Promise<Payment>;
  /**
   * Closes an unpaid payment and frees its order; repeats are safe. What was issued may be paid all the same, which counts.
   * `ORDER_CONFLICT` where it is paid, or its money may be moving.
   */
  cancel(paymentNo: string, options?: CallOptions): Promise<Payment>;
  /** Newest first: `for await (const payment of paycore.payments({ status: 'paid' })) …`. */
  payments(filters?: PaymentFilters, options?: CallOptions): PaymentList;
  /** `timezone`: an IANA name, Asia/Taipei where absent; `currency`: of the three sums, TWD where absent. */
  overview(options?: OverviewOptions): Promise<Overview>;
  /** Of the stored account where no credentials are given. Throws UNSUPPORTED_GATEWAY_ACTION where the gateway tells none. */
  balance<G extends GatewayName>(
    gateway: G,
    credentials?: GatewayCredentials<G>,
    options?: CallOptions,
  ): Promise<Balance>;
}

export interface MethodsOptions extends CallOptions {
  readonly amount?: number | string;
  /** TWD where absent. */
  readonly currency?: string;
}

export interface OverviewOptions extends CallOptions {
  readonly timezone?: string;
  readonly currency?: string;
}

/** Throws a TypeError where `baseUrl` or `apiKey` cannot be right. */
export function payCore(options: Options): PayCore {
  if (!/^pc_(live|test)_\w+$/.test(options.apiKey)) throw new TypeError('apiKey is none: pc_live_… or pc_test_…');
  const send = sender(options.apiKey, options);
  const post = (path: string, body: unknown) => ({ method: 'POST' as const, path: `/api/paycore/${path}`, body });
  const paymentPath = (paymentNo: string) => `payments/${encodeURIComponent(paymentNo)}`;
  return {
    pay: <T>(first: string | object, second?: unknown, third?: CallOptions) =>
      typeof first === 'string'
        ? send<T>(post(`pay/${first}`, second), third)
        : send<T>(post('pay', first), second as CallOptions | undefined),
    methods: async ({ amount, currency, ...call } = {}) => {
      const query = queryOf({ amount, currency });
      const { methods } = await send<{ readonly methods: readonly OfferedMethod[] }>(
        { method: 'GET', path: `/api/paycore/methods?${query}` },
        call,
      );
      return methods;
    },
    payment: (paymentNo, call) => send({ method: 'GET', path: `/api/paycore/${paymentPath(paymentNo)}` }, call),
    sync: (paymentNo, call) => send(post(`${paymentPath(paymentNo)}/sync`, {}), call),
    cancel: (paymentNo, call) => send(post(`${paymentPath(paymentNo)}/cancel`, {}), call),
    payments: (filters = {}, call) => paymentList(send, filters, call),
    overview: ({ timezone, currency, ...call } = {}) =>
      send({ method: 'GET', path: `/api/paycore/home/overview?${queryOf({ timezone, currency })}` }, call),
    balance: (gateway, credentials, call) =>
      send(post(`gateways/${gateway}/balance`, { gateway_credentials: credentials }), call),
  };
}
