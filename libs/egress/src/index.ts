export { judgeAddress, type Judgement } from './address.ts';
export { isAllowEntry } from './allow-list.ts';
export { EgressError, type EgressReason } from './errors.ts';
export type { SafeRequest, SafeResponse } from './exchange.ts';
export type { Lookup } from './lookup.ts';
export { createNames, type Names, type NamesOptions, type Probe } from './names.ts';
export { createSafeFetch, type SafeFetch, type SafeFetchOptions } from './safe-fetch.ts';
export { urlRefusals } from './target.ts';
