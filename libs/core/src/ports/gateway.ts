import type { PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page, Strings } from '../domain/page.ts';
import type { Buyer, Environment, Info, Payment } from '../domain/payment.ts';
import type { Fetch } from './egress.ts';

/** A payment gateway: everything that does not depend on a merchant's account. */
export interface Gateway {
  readonly name: string;
  /** By route, the part after `/pay/{name}/`. */
  readonly methods: Readonly<Record<string, Method>>;
  /** HTTP methods its callbacks use; only POST where absent. */
  readonly callbackMethods?: readonly CallbackMethod[];
  /** Length of the order numbers we send, in characters: the gateway's maximum, at most 20. */
  readonly orderNoLength: number;
  /** Attempts to place one order while its result is unknown, before the create fails. */
  readonly createAttempts: number;
  /** Seconds after creation before the scheduler first queries a payment's state. */
  readonly firstQueryAfterSeconds: number;
  /** Query at once when the payer returns; for gateways that allow frequent queries. */
  readonly queriesOnReturn?: boolean;
  /**
   * Parses the merchant's credentials; `fallback` is the API key's environment, for credentials that name none.
   * Throws `invalid` with this gateway's own code and `fields` named `gateway_credentials.x`.
   */
  open(credentials: unknown, fallback: Environment): GatewayAccount;
  /** Validates the fields specific to this gateway; the result becomes the order's `extra`. Throws `invalid`. */
  readExtra?(route: string, body: Info): Info;
  /** Reads which payment a callback refers to, before anything is verified; best key first. */
  locate(callback: Callback, credentialsOf: CredentialsOf): PaymentKey[] | Promise<PaymentKey[]>;
  /** The reply to a callback: the gateway's ACK, or the refusal in a form it understands. */
  answer(error?: PayCoreError): Reply;
  /** Origins its accounts call, for checks of reachability. */
  readonly hosts?: Readonly<Record<Environment, readonly string[]>>;
  /** What it ships that will expire: exported as a metric, and reported early by the doctor. */
  expiries?(): readonly Expiry[];
  /** Scripts the payer's page runs for pages of kind `element`. */
  readonly element?: ElementScripts;
}

/** Something shipped with PayCore that expires, such as a certificate. */
export interface Expiry {
  readonly name: string;
  readonly expiresAt: Date;
}

/** A gateway's payment form embedded in our page: its library, and our script that drives it. */
export interface ElementScripts {
  /** URL of the gateway's browser library. */
  readonly library: string;
  /** Our script, run after the library and served from our origin. Its interface: apps/api/src/pages/kinds/element.ts. */
  readonly driver: string;
  /** Origins the library needs in the page's Content-Security-Policy; `script` is in addition to the library itself. */
  readonly origins: Readonly<Record<'script' | 'frame' | 'connect' | 'image', readonly string[]>>;
}

/** A merchant's account at the gateway. Each optional member is a capability. */
export interface GatewayAccount {
  /** MerchantID, Dcvc, client_id, appid, … */
  readonly id: string;
  readonly environment: Environment;
  /** Safe to repeat with the same order: where the gateway already has it, the earlier result is read back. */
  create(order: Order): Promise<Created>;
  /** Proves that the callback is genuine and matches this payment (merchant, number, amount, currency), then translates it. Throws `forged`. */
  verify(callback: Callback, payment: Payment, trust: Trust): Outcome | Promise<Outcome>;
  /** Queries the payment's state. Absent: gateway_sync_not_supported. Throws `unavailable`. */
  sync?(payment: Payment): Promise<Outcome>;
  /** Whether the return URL's query proves that this is the payer, sent back by the gateway. Says nothing about the state. */
  isReturnOf?(payment: Payment, query: Strings): boolean;
  /**
   * Captures the money the payer has approved (outcomes with `next: 'complete'`). Safe to repeat and to run in parallel with
   * the same `attempt`, which starts at 1 and rises only after an outcome with `declined`. Throws `unavailable`.
   */
  complete?(payment: Payment, attempt: number): Promise<Outcome>;
  /** Cancels the order at the gateway as far as possible; resolves to its state afterwards. */
  cancel?(payment: Payment): Promise<Outcome>;
  /** The account's balance. Throws `unavailable`, `rejected`. */
  balance?(): Promise<Balance>;
}

