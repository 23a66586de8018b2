import { lookup } from 'node:dns/promises';

/** All addresses of a name, IPv4 and IPv6, in the order to try them. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** The system's resolver: hosts file, search domains and all. */
export const lookupBySystem: Lookup = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
};

/**
 * Shares one lookup among all concurrent callers for the same name. The system's resolver has four threads for the whole
 * process: a dead name server must not occupy one per request to a merchant. Nothing is cached.
 */
export function shared(ask: Lookup): Lookup {
  const pending = new Map<string, Promise<readonly string[]>>();
  return (host) => {
    const asked = pending.get(host) ?? ask(host).finally(() => pending.delete(host));
    pending.set(host, asked);
    return asked;
  };
}
