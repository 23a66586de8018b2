import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AllowList } from './allow-list.ts';

export type Judgement = 'public' | 'allowed' | 'forbidden';

/**
 * Classifies one IP address as the network stack would dial it. Only the canonical form is accepted (`127.1` and `010.0.0.1`
 * mean different things to different parsers, so they are forbidden), without zone ids.
 *
 * @param allow entries of the allow-list; one that names a port counts only when `port` is given
 */
export function judgeAddress(ip: string, allow: readonly string[], port?: number): Judgement {
  return judge(ip, new AllowList(allow), port);
}

export function judge(ip: string, allow: AllowList, port: number | undefined): Judgement {
  if (isIP(ip) === 0 || ip.includes('%')) return 'forbidden';
  const address = ipaddr.parse(ip);
  if (isGlobalUnicast(address)) return 'public';
  return allow.opensAddress(address, port) ? 'allowed' : 'forbidden';
}

const globalUnicastV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** ipaddr.js follows IANA's special-purpose registries; whatever they name is not the public Internet. */
function isGlobalUnicast(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  // Outside 2000::/3 are IPv4-compatible addresses (::7f00:1) and unassigned space.
  return address.match(globalUnicastV6) && !isIsatap(address);
}

/** ISATAP hides an IPv4 address behind any prefix: RFC 5214 §6.1, interface identifier 0000:5efe or 0200:5efe. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && ((parts[4] ?? 0) & ~0x0200) === 0;
}
