import { validationFailed } from '../domain/errors.ts';
import { accountAt } from '../domain/shop.ts';
import type { Caller } from '../ports/project-store.ts';
import type { ShopStore } from '../ports/shop-store.ts';

/** The credentials that the key's own side has stored for a gateway. Throws `invalid` where it has none, `offline`. */
export async function storedCredentials(
  shops: ShopStore,
  { project, environment }: Caller,
  gateway: string,
): Promise<unknown> {
  const account = accountAt(await shops.find(project.id, environment), gateway);
  if (!account) throw validationFailed({ gateway_credentials: ['The gateway_credentials field is required.'] });
  return account.credentials.reveal();
}
