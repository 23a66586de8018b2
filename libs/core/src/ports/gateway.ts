import type { PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page, Strings } from '../domain/page.ts';
import type { Buyer, Environment, Info, Payment } from '../domain/payment.ts';
import type { Fetch } from './egress.ts';
import type { GatewayDocs } from './gateway-docs.ts';

/** One payment gateway: what it offers before any merchant is known. */
export interface Gateway {
  readonly name: string;
  /** What follows `/pay/{name}/` → what it means. */
  readonly methods: Readonly<Record<string, Method>>;
  /** HTTP methods of its callbacks; POST alone where absent. */
  readonly callbackMethods?: readonly CallbackMethod[];
  /** Characters an order number may have there, at most 20. */
  readonly orderNoLength: number;
  /** How often one order may be handed over while its answer is unknown, before the create is given up. */
  readonly createAttempts: number;
  /** Seconds after creation before the scheduler may ask for a payment's state. */
  readonly firstQueryAfterSeconds: number;
  /** A payer who comes back is a reason to ask at once; for gateways that take many questions. */
  readonly queriesOnReturn?: boolean;
  /**
   * Parses the merchant's credentials; `fallback` is the environment of the API key, for credentials that name none.
   * Throws `invalid` with this gateway's own code and `fields` named `gateway_credentials.x`.
   */
  open(credentials: unknown, fallback: Environment): GatewayAccount;
  /** Checks what the merchant sent beyond the common fields and keeps it as the order's `extra`. Throws `invalid`. */
  readExtra?(route: string, body: Info): Info;
  /** Reads, without trust, which payment a callback speaks of; best key first. */
  locate(callback: Callback, credentialsOf: CredentialsOf): PaymentKey[] | Promise<PaymentKey[]>;
  /** What the gateway is answered: its ACK, or how it learns of the refusal. */
  answer(error?: PayCoreError): Reply;
  /** Origins that its accounts call, for whoever asks whether they can be reached. */
  readonly hosts?: Readonly<Record<Environment, readonly string[]>>;
  /** What it brings along and will have to be replaced: shown as a metric, and told by the doctor in time. */
  expiries?(): readonly Expiry[];
  /** What the payer's page runs for pages of the kind `element`. */
  readonly element?: ElementScripts;
  /** What the documentation says of this gateway; asked for once, when somebody first reads it. */
  docs?(): GatewayDocs;
}

/** Something shipped with PayCore that ends, such as a certificate. */
export interface Expiry {
  readonly name: string;
  readonly expiresAt: Date;
}

/** The payment form of a gateway inside our page: its own library, and our script that drives it. */
export interface ElementScripts {
  /** URL of the gateway's browser library. */
  readonly library: string;
  /** Our script, run after the library; served from our own origin. How the page and it meet: apps/api/src/pages/kinds/element.ts. */
  readonly driver: string;
  /** What else the library needs of the page's Content-Security-Policy; `script` besides the library itself. */
  readonly origins: Readonly<Record<'script' | 'frame' | 'connect' | 'image', readonly string[]>>;
}

/** A merchant's account there. An optional member is a capability. */
export interface GatewayAccount {
  /** MerchantID, Dcvc, client_id, appid, … */
  readonly id: string;
  readonly environment: Environment;
  /** Safe to repeat with the same order: where the gateway already has it, what it issued is read again. */
  create(order: Order): Promise<Created>;
  /** Proves the callback genuine and about this payment (merchant, number, amount, currency), then translates it. Throws `forged`. */
  verify(callback: Callback, payment: Payment, trust: Trust): Outcome | Promise<Outcome>;
  /** Absent → gateway_sync_not_supported. Throws `unavailable`. */
  sync?(payment: Payment): Promise<Outcome>;
  /** Whether a return's query proves that the gateway sent this payment's own payer back. It says nothing of the state. */
  isReturnOf?(payment: Payment, query: Strings): boolean;
  /**
   * Moves the money that the payer has approved (outcomes with `next: 'complete'`). Safe to repeat and to race with the same
   * `attempt`, which rises from 1 only after an outcome with `declined`. Throws `unavailable`.
   */
  complete?(payment: Payment, attempt: number): Promise<Outcome>;
  /** Makes the gateway's order unpayable, as far as the gateway lets it; answers what it then is. */
  cancel?(payment: Payment): Promise<Outcome>;
  /** Throws `unavailable`, `rejected`. */
  balance?(): Promise<Balance>;
}

