import { localDayAndMonth } from '../domain/local-day.ts';
import { sumInMajorUnits } from '../domain/money.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaidSum, PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Clock } from '../ports/runtime.ts';

/** In major units of one currency: 980.5. */
export interface PaidMoney {
  readonly today: number;
  readonly month: number;
}

export interface HomeSummary extends PaidMoney {
  /** Each currency in which anything was paid this month, in the order of their names. */
  readonly byCurrency: Readonly<Record<string, PaidMoney>>;
  /** The project's newest payments, newest first. */
  readonly recent: readonly Payment[];
}

export interface HomeQuestion {
  /** An IANA zone's name: whose today and this month. */
  readonly timezone: string;
  /** ISO 4217, upper case: of `today` and `month`. */
  readonly currency: string;
}

const maxRecent = 10;

/**
 * What a merchant was paid, today and this month, on the side of the key that asks. A payment counts from when PayCore learnt
 * of it. Simulated ones count in the test environment, where no payment is money; in production none is ever paid.
 */
export class SummarizeHome {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly clock: Clock,
  ) {}

  /** Throws RangeError where there is no such zone. */
  async execute({ project, environment }: Caller, { timezone, currency }: HomeQuestion): Promise<HomeSummary> {
    const spans = localDayAndMonth(this.clock.now(), timezone);
    const [sums, recent] = await Promise.all([
      this.payments.sumPaid(project.id, environment, spans),
      this.payments.newest(project.id, maxRecent),
    ]);
    const currencies = [...new Set(sums.map((sum) => sum.currency))].sort();
    const byCurrency = Object.fromEntries(currencies.map((name) => [name, this.#money(sums, name)]));
    return { ...this.#money(sums, currency), byCurrency, recent };
  }

  #money(sums: readonly PaidSum[], currency: string): PaidMoney {
    const ofCurrency = sums.filter((sum) => sum.currency === currency);
    const total = (span: 'day' | 'month') =>
      sumInMajorUnits(ofCurrency.map((sum) => ({ amount: sum[span], decimals: this.#decimalsOf(sum) })));
    return { today: total('day'), month: total('month') };
  }

  /** Guessing a unit would make wrong money of it: a gateway that is no longer installed is a fault. */
  #decimalsOf({ gateway, route, currency }: PaidSum): number {
    const method = this.gateways.get(gateway).methods[route];
    if (!method) throw new Error(`Gateway ${gateway} has no method ${route} any more.`);
    return method.decimalsOf(currency);
  }
}
