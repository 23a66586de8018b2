import type { Fetch, FetchAnswer, FetchInit } from '@paycore/core';

export interface FetchCall {
  readonly url: string;
  readonly init: FetchInit;
}

/** Answers a call, or throws as a broken connection would. */
export type Answerer = (call: FetchCall) => Response | Promise<Response>;

/** The egress port without sockets: a function answers, and every call is recorded. */
export class FakeFetch {
  readonly calls: FetchCall[] = [];

  constructor(public answer: Answerer) {}

  readonly fetch: Fetch = async (url, init = {}) => {
    const call = { url: String(url), init };
    this.calls.push(call);
    return toAnswer(await this.answer(call), init.maxBytes);
  };
}

async function toAnswer(response: Response, maxBytes = Number.POSITIVE_INFINITY): Promise<FetchAnswer> {
  const all = new Uint8Array(await response.arrayBuffer());
  const body = all.length > maxBytes ? all.subarray(0, maxBytes) : all;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body,
    text: () => Buffer.from(body).toString('utf8'),
    truncated: body.length < all.length,
  };
}