export interface Method {
  /** As answers name it: `atm`. */
  readonly name: string;
  /** ISO 4217, upper case; absent: any. */
  readonly currencies?: readonly string[];
  /** Code of the refusal of another currency; INVALID_ARGUMENT where absent. */
  readonly currencyFault?: string;
  /** Hours after the deadline in which the gateway may still report a payment made in time; 1 where absent. */
  readonly lagHours?: number;
  /** Hours that a payment of no known deadline stays open; 24 where absent. */
  readonly openHours?: number;
  /** Digits of `amount` below the major unit. */
  decimalsOf(currency: string): number;
}

/** What a gateway is asked to make payable. */
export interface Order {
  readonly paymentNo: string;
  readonly gatewayOrderNo: string;
  readonly merchantOrderNo: string;
  readonly route: string;
  readonly amount: number;
  readonly currency: string;
  readonly itemName: string;
  readonly description?: string;
  readonly buyer: Buyer;
  /** Days, 1–60. */
  readonly expireDays: number;
  /** The same on each repeat of the order. */
  readonly createdAt: Date;
  readonly urls: OrderUrls;
  readonly extra: Info;
}

export interface OrderUrls {
  /** For the gateway's server; carries `?payment_no=…&secret=…`. */
  readonly callback: string;
  /** For the payer's browser, without a token. */
  readonly return: string;
  /** The payment's own page, with its token. */
  readonly page: string;
}

export interface Created {
  readonly gatewayTradeNo?: string;
  readonly info: Info;
  readonly page: Page;
  readonly expiresAt?: Date;
}

/** What the core knows of a callback before the gateway checks it. */
export interface Trust {
  /** Which of the keys that `locate` read found the payment. */
  readonly matchedBy: PaymentKey['by'];
  /** The URL carried the secret that we handed to the gateway for this payment. */
  readonly secret: 'valid' | 'wrong' | 'absent';
  /** The project accepts callbacks that nothing signs. */
  readonly allowsUnsigned: boolean;
}

export interface PaymentKey {
  readonly by: 'paymentNo' | 'gatewayOrderNo' | 'gatewayTradeNo' | 'merchantOrderNo';
  readonly value: string;
  /** Breaks ties: two merchants may share an order number. */
  readonly accountId?: string;
}

export type CallbackMethod = 'GET' | 'POST';

export interface Callback {
  /** Of the HTTP request that brought it, for the log. */
  readonly requestId?: string;
  /** POST where absent. */
  readonly method?: CallbackMethod;
  /** The body as it came; of a GET the query string, without its question mark. */
  readonly rawBody: Uint8Array;
  /** Lower-case names. */
  readonly headers: Strings;
  readonly query: Strings;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface Balance {
  readonly balance: number | string | null;
  readonly raw: unknown;
}

/** Credentials that payments of this account were made with, newest first, a few. */
export type CredentialsOf = (accountId: string) => Promise<unknown[]>;

/** What a gateway is made of: no container, no environment variables, no store. */
export interface GatewayRuntime {
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Where the sandbox stands, `http://127.0.0.1:4003`; the gateway's own hosts where absent. */
  readonly sandboxUrl?: string;
  /** The operator's settings for this gateway: `PAYCORE_GATEWAY_PLUS_BASE_URL` stands here as `base_url`. */
  readonly settings?: Strings;
}

/** What a gateway's door exports: all that must be known before it is made, and how it is made, once a process. */
export interface GatewayFactory {
  readonly name: string;
  /** Characters that a callback URL may have there, with all its parameters; unlimited where absent. */
  readonly maxCallbackUrlLength?: number;
  /** Throws `invalid`, with `fields` named like the settings, where those cannot be used. Absent: it has none. */
  checkSettings?(settings: Strings): void;
  /** The settings were checked. */
  make(runtime: GatewayRuntime): Gateway;
}
