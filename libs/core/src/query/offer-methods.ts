import { asOffered, usableMethods, type OfferedMethod } from '../pick/offered-methods.ts';
import { requestedAmount, type SentAmount } from '../domain/sent-amount.ts';
import type { Gateways } from '../gateways.ts';
import type { Caller } from '../ports/project-store.ts';
import type { ShopStore } from '../ports/shop-store.ts';

/** Money that somebody is to pay, in major units; any amount where none is named. */
export interface OfferQuestion {
  readonly amount?: SentAmount | undefined;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** The methods that a payer could pick now, in the shop's order. */
export class OfferMethods {
  constructor(
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
  ) {}

  /** Throws `invalid` for more decimals than any currency has, `offline`. */
  async execute({ project, environment }: Caller, { amount, currency }: OfferQuestion): Promise<OfferedMethod[]> {
    const money = amount === undefined ? undefined : requestedAmount(amount);
    const shop = await this.shops.find(project.id, environment);
    return usableMethods(shop, this.gateways, { currency, ...(money && { money }) }).map(asOffered);
  }
}
