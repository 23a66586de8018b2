import type { PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page, Strings } from '../domain/page.ts';
import type { Info } from '../domain/info.ts';
import type { Buyer, Environment } from '../domain/payment.ts';
import type { Fetch } from './egress.ts';

/**
 * The port that a gateway's folder implements, second edition.
 *
 * A payment is what a merchant asks for; an attempt is one order at one gateway for it. An adapter sees single orders only:
 * `Order` when it is to be placed, `PlacedOrder` ever after. What an adapter throws (always PayCoreError) decides what
 * becomes of the attempt and its payment:
 *
 * | thrown by | kind | the attempt | the payment |
 * |---|---|---|---|
 * | open | invalid | none is made | none is made; the caller gets 422 |
 * | create | rejected | failed, with code and message | failed, unless another attempt is open |
 * | create | rejected, `leavesNoPayment` | removed | removed, where this was its only attempt |
 * | create | unavailable | creating: retried with the same order, `Gateway.createAttempts` times, then failed | pending, then as if refused |
 * | verify | forged | unchanged | unchanged; the callback is recorded as refused and answered by `answer(error)` |
 * | verify | unavailable | unchanged | unchanged; no ACK, so that the gateway sends it again |
 * | query, cancel | unavailable, rejected | unchanged, asked again later | unchanged; the caller gets 502 or 422 |
 * | complete | rejected | pending: the payer may approve again | pending |
 * | complete | unavailable | under way until the gateway tells how it ended | pending, and no other attempt is completed meanwhile |
 * | verifyCredentials | unavailable | none has a part in it | none has a part in it; nothing is known of the credentials |
 * | any | another Error | unchanged | unchanged; a bug: logged, answered with 500 |
 */

/** A payment gateway: everything that does not depend on a merchant's account. */
export interface Gateway {
  readonly name: string;
  /** By route, the part after `/pay/{name}/`. */
  readonly methods: Readonly<Record<string, Method>>;
  /** HTTP methods its callbacks use; only POST where absent. */
  readonly callbackMethods?: readonly CallbackMethod[];
  /** Length of the order numbers we send, in characters: the gateway's maximum, at most 20. */
  readonly orderNoLength: number;
  /** Calls to place one order while its result is unknown, before the create fails. */
  readonly createAttempts: number;
  /** Seconds after creation before the scheduler first queries an order's state. */
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
  /** Reads which order a callback refers to, before anything is verified; best key first. */
  locate(callback: Callback, credentialsOf: CredentialsOf): OrderKey[] | Promise<OrderKey[]>;
  /** The reply to a callback: the gateway's ACK, or the refusal in a form it understands. */
  answer(error?: PayCoreError): Reply;
  /**
   * The refusal (`forged`) of a callback that proves nothing, for gateways that sign none: theirs are proven by our URL's secret
   * or a token of the merchant's. A stranger is told this and nothing else, also where there is no such order.
   */
  refuseUnproven?(): PayCoreError;
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
  /**
   * What `open` understood of the credentials it was given, under the contract's names, and nothing else: aliases resolved,
   * defaults and the environment filled in where a field says them. Stored in the place of what was given; opens the same account.
   */
  readonly credentials: Strings;
  /** Safe to repeat with the same order: where the gateway already has it, the earlier result is read back. */
  create(order: Order): Promise<Created>;
  /** Proves that the callback is genuine and matches this order (merchant, number, amount, currency), then translates it. Throws `forged`. */
  verify(callback: Callback, order: PlacedOrder, trust: Trust): Outcome | Promise<Outcome>;
  /** Queries the order's state. Absent: gateway_sync_not_supported. Throws `unavailable`. */
  query?(order: PlacedOrder): Promise<Outcome>;
  /** Whether the return URL's query proves that this is the payer, sent back by the gateway. Says nothing about the state. */
  isReturnOf?(order: PlacedOrder, query: Strings): boolean;
  /**
   * Captures the money the payer has approved (outcomes with `next: 'complete'`). Safe to repeat and to run in parallel with
   * the same `serial`, which starts at 1 and rises only after an outcome with `declined`. Throws `unavailable`.
   */
  complete?(order: PlacedOrder, serial: number): Promise<Outcome>;
  /** Cancels the order at the gateway as far as possible; resolves to its state afterwards. */
  cancel?(order: PlacedOrder): Promise<Outcome>;
  /** The account's balance. Throws `unavailable`, `rejected`. */
  balance?(): Promise<Balance>;
  /**
   * What the gateway's answer to a harmless question says of the credentials that it takes: it creates nothing, moves nothing,
   * and is asked anew each time. Keys that it is never sent, such as those its callbacks are signed with, are not judged.
   * Absent: nothing can be asked. Throws `unavailable` where there is no clear answer.
   */
  verifyCredentials?(): Promise<CredentialCheck>;
}

