import { invalidArgument, PayCoreError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import { accountAt, type Shop, type StoredAccount, type VerifyResult } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { Gateway, GatewayAccount } from '../ports/gateway.ts';
import type { Clock } from '../ports/runtime.ts';
import type { ShopStore } from '../ports/shop-store.ts';
import type { ChangeShop, ManageScope, ShopEdit } from './change-shop.ts';
import { withMethodsOf } from './method-list.ts';
import { isSameValue } from './same-value.ts';

/** A stored account as anybody may see it. */
export interface ShownAccount {
  readonly gateway: string;
  /** Its number at the gateway, the middle hidden: `30***07`. */
  readonly account: string;
  readonly environment: ManageScope['environment'];
  /** Goes up with every change of the credentials, from 1. */
  readonly version: number;
  /** When the gateway was last asked about these credentials, and what it said. */
  readonly verifiedAt?: Date;
  readonly verifyResult?: VerifyResult;
}

/** The accounts at gateways that a project has stored on one side. Each call resolves to all of them, as they are afterwards. */
export class ManageGateways {
  constructor(
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
    private readonly changeShop: ChangeShop,
    private readonly clock: Clock,
  ) {}

  /** Throws `offline`. */
  async list({ project, environment }: Omit<ManageScope, 'by'>): Promise<ShownAccount[]> {
    return shown(await this.shops.read(project, environment));
  }

  /**
   * Stores credentials for the gateway, in the place of any that it had there; the same once more change nothing. Throws
   * `notFound` (no such gateway), `invalid` (the gateway's own code, or the other side's credentials), `offline`.
   */
  async store(scope: ManageScope, name: string, credentials: unknown): Promise<ShownAccount[]> {
    const gateway = this.gateways.named(name);
    const account = gateway.open(credentials, scope.environment);
    refuseOtherSide(account, scope);
    const shop = await this.changeShop.execute(scope, (current) => {
      const before = accountAt(current, name);
      if (before && isSameAccount(gateway, before, account)) return undefined;
      const version = (current.accountVersions[name] ?? 0) + 1;
      const stored: StoredAccount = {
        ...{ gateway: name, accountId: account.id, credentials: Secret.of(account.credentials), version },
        storedAt: this.clock.now(),
      };
      return {
        action: 'account_stored',
        detail: { gateway: name, version },
        set: {
          accounts: before ? replaced(current, stored) : [...current.accounts, stored],
          accountVersions: { ...current.accountVersions, [name]: version },
          ...(!before && { methods: withMethodsOf(current.methods, gateway) }),
        },
      };
    });
    return shown(shop);
  }

  /** No attempt is made with it any more; those under way keep a copy. Throws `notFound`, `offline`. */
  async remove(scope: ManageScope, name: string): Promise<ShownAccount[]> {
    const shop = await this.changeShop.execute(scope, (current) => {
      const { version } = storedAt(current, name);
      const accounts = current.accounts.filter(({ gateway }) => gateway !== name);
      return { action: 'account_removed', detail: { gateway: name, version }, set: { accounts } };
    });
    return shown(shop);
  }

  /**
   * Asks the gateway whether it knows the stored credentials. The answer is kept with them, unless they were changed
   * meanwhile. Throws `notFound`, `unavailable` where there is no clear answer, `offline`.
   */
  async verify(scope: ManageScope, name: string): Promise<ShownAccount[]> {
    const { project, environment } = scope;
    const asked = storedAt(await this.shops.read(project, environment), name);
    const account = this.gateways.named(name).open(asked.credentials.reveal(), environment);
    const result = account.verifyCredentials ? await account.verifyCredentials() : 'unverifiable';
    return shown(await this.changeShop.execute(scope, (current) => this.verified(current, asked, result)));
  }

  private verified(current: Shop, { gateway, version }: StoredAccount, result: VerifyResult): ShopEdit | undefined {
    const stored = accountAt(current, gateway);
    if (stored?.version !== version) return undefined;
    const verification = { at: this.clock.now(), result };
    return {
      action: 'account_verified',
      detail: { gateway, version, result },
      set: { accounts: replaced(current, { ...stored, verification }) },
    };
  }
}

function refuseOtherSide(account: GatewayAccount, { environment }: ManageScope): void {
  if (account.environment === environment) return;
  const message = `The gateway_credentials are of the ${account.environment} environment.`;
  throw invalidArgument(message, { environment: [message] });
}

/** What was stored by older versions may hold more than was understood. */
function isSameAccount(gateway: Gateway, { credentials }: StoredAccount, account: GatewayAccount): boolean {
  try {
    return isSameValue(gateway.open(credentials.reveal(), account.environment).credentials, account.credentials);
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'invalid') return false;
    throw error;
  }
}

function storedAt(shop: Shop, gateway: string): StoredAccount {
  const account = accountAt(shop, gateway);
  if (!account) throw new PayCoreError('notFound', 'NOT_FOUND', 'No account is stored for this gateway.');
  return account;
}

const replaced = ({ accounts }: Shop, account: StoredAccount): StoredAccount[] =>
  accounts.map((one) => (one.gateway === account.gateway ? account : one));

const shown = ({ accounts, environment }: Shop): ShownAccount[] =>
  accounts.map(({ gateway, accountId, version, verification }) => ({
    ...{ gateway, account: masked(accountId), environment, version },
    ...(verification && { verifiedAt: verification.at, verifyResult: verification.result }),
  }));

const masked = (text: string): string => (text.length > 4 ? `${text.slice(0, 2)}***${text.slice(-2)}` : '***');