/** One way to pay at a gateway. */
export interface Method {
  /** The `method` in API answers: `atm`. */
  readonly name: string;
  /** ISO 4217, upper case; any currency where absent. */
  readonly currencies?: readonly string[];
  /** Error code for any other currency; INVALID_ARGUMENT where absent. */
  readonly currencyFault?: string;
  /** Reporting lag in hours: how long after the deadline a payment made in time may be reported; 1 where absent. */
  readonly lagHours?: number;
  /** Hours a payment without a known deadline stays open; 24 where absent. */
  readonly openHours?: number;
  /** Decimal places in `amount` (2 = cents). */
  decimalsOf(currency: string): number;
}

/** What a gateway account needs to create a payment. */
export interface Order {
  readonly paymentNo: string;
  readonly gatewayOrderNo: string;
  readonly merchantOrderNo: string;
  /** Key of `Gateway.methods`. */
  readonly route: string;
  /** Integer in the method's unit: see `Method.decimalsOf`. */
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  readonly itemName: string;
  readonly description?: string;
  readonly buyer: Buyer;
  /** Days, 1–60. */
  readonly expireDays: number;
  /** The same whenever the order is repeated. */
  readonly createdAt: Date;
  readonly urls: OrderUrls;
  /** What `Gateway.readExtra` returned. */
  readonly extra: Info;
}

/** Our addresses for one payment. */
export interface OrderUrls {
  /** For the gateway's server; carries `?payment_no=…&secret=…`. */
  readonly callback: string;
  /** For the payer's browser, without a token. */
  readonly return: string;
  /** The payment's own page, with its token. */
  readonly page: string;
}

/** What the gateway issued for an order. */
export interface Created {
  /** The gateway's own number, where it assigns one at once. */
  readonly gatewayTradeNo?: string;
  /** Becomes `payment_info`; JSON, without secrets. */
  readonly info: Info;
  readonly page: Page;
  /** The payer's deadline; unknown where absent. */
  readonly expiresAt?: Date;
}

/** What the core knows about a callback before the gateway verifies it. */
export interface Trust {
  /** Which key from `locate` found the payment. */
  readonly matchedBy: PaymentKey['by'];
  /** Whether the URL carried the secret that we gave the gateway for this payment. */
  readonly secret: 'valid' | 'wrong' | 'absent';
  /** The project accepts unsigned callbacks. */
  readonly allowsUnsigned: boolean;
}

/** Identifies a payment by one of its numbers. */
export interface PaymentKey {
  readonly by: 'paymentNo' | 'gatewayOrderNo' | 'gatewayTradeNo' | 'merchantOrderNo';
  readonly value: string;
  /** Needed where two merchants may use the same order number. */
  readonly accountId?: string;
}

export type CallbackMethod = 'GET' | 'POST';

/** A gateway's request to our webhook. */
export interface Callback {
  /** Id of the HTTP request, for the log. */
  readonly requestId?: string;
  /** POST where absent. */
  readonly method?: CallbackMethod;
  /** The body as received; for a GET, the query string without its question mark. */
  readonly rawBody: Uint8Array;
  /** Lower-case names. */
  readonly headers: Strings;
  readonly query: Strings;
}

/** The HTTP answer to a callback. */
export interface Reply {
  readonly status: number;
  /** Content type. */
  readonly type: string;
  readonly body: string;
}

/** An account's balance as the gateway reports it, and its whole answer. */
export interface Balance {
  readonly balance: number | string | null;
  readonly raw: unknown;
}

/** The credentials of the account's latest payments, newest first; at most a few. */
export type CredentialsOf = (accountId: string) => Promise<unknown[]>;

/** What a gateway is given: no container, no environment variables, no store. */
export interface GatewayRuntime {
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** The sandbox, `http://127.0.0.1:4003`; the gateway's own hosts where absent. */
  readonly sandboxUrl?: string;
  /** The operator's settings for this gateway: `PAYCORE_GATEWAY_PLUS_BASE_URL` becomes `base_url`. */
  readonly settings?: Strings;
}

/** What a gateway's package exports: everything needed before the gateway is made, and how to make it, once per process. */
export interface GatewayFactory {
  readonly name: string;
  /** Maximum length of a callback URL there, query included, in characters; unlimited where absent. */
  readonly maxCallbackUrlLength?: number;
  /** Throws `invalid` where settings are unusable, with `fields` named after them. Absent: the gateway has no settings. */
  checkSettings?(settings: Strings): void;
  /** Expects settings that `checkSettings` accepted. */
  make(runtime: GatewayRuntime): Gateway;
}
