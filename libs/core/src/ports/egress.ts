import type { Strings } from '../domain/page.ts';

/** An outgoing HTTP call: limited in time and size, never to private addresses, never following redirects. */
export type Fetch = (url: string | URL, init?: FetchInit) => Promise<FetchAnswer>;

/** Limits default to the egress client's own. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Strings;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** Any HTTP answer, error statuses and redirects included. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: Strings;
  readonly body: Uint8Array;
  /** The body as UTF-8. */
  text(): string;
  readonly truncated: boolean;
}

/**
 * Why a URL can never be requested.
 * - `bad_url`: no http(s) URL, or credentials in it.
 * - `bad_port`: a port that is never dialled.
 * - `private_address`: its host literally is a refused address, in any spelling that the URL standard knows.
 * - `local_name`: a name without a dot, which means something in a local network alone.
 */
export interface UrlRefusal {
  readonly reason: 'bad_url' | 'bad_port' | 'private_address' | 'local_name';
  /** Without brackets and trailing dot; empty for `bad_url`. */
  readonly host: string;
  /** 0 for `bad_url`. */
  readonly port: number;
}

/** Judges a URL by its text alone; undefined for one that may yet be requested. */
export type UrlRefusalOf = (url: string) => UrlRefusal | undefined;
