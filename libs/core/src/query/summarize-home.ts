import { localDayAndMonth } from '../domain/local-day.ts';
import { sumInMajorUnits } from '../domain/money.ts';
import type { Environment, Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { MethodSum, PaidSum, PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Clock } from '../ports/runtime.ts';
import { sideOf } from './sides.ts';

/** Money received, in major units of one currency: 980.5. What came in this month is `month` and `toReturn` together. */
export interface PaidMoney {
  readonly today: number;
  readonly month: number;
  /** What was paid this month beyond the one payment of each order. */
  readonly toReturn: number;
}

/** The merchant's overview; `today`, `month` and `toReturn` are in the currency asked for. */
export interface HomeSummary extends PaidMoney {
  /** Every currency with a payment this month, sorted by code. */
  readonly byCurrency: Readonly<Record<string, PaidMoney>>;
  /** The newest payments on that side, newest first. */
  readonly recent: readonly Payment[];
}

/** How to count the overview. */
export interface HomeQuestion {
  /** IANA time zone that defines today and this month. */
  readonly timezone: string;
  /** Currency of `today` and `month`: ISO 4217, upper case. */
  readonly currency: string;
  /** The key's own side where absent. */
  readonly environment?: Environment | undefined;
}

const maxRecent = 10;

type Method = Omit<MethodSum, 'amount'>;

const isIn =
  (name: string) =>
  ({ currency }: Method): boolean =>
    currency === name;

/**
 * What a merchant was paid today and this month, on one side: once per order, whatever came in twice is
 * counted apart, as money to return. A payment counts from when PayCore learned of it. Simulated payments count in the test environment, where none is real; in production they are never paid.
 */
export class SummarizeHome {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly clock: Clock,
  ) {}

  /** Throws RangeError for an unknown time zone, `forbidden` for a side that the key may not see. */
  async execute(caller: Caller, { timezone, currency, environment: asked }: HomeQuestion): Promise<HomeSummary> {
    const [project, environment] = [caller.project.id, sideOf(caller, asked)];
    const spans = localDayAndMonth(this.clock.now(), timezone);
    const [sums, toReturn, { payments: recent }] = await Promise.all([
      this.payments.sumPaid(project, environment, spans),
      this.payments.sumToReturn(project, environment, spans.month),
      this.payments.list({ project, environment }, { limit: maxRecent }),
    ]);
    const moneyIn = (name: string): PaidMoney => this.#money(sums.filter(isIn(name)), toReturn.filter(isIn(name)));
    const currencies = [...new Set([...sums, ...toReturn].map((sum) => sum.currency))].sort();
    const byCurrency = Object.fromEntries(currencies.map((name) => [name, moneyIn(name)]));
    return { ...moneyIn(currency), byCurrency, recent };
  }

  #money(sums: readonly PaidSum[], toReturn: readonly MethodSum[]): PaidMoney {
    const total = (span: 'day' | 'month') => this.#total(sums.map((sum) => ({ ...sum, amount: sum[span] })));
    return { today: total('day'), month: total('month'), toReturn: this.#total(toReturn) };
  }

  #total(sums: readonly MethodSum[]): number {
    return sumInMajorUnits(sums.map((sum) => ({ amount: sum.amount, decimals: this.#decimalsOf(sum) })));
  }

  /** Throws where the gateway is no longer installed: a guessed unit would give a wrong amount. */
  #decimalsOf({ gateway, route, currency, decimals }: Method): number {
    if (decimals !== undefined) return decimals;
    const method = this.gateways.get(gateway).methods[route];
    if (!method) throw new Error(`Gateway ${gateway} has no method ${route} any more.`);
    return method.decimalsOf(currency);
  }
}
