import { isIP } from 'node:net';
import { parseUrl } from '@paycore/core';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

interface Entry {
  readonly range?: [Address, number];
  readonly name?: string;
  readonly port?: number;
}

/**
 * Targets the operator allows beyond the public Internet: ranges (`127.0.0.0/8`, `::1/128`), addresses and names, either with
 * a port (`127.0.0.1:4003`, `[::1]:4003`, `shop.internal:8080`) or for every port that is not refused.
 */
export class AllowList {
  private readonly entries: readonly Entry[];

  /** @throws TypeError naming the entry that cannot be read */
  constructor(texts: readonly string[]) {
    this.entries = texts.map((text) => {
      const entry = parseEntry(text);
      if (entry === undefined) throw new TypeError(`Not a CIDR range or host[:port] in the egress allow-list: ${text}`);
      return entry;
    });
  }

  /** A range of one family never opens an address of the other, so `127.0.0.0/8` leaves `::ffff:127.0.0.1` refused. */
  opensAddress(address: Address, port: number | undefined): boolean {
    return this.entries.some((entry) => covers(entry, address) && (entry.port === undefined || entry.port === port));
  }

  get hasRanges(): boolean {
    return this.entries.some(({ range }) => range !== undefined);
  }

  opensName(name: string, port: number): boolean {
    return this.entries.some((entry) => entry.name === name && (entry.port === undefined || entry.port === port));
  }

  /** A range is too coarse to open, say, every Redis in it: only an entry that spells the port out does. */
  opensPort(host: string, port: number): boolean {
    const address = isIP(host) === 0 ? undefined : ipaddr.parse(host);
    return this.entries.some(
      (entry) => entry.port === port && (address === undefined ? entry.name === host : covers(entry, address)),
    );
  }
}

/** Whether a text may stand in the allow-list; for checking configuration at start. */
export function isAllowEntry(text: string): boolean {
  return parseEntry(text) !== undefined;
}

function covers(entry: Entry, address: Address): boolean {
  return entry.range !== undefined && entry.range[0].kind() === address.kind() && address.match(entry.range);
}

function parseEntry(text: string): Entry | undefined {
  if (text.includes('%')) return undefined;
  if (text.includes('/')) return parseRange(text);
  if (isIP(text) !== 0) return { range: single(text) };
  const { host, port } = /^(?<host>.+?)(?::(?<port>\d{1,5}))?$/.exec(text)?.groups ?? {};
  const hostname = host === undefined ? undefined : parseHost(host);
  // A `*` would look like a pattern and match nothing.
  if (hostname === undefined || hostname.includes('*') || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535)
    return undefined;
  return {
    ...(isIP(hostname) === 0 ? { name: hostname } : { range: single(hostname) }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

function parseRange(text: string): Entry | undefined {
  const [network = ''] = text.split('/');
  return isIP(network) !== 0 && ipaddr.isValidCIDR(text) ? { range: ipaddr.parseCIDR(text) } : undefined;
}

function parseHost(text: string): string | undefined {
  const url = /[\s/\\?#@]/.test(text) ? undefined : parseUrl(`http://${text}`);
  return url?.port === '' ? plainHost(url) : undefined;
}

function single(text: string): [Address, number] {
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** The URL's host without IPv6 brackets and without the root's trailing dot. */
export function plainHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
