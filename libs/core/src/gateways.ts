import { PayCoreError } from './domain/errors.ts';
import type { Attempt } from './domain/attempt.ts';
import type { Environment } from './domain/payment.ts';
import type { Gateway, GatewayAccount, Method } from './ports/gateway.ts';

/** The installed gateways, by name. */
export class Gateways {
  readonly #byName: ReadonlyMap<string, Gateway>;

  constructor(gateways: readonly Gateway[]) {
    this.#byName = new Map(gateways.map((gateway) => [gateway.name, gateway]));
  }

  all(): readonly Gateway[] {
    return [...this.#byName.values()];
  }

  find(name: string): Gateway | undefined {
    return this.#byName.get(name);
  }

  /** For a stored payment. Throws where its gateway is no longer installed, which is a deployment fault. */
  get(name: string): Gateway {
    const gateway = this.find(name);
    if (!gateway) throw new Error(`Gateway ${name} is not installed.`);
    return gateway;
  }

  /** For a name taken from a URL. Throws `notFound`. */
  named(name: string): Gateway {
    const gateway = this.find(name);
    if (!gateway) throw new PayCoreError('notFound', 'NOT_FOUND', 'There is no such gateway.');
    return gateway;
  }

  /** The merchant account the attempt was made with. Throws `invalid` once its credentials have been purged. */
  accountOf({ environment }: { readonly environment: Environment }, { gateway, credentials }: Attempt): GatewayAccount {
    return this.get(gateway).open(credentials.reveal(), environment);
  }

  /** Throws `notFound`. */
  method(name: string, route: string): { gateway: Gateway; method: Method } {
    const gateway = this.find(name);
    const method = gateway && Object.hasOwn(gateway.methods, route) ? gateway.methods[route] : undefined;
    if (!gateway || !method) throw new PayCoreError('notFound', 'NOT_FOUND', 'There is no such payment method.');
    return { gateway, method };
  }
}
