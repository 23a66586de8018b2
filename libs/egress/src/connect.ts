import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { judge } from './address.ts';
import type { AllowList } from './allow-list.ts';
import { EgressError } from './errors.ts';
import type { Lookup } from './lookup.ts';
import { fixedAddresses, readTarget, type Target } from './target.ts';

export interface ConnectOptions {
  readonly allow: AllowList;
  readonly lookup: Lookup;
  readonly timeoutMs: number;
  readonly ca?: string;
}

// Time for one address before the next of the same name is tried beside it (RFC 8305 §5); Node's 250 ms is near a far gateway's round trip.
const nextAddressMs = 500;

/**
 * Dials one origin. Addresses are checked between resolving and dialling: for every connection, the socket gets exactly the
 * addresses that were checked, so a name cannot change in between.
 */
export function connectorFor(origin: string | URL, options: ConnectOptions): buildConnector.connector {
  const target = readTarget(origin, options.allow);
  const lookup: LookupFunction = (_host, _options, done) => {
    judgedAddresses(target, options).then(
      (addresses) => {
        done(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        );
      },
      (error: Error) => {
        done(error, []);
      },
    );
  };
  return buildConnector({
    lookup,
    timeout: options.timeoutMs,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressMs,
    // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise disable it.
    rejectUnauthorized: true,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
}

async function judgedAddresses(target: Target, { allow, lookup }: ConnectOptions): Promise<readonly string[]> {
  const { url, host, port } = target;
  const addresses = fixedAddresses(target, allow) ?? (await resolve(lookup, url));
  // One forbidden address forbids the name: otherwise its owner could choose which one we dial.
  const isClosed = (address: string) => judge(address, allow, port) === 'forbidden';
  if (!allow.opensName(host, port) && addresses.some(isClosed)) throw new EgressError('forbidden_address', url.host);
  return addresses;
}

async function resolve(lookup: Lookup, url: URL): Promise<readonly string[]> {
  try {
    const addresses = await lookup(url.hostname);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    throw new EgressError('dns', url.host, { cause: error });
  }
  throw new EgressError('dns', url.host);
}
