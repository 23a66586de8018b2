import { PayCoreError } from '../domain/errors.ts';
import type { Logo, ShopStore } from '../ports/shop-store.ts';

const form = /^[0-9a-f]{64}$/;

/** The image that a payer's page names by its hash. */
export class FindLogo {
  constructor(private readonly shops: Pick<ShopStore, 'findLogo'>) {}

  /** Throws `notFound`, `offline`. */
  async execute(hash: string): Promise<Logo> {
    const logo = form.test(hash) ? await this.shops.findLogo(hash) : undefined;
    if (!logo) throw new PayCoreError('notFound', 'NOT_FOUND', 'There is no such logo.');
    return logo;
  }
}
