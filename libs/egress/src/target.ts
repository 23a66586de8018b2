import { isIP } from 'node:net';
import { parseUrl } from '@paycore/core';
import { judge } from './address.ts';
import { AllowList, plainHost } from './allow-list.ts';
import { EgressError } from './errors.ts';
import { refusedPorts } from './ports.ts';

/** Where a URL leads, as far as its text tells. */
export interface Target {
  readonly url: URL;
  /** Without brackets and trailing dot. */
  readonly host: string;
  readonly port: number;
}

// RFC 6761 §6.3: these names always mean loopback and must not be asked of a name server.
const loopback = ['127.0.0.1', '::1'];

/**
 * Reads a URL and refuses what its text already shows to be closed. A name that may yet resolve to a closed address
 * passes: that is seen when it is dialled.
 *
 * @throws EgressError `bad_url` or `forbidden_address`
 */
export function readTarget(text: string | URL, allow: AllowList): Target {
  // The parser's own error would carry the whole URL, secrets included: no cause.
  const url = parseUrl(String(text));
  if (!url) throw new EgressError('bad_url', '');
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  if (!isWeb || url.username !== '' || url.password !== '') throw new EgressError('bad_url', url.host);
  const target = { url, host: plainHost(url), port: portOf(url) };
  if (!isOpen(target, allow)) throw new EgressError('forbidden_address', url.host);
  return target;
}

/**
 * Tells whether a URL can never be requested, judged by its text alone: no http(s) URL, credentials, a refused port, or a
 * host that literally is a refused address in any spelling the URL standard knows. Opened by the allow-list.
 */
export function forbiddenUrls(allow: readonly string[]): (url: string) => boolean {
  const list = new AllowList(allow);
  return (url) => {
    try {
      readTarget(url, list);
      return false;
    } catch (error) {
      if (error instanceof EgressError) return true;
      throw error;
    }
  };
}

/**
 * The addresses that the host's own text fixes, so that nothing is asked of a name server: itself, or the open
 * loopback addresses for `localhost`. `undefined` for any other name.
 */
export function fixedAddresses({ host, port }: Target, allow: AllowList): readonly string[] | undefined {
  if (isIP(host) !== 0) return judge(host, allow, port) === 'forbidden' ? [] : [host];
  if (!isLocalhost(host)) return undefined;
  const isNamed = allow.opensName(host, port);
  return loopback.filter((address) => isNamed || judge(address, allow, port) !== 'forbidden');
}

function isOpen(target: Target, allow: AllowList): boolean {
  if (refusedPorts.has(target.port) && !allow.opensPort(target.host, target.port)) return false;
  return fixedAddresses(target, allow)?.length !== 0;
}

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
