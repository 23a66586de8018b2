import { storedCredentials } from '../create/stored-credentials.ts';
import { refuseRealMoneyOfTestKey } from '../create/test-key.ts';
import { PayCoreError } from '../domain/errors.ts';
import type { Gateways } from '../gateways.ts';
import type { Balance } from '../ports/gateway.ts';
import type { Caller } from '../ports/project-store.ts';
import type { ShopStore } from '../ports/shop-store.ts';

/** The balance of a merchant's account at a gateway. */
export class ReadBalance {
  constructor(
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
  ) {}

  /**
   * The stored account is asked where no credentials are given. Throws `notFound` (no such gateway), `invalid` (credentials),
   * `unsupported` where the gateway has no balance to read, `offline`, and `unavailable` for any failure at the gateway.
   */
  async execute(caller: Caller, name: string, given?: unknown): Promise<Balance> {
    const credentials = given ?? (await storedCredentials(this.shops, caller, name));
    const account = this.gateways.named(name).open(credentials, caller.environment);
    refuseRealMoneyOfTestKey(caller, account);
    if (!account.balance) throw unsupportedAction();
    try {
      return await account.balance();
    } catch (error) {
      if (!(error instanceof PayCoreError)) throw error;
      const { log, message, cause = error } = error;
      throw new PayCoreError('unavailable', 'GATEWAY_ACTION_FAILED', 'Gateway action failed', {
        log: { reason: message, ...log },
        cause,
      });
    }
  }
}

export const unsupportedAction = (): PayCoreError =>
  new PayCoreError('unsupported', 'UNSUPPORTED_GATEWAY_ACTION', 'Unsupported gateway action');
