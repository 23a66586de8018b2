import type { AddressFound, Addresses } from '../ports/runtime.ts';
import { Recent } from '../recent.ts';

/** How long an address that was looked up is good for, in ms. What is dialled is decided anew with each connection. */
const freshMs = 5_000;
const maxHosts = 10_000;
const maxAsked = 100;

interface Known {
  readonly address: string;
  readonly until: number;
}

/** The addresses of hosts, each looked up by one at a time. */
export class HostAddresses {
  readonly #known = new Recent<Known>(maxHosts);
  readonly #asked = new Set<string>();

  constructor(
    private readonly addresses: Addresses,
    private readonly now: () => number,
  ) {}

  /** Undefined where it has to be looked up. */
  of(host: string): string | undefined {
    const known = this.#known.get(host);
    if (known && this.now() < known.until) return known.address;
    return this.addresses.fixed(host);
  }

  /** Whether it is being looked up, or cannot be for now because too many others are. */
  isBusy(host: string): boolean {
    return this.#asked.has(host) || this.#asked.size >= maxAsked;
  }

  async find(host: string): Promise<AddressFound> {
    this.#asked.add(host);
    try {
      const found = await this.addresses.find(host);
      if ('address' in found) this.#known.set(host, { address: found.address, until: this.now() + freshMs });
      return found;
    } finally {
      this.#asked.delete(host);
    }
  }
}
