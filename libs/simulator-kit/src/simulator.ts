import type { CallbackMethod, PostPaymentEvent, Strings } from '@paycore/core';

/** The gateway's side of the protocol, for the sandbox: implemented independently, sharing no code with the adapter. */
export interface Simulator {
  /** The gateway's own endpoints and the page where a person pays; the path excludes the mount point. */
  fetch(request: Request): Response | Promise<Response>;
  /** Newest first. */
  orders(): readonly SimulatedOrder[];
  /**
   * Changes an order as a payer or the gateway would; never refuses. Resolves once every callback was answered or timed out;
   * undefined where there is no such order.
   */
  drive(orderNo: string, outcome: SimulatedOutcome, how: Drive): Promise<SimulatedOrder | undefined>;
}

/** A gateway that reports nothing after payment ignores the last three. */
export type SimulatedOutcome = 'issued' | 'paid' | 'failed' | 'declined' | 'expired' | PostPaymentEvent['type'];

/** Variations on an outcome. */
export interface Drive {
  /** How many times the callback is sent; 1 where absent. */
  readonly times?: number;
  /** The amount the gateway reports, in callback and query: in the unit of `SimulatedOrder.amount`. */
  readonly amount?: number;
  /** Send a callback with a wrong signature and leave the order unchanged. */
  readonly forged?: boolean;
  /** Change the order without sending a callback. */
  readonly silent?: boolean;
  readonly simulated?: boolean;
  /** Options specific to one gateway's simulator, such as SmilePay's `response_id`. */
  readonly options?: Strings;
}

/** An order as the control API shows it. */
export interface SimulatedOrder {
  readonly gateway: string;
  /** Our gatewayOrderNo. */
  readonly order_no: string;
  readonly trade_no: string;
  readonly payment_no: string | null;
  readonly method: string;
  /** As the gateway counts: whole TWD, the smallest unit, or major units such as 9.99. */
  readonly amount: number;
  readonly currency: string;
  readonly state: string;
  /** Where the gateway sends callbacks: the URL in the order, else the one configured in the gateway's console. */
  readonly callback_url: string | null;
  readonly callbacks: readonly SimulatedCallback[];
}

/** One callback that was sent, and its answer. `status` 0: no answer. */
export interface SimulatedCallback {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly at: string;
}

/** What a simulator gets. */
export interface SimulatorRuntime {
  /** The public URL of the mount point: `http://127.0.0.1:4003/ecpay`. */
  readonly baseUrl: string;
  /** The callback URL configured in the gateway's console, for orders that carry none. */
  readonly callbackUrl: string;
  readonly now: () => Date;
  /** Whether amounts outside a method's limits are refused, as at the real gateway. */
  readonly enforcesLimits: boolean;
  /** The same as GatewayRuntime.settings, so that configured field names apply to both sides. */
  readonly settings?: Strings;
  /**
   * Sends one callback as the gateway's server, by POST unless `method` says otherwise; a GET has no body. Status 0 where
   * no answer came within `timeoutMs`.
   */
  send(
    url: string,
    init: { method?: CallbackMethod; headers: Strings; body: string; timeoutMs: number },
  ): Promise<{ status: number; body: string }>;
  /** Runs the task after so many seconds of the gateway's clock, which the sandbox may speed up. Lost when it stops. */
  later(seconds: number, task: () => Promise<void>): void;
  /** Persistent JSON entries: `read` returns the earlier ones, oldest first. */
  readonly journal: { read(): readonly unknown[]; append(entry: unknown): void };
}

/** What a gateway's `/simulator` entry point exports: enough to mount it and run a demo. */
export interface SimulatorFactory {
  readonly gateway: string;
  /** Paths that its SDK requires at the sandbox's root, such as `/v2`; everything else is under `/{gateway}`. */
  readonly rootPaths?: readonly string[];
  /** A test account the simulator accepts, as `gateway_credentials`: published by the gateway, or made up. */
  readonly demoCredentials: Strings;
  open(runtime: SimulatorRuntime): Simulator;
}
