import type { Strings } from '../domain/page.ts';
import type { PostPaymentEvent } from '../domain/post-payment-event.ts';
import type { CallbackMethod } from './gateway.ts';

/** The gateway's side of the wire, for the sandbox: its own reading of the protocol, sharing no code with the adapter. */
export interface Simulator {
  /** The gateway's own endpoints and the page where a person pays; the path is without the mount. */
  fetch(request: Request): Response | Promise<Response>;
  /** Newest first. */
  orders(): readonly SimulatedOrder[];
  /**
   * Moves an order as a person or the gateway would; never refuses. Resolves when each callback was answered or timed out.
   * Undefined: no such order.
   */
  drive(orderNo: string, outcome: SimulatedOutcome, how: Drive): Promise<SimulatedOrder | undefined>;
}

/** A gateway that sends nothing of what comes after the payment leaves the order as it is. */
export type SimulatedOutcome = 'issued' | 'paid' | 'failed' | 'declined' | 'expired' | PostPaymentEvent['type'];

export interface Drive {
  /** How often the callback is sent; 1 where absent. */
  readonly times?: number;
  /** What the gateway reports as the amount, in callback and query. */
  readonly amount?: number;
  /** Only send, wrongly signed; the order stays as it is. */
  readonly forged?: boolean;
  /** Change the order, send nothing. */
  readonly silent?: boolean;
  readonly simulated?: boolean;
  /** What only one gateway's simulator understands, such as SmilePay's `response_id`. */
  readonly options?: Strings;
}

export interface SimulatedOrder {
  readonly gateway: string;
  /** Our gatewayOrderNo. */
  readonly order_no: string;
  readonly trade_no: string;
  readonly payment_no: string | null;
  readonly method: string;
  readonly amount: number;
  readonly currency: string;
  readonly state: string;
  /** Where the gateway sends callbacks: as PayCore handed it over with the order, else as the merchant entered it. */
  readonly callback_url: string | null;
  readonly callbacks: readonly SimulatedCallback[];
}

/** `status` 0: no answer. */
export interface SimulatedCallback {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly at: string;
}

export interface SimulatorRuntime {
  /** The mount as the outside sees it: `http://127.0.0.1:4003/ecpay`. */
  readonly baseUrl: string;
  /** What a merchant enters in the gateway's console, where an order names no address for callbacks. */
  readonly callbackUrl: string;
  readonly now: () => Date;
  /** Whether amounts outside a method's limits are refused, as the real gateway does. */
  readonly enforcesLimits: boolean;
  /** As GatewayRuntime.settings: a gateway whose words the operator sets is played in those words. */
  readonly settings?: Strings;
  /**
   * Sends one callback as the gateway's server, by POST where no method is named; by GET it has no body. Status 0 where
   * nothing answered within the gateway's time.
   */
  send(
    url: string,
    init: { method?: CallbackMethod; headers: Strings; body: string; timeoutMs: number },
  ): Promise<{ status: number; body: string }>;
  /** Runs the task after so many seconds of the gateway's clock, which the sandbox may speed up. Lost at a stop. */
  later(seconds: number, task: () => Promise<void>): void;
  /** What the simulator wrote before, oldest first; and a place to write. Values are JSON. */
  readonly journal: { read(): readonly unknown[]; append(entry: unknown): void };
}

/** What a gateway's simulator door exports: enough to mount it, and to begin a demo with it. */
export interface SimulatorFactory {
  readonly gateway: string;
  /** Paths at the sandbox's root that its SDK insists on, such as `/v2`; all else stands under `/{gateway}`. */
  readonly rootPaths?: readonly string[];
  /** A test account that the simulator knows, as `gateway_credentials` takes it: published by the gateway, or made up. */
  readonly demoCredentials: Strings;
  open(runtime: SimulatorRuntime): Simulator;
}
