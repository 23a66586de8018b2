import { isNativeError } from 'node:util/types';

/**
 * Why an exchange did not end in a usable answer.
 * - `forbidden_address`: the address or port is not open to us; nothing was dialled.
 * - `bad_url`: not http(s), credentials in the URL, or not a URL at all.
 * - `dns`: the name has no address.
 * - `refused`: no connection came about (refused, unreachable).
 * - `tls`: the peer could not prove who it is.
 * - `reset`: the connection broke; the peer may have acted on the request.
 * - `timeout`: the whole exchange took too long; the peer may have acted on the request.
 * - `too_large`: headers or body over the cap; the peer has acted on the request.
 * - `aborted`: the caller's own signal ended it.
 * - `other`: an answer that is not HTTP, a request that cannot be sent, a client that is closed.
 */
export type EgressReason =
  'forbidden_address' | 'bad_url' | 'dns' | 'refused' | 'tls' | 'reset' | 'timeout' | 'too_large' | 'aborted' | 'other';

const sentences: Readonly<Record<EgressReason, string>> = {
  forbidden_address: 'Address is not open to outgoing requests',
  bad_url: 'URL cannot be requested',
  dns: 'Name could not be resolved',
  refused: 'Connection could not be made',
  tls: 'TLS verification failed',
  reset: 'Connection was broken',
  timeout: 'Request timed out',
  too_large: 'Answer is too large',
  aborted: 'Request was aborted',
  other: 'Request failed',
};

/** The message names the host only: path and query may carry secrets. */
export class EgressError extends Error {
  override readonly name = 'EgressError';

  /** @param host `host[:port]`, empty when the URL could not be read */
  constructor(
    readonly reason: EgressReason,
    readonly host: string,
    options?: ErrorOptions,
  ) {
    super(host === '' ? `${sentences[reason]}.` : `${sentences[reason]}: ${host}`, options);
  }
}

const reasonByCode: Readonly<Record<string, EgressReason>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  EACCES: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
};

// OpenSSL's verification results reach Node as codes without a common prefix.
const tlsCode = /^ERR_(TLS|SSL)_|^CERT_|^CRL_|SELF_SIGNED_CERT|^UNABLE_TO_|_CA$|^INVALID_PURPOSE$/;

/** Names what the network or undici threw. */
export function toEgressError(error: unknown, host: string): EgressError {
  if (error instanceof EgressError) return error;
  return new EgressError(reasonOf(error), host, { cause: error });
}

function reasonOf(error: unknown): EgressReason {
  for (let current = error; isNativeError(current); current = current.cause) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
    const reason = reasonByCode[code] ?? (tlsCode.test(code) ? 'tls' : undefined);
    if (reason !== undefined) return reason;
  }
  return 'other';
}
