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
