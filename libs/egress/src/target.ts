import { isIP } from 'node:net';
import { parseUrl, type UrlRefusalOf } from '@paycore/core';
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
  const target = targetOf(text);
  // The parser's own error would carry the whole URL, secrets included: no cause.
  if (!target) throw new EgressError('bad_url', parseUrl(String(text))?.host ?? '');
  if (closedBy(target, allow) !== undefined) throw new EgressError('forbidden_address', target.url.host);
  return target;
}

function targetOf(text: string | URL): Target | undefined {
  const url = parseUrl(String(text));
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !isWeb || url.username !== '' || url.password !== '') return undefined;
  return { url, host: plainHost(url), port: portOf(url) };
}

/** Judges URLs by their text alone; undefined for one that may yet be requested. The allow-list opens addresses, names and ports. */
export function urlRefusals(allow: readonly string[]): UrlRefusalOf {
  const list = new AllowList(allow);
  return (text) => {
    const target = targetOf(text);
    if (!target) return { reason: 'bad_url', host: '', port: 0 };
    const { host, port } = target;
    const reason = closedBy(target, list) ?? (isLocalName(target, list) ? 'local_name' : undefined);
    return reason && { reason, host, port };
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

function closedBy(target: Target, allow: AllowList): 'private_address' | 'bad_port' | undefined {
  if (fixedAddresses(target, allow)?.length === 0) return 'private_address';
  return refusedPorts.has(target.port) && !allow.opensPort(target.host, target.port) ? 'bad_port' : undefined;
}

/** Ranges may open what the name resolves to: then only dialling it tells. */
const isLocalName = ({ host, port }: Target, allow: AllowList): boolean =>
  isIP(host) === 0 && !host.includes('.') && !isLocalhost(host) && !allow.opensName(host, port) && !allow.hasRanges;

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
