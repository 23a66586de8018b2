/** How much is done of each thing. Every number is a bound: a run ends by itself. */
export interface Plan {
  readonly rounds: number;
  /** Requests of one target before anything is measured: V8 has compiled its hot paths by then, for the first time. */
  readonly warmUp: number;
  /** Rounds before those that count: V8 compiles again what turns out otherwise under changing work. */
  readonly settling: number;
  /** Creates, and as many callbacks, of one target in one round. */
  readonly requests: number;
  /** Callbacks of one round whose merchant is told. */
  readonly notices: number;
  /** Requests under way at once. */
  readonly width: number;
  /** Latencies: requests of each target, in so many slices, between which the targets take turns. */
  readonly paced: {
    readonly requests: number;
    readonly slices: number;
    readonly perSecond: number;
    readonly gatewayMs: number;
  };
  /** Each app started so often; its memory is read when it was idle for so long, and after so many payments, `width` at once. */
  readonly starts: {
    readonly times: number;
    readonly idleSeconds: number;
    readonly payments: number;
    readonly width: number;
  };
  readonly expiring: number;
  /** Payments that are due at once while creates go on; `asked`: also where the gateway is asked about each. */
  readonly backlog: { readonly payments: number; readonly perSecond: number; readonly asked: boolean };
  readonly growth: { readonly from: number; readonly to: number; readonly samples: number };
  /** Beside a full product: in each round so many payments created, and told of; in each slice so many one by one. */
  readonly peers: {
    readonly rounds: number;
    readonly creates: number;
    readonly told: number;
    readonly slices: number;
    readonly alone: { readonly creates: number; readonly told: number };
  };
  /** Of the embedded server: one writer's writes over the rounds, then many writers for so long; what a count looks at. */
  readonly embedded: {
    readonly warmUp: number;
    readonly rounds: number;
    readonly writes: number;
    readonly writers: number;
    readonly seconds: number;
    readonly counted: number;
  };
}

export const plans: Readonly<Record<'full' | 'quick', Plan>> = {
  full: {
    rounds: 18,
    warmUp: 6_000,
    settling: 10,
    requests: 400,
    notices: 150,
    width: 16,
    paced: { requests: 2_000, slices: 10, perSecond: 100, gatewayMs: 100 },
    starts: { times: 5, idleSeconds: 15, payments: 5_000, width: 16 },
    expiring: 10_000,
    backlog: { payments: 100_000, perSecond: 50, asked: true },
    growth: { from: 1_000, to: 30_000, samples: 300 },
    peers: { rounds: 7, creates: 150, told: 50, slices: 5, alone: { creates: 60, told: 20 } },
    embedded: { warmUp: 1_000, rounds: 10, writes: 2_000, writers: 16, seconds: 8, counted: 10_000 },
  },
  quick: {
    rounds: 1,
    warmUp: 20,
    settling: 0,
    requests: 60,
    notices: 20,
    width: 8,
    paced: { requests: 30, slices: 1, perSecond: 30, gatewayMs: 20 },
    starts: { times: 1, idleSeconds: 0.3, payments: 60, width: 8 },
    expiring: 100,
    backlog: { payments: 200, perSecond: 20, asked: true },
    growth: { from: 50, to: 200, samples: 20 },
    peers: { rounds: 1, creates: 20, told: 5, slices: 1, alone: { creates: 5, told: 2 } },
    embedded: { warmUp: 20, rounds: 1, writes: 50, writers: 16, seconds: 1, counted: 1_000 },
  },
};
