import type { Strings } from '@paycore/core';

/** What a gateway's callback is answered where it is not believed, with HTTP status 400. */
export interface CallbackRefusal {
  readonly message: string;
  readonly error: { readonly error_code: string };
}

export const refusal = (message: string, error_code = 'CALLBACK_REFUSED'): CallbackRefusal => ({
  message,
  error: { error_code },
});

/** One create, `POST /api/paycore/pay/{gateway}/{route}`. */
export interface RouteProfile {
  /** As answers name it: `atm`. */
  readonly method: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** As merchants give it for that currency. */
  readonly amount: number;
  /**
   * Routes of one flow are created and verified by the same code: the first of them is tried in every way, the others are paid.
   * Those that name none are one flow.
   */
  readonly flow?: string;
  /** Beside what every create takes. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Where it is not the gateway's. */
  readonly forged?: CallbackRefusal;
}

/** The first route of each flow, in the order of the profile. */
export function firstOfFlows(routes: GatewayProfile['routes']): string[] {
  const firsts = new Map<string, string>();
  for (const [route, { flow = '' }] of Object.entries(routes)) if (!firsts.has(flow)) firsts.set(flow, route);
  return [...firsts.values()];
}

/** A callback that nobody but a forger sends. */
export interface Forgery {
  /** Reads after "refuses ". */
  readonly what: string;
  readonly headers: Strings;
  readonly body: string;
  /** Added to the payment's callback URL; `secret` there takes the place of the right one. */
  readonly query?: Strings;
  readonly refusal: CallbackRefusal;
}

/** How a payment is named, on both sides: no secret. */
export interface PaymentNumbers {
  readonly route: string;
  readonly paymentNo: string;
  readonly gatewayOrderNo: string;
  readonly gatewayTradeNo: string;
}

/**
 * What tests must know of a gateway, as a stranger to its code sees it: those of the whole system, which drive it through the
 * sandbox, and the gateway contract. Each gateway's `/testing` door exports it as `{name}Profile`.
 */
export interface GatewayProfile {
  readonly gateway: string;
  /** By what follows `pay/{gateway}/`. */
  readonly routes: Readonly<Record<string, RouteProfile>>;
  /** The body by which the gateway learns that its callback was taken. */
  readonly ack: string;
  /** What stands in the path of the call that makes an order. */
  readonly createPath: string;
  /** Whether it can be asked for a payment. */
  readonly canQuery: boolean;
  /** Whether it tells a try that failed and may be repeated. */
  readonly declines: boolean;
  /** Whether it knows payments in which no money moves. */
  readonly simulates: boolean;
  readonly wrongAmount: CallbackRefusal;
  readonly forged: CallbackRefusal;
  /** Callbacks that the simulator does not forge; each is sent to a payment of each flow. */
  readonly forgeries: (payment: PaymentNumbers) => readonly Forgery[];
  /** The query with which it sends the payer back, where that proves who comes. */
  readonly returnQuery?: (payment: PaymentNumbers) => Strings;
  readonly canaries: Canaries;

  /** As a merchant gives them; the simulator knows this merchant. */
  readonly credentials: Strings;
  /** The gateway's own names of fields in `credentials`. */
  readonly aliases?: Strings;
  /** Words that say the same in a field of `credentials`, by field; in each list those of one meaning. */
  readonly synonyms?: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Another merchant's. */
  readonly otherCredentials: Strings;
  /** Names in `credentials` without which it cannot be opened. */
  readonly required: readonly string[];
  /** Names in `credentials` whose values must never show. */
  readonly secrets: readonly string[];
  /** Those of them that the gateway wants to be sent. They may stand in bodies, never in addresses. */
  readonly sent?: readonly string[];
  /** error_code of bad credentials. */
  readonly credentialCode: string;
  /** The gateway makes another order of each repeat: it has no answer to read again. */
  readonly forgetsOrders?: true;
  /** Routes whose order the payer's browser hands over, by posting a form: nobody is called at create. */
  readonly byBrowser?: readonly string[];
  /** Those of them whose code to pay by comes in a callback. */
  readonly codeByCallback?: readonly string[];
}

/** Secrets of at least 16 characters that are put in play and looked for in everything that PayCore says and stores. */
export interface Canaries {
  /** Credentials that the gateway refuses. */
  readonly refused: Strings;
  /** Credentials that the demo's merchant may add to its own. */
  readonly added?: Strings;
  /** What only the payer's page may show. */
  readonly onPage?: RegExp;
}