/** `valid`: the gateway knows them, even where they may not do everything. `invalid`: it says that it does not. */
export type CredentialCheck = 'valid' | 'invalid';

/** One way to pay at a gateway. */
export interface Method {
  /** The `method` in API answers: `atm`. */
  readonly name: string;
  /** ISO 4217, upper case; any currency where absent. */
  readonly currencies?: readonly string[];
  /** Error code for any other currency; INVALID_ARGUMENT where absent. */
  readonly currencyFault?: string;
  /** Reporting lag in hours: how long after the deadline money paid in time may be reported; 1 where absent. */
  readonly lagHours?: number;
  /**
   * What the payer chooses together with the method, by the field of `readExtra` that it is: `{cvs_type: ['ibon', 'fami']}`.
   */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Hours an order without a known deadline stays payable; 24 where absent. */
  readonly openHours?: number;
  /** Leads to what other methods of the gateway offer too: payers are offered it only where the merchant says so. */
  readonly isDuplicate?: boolean;
  /** The method's unit: decimal places of an integer `amount` (2 = cents). */
  decimalsOf(currency: string): number;
  /**
   * The most decimal places that an order's amount may have, for methods whose merchants may send it as decimal text ("9.99"
   * in major units) beside the integer; at least `decimalsOf`. Absent: only integers are taken, and orders have no `decimals`.
   */
  maxDecimalsOf?(currency: string): number;
}

/** What names an order on both sides, and its money. */
export interface OrderIdentity {
  readonly paymentNo: string;
  /** Our number for this order at the gateway: `PC…`, of `Gateway.orderNoLength` characters. No other order has it. */
  readonly gatewayOrderNo: string;
  readonly merchantOrderNo: string;
  /** Key of `Gateway.methods`. */
  readonly route: string;
  /** Integer in the method's unit: see `Method.decimalsOf`. With `decimals` in units of 10^-decimals: 999 and 2 are 9.99. */
  readonly amount: number;
  /** `Method.maxDecimalsOf`, where the amount is no whole number of the method's units; absent otherwise. */
  readonly decimals?: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /**
   * Idempotency keys for this order are made of `paymentNo`, as before payments had several orders; of `gatewayOrderNo`
   * where absent.
   */
  readonly isKeyedByPayment?: boolean;
}

/** An order to be placed at a gateway. */
export interface Order extends OrderIdentity {
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

/** Our addresses for one order. */
export interface OrderUrls {
  /** For the gateway's server; carries `?payment_no=…&attempt=…&secret=…`. */
  readonly callback: string;
  /** For the payer's browser, without a token: for gateways that add a query of their own, by which `isReturnOf` knows the payer. */
  readonly return: string;
  /** The same with the page's token as `t`, which leads to the payment's page. */
  readonly returnWithToken: string;
  /** The payment's own page, with its token. */
  readonly page: string;
  /** The payer's language, as BCP 47 writes it: `zh-TW`. Their browser knows it where it is absent. */
  readonly locale?: string;
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

/** An order that was handed to the gateway: what its callbacks and answers are judged against. */
export interface PlacedOrder extends OrderIdentity {
  readonly environment: Environment;
  /** The gateway's own number, once known. */
  readonly gatewayTradeNo?: string;
  /** What the gateway issued so far (`payment_info`). */
  readonly info: Info;
  /** The payer has something to pay by: a code, an account, a form of ours. False while the page only leads to the gateway. */
  readonly hasCode: boolean;
  readonly isPaid: boolean;
}

/**
 * What the core knows about a callback before the gateway verifies it. ECPay's callback to
 * `…?payment_no=PAY…&attempt=2&secret=…`, found by that number, with the secret that attempt 2 was given:
 * `{ matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false }`.
 */
export interface Trust {
  /** Which key from `locate` found the order. */
  readonly matchedBy: OrderKey['by'];
  /** Whether the URL carried the secret that we gave the gateway for this order. The payer may have seen it in a form. */
  readonly secret: 'valid' | 'wrong' | 'absent';
  /** The project accepts unsigned callbacks. */
  readonly allowsUnsigned: boolean;
}

/**
 * Identifies an order by one of its numbers. `paymentNo` names it together with the callback URL's `attempt`; without one,
 * as where a message names only the payment, it means the gateway's only order of that payment.
 */
export interface OrderKey {
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

/** The credentials that the account may have, likeliest first; at most a hundred, of which anybody may have made up most. */
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
