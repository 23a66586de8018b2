import type { DueExcept, Notice } from '@paycore/core';
import type { NoticeDocument, PaymentDocument } from './payment-schema.ts';
import type { Sealing } from './payment-seal.ts';
import type { Tags } from './tags.ts';

type Owner = Pick<PaymentDocument, 'project' | '_id'>;

/** Where a notice goes. */
type Address = Pick<Notice, 'url' | 'host'>;

const placeOf = ({ project, _id }: Owner) => `${project}:${_id}:notice`;

const addressOf = (payok: string): Address => ({ url: payok, host: new URL(payok).host });

/** Its address is the payment's payok address, which is sealed with the payment; any other is sealed with the notice. */
export function toNoticeDocument(
  { url, host, ...notice }: Notice,
  owner: Owner & { readonly payok: string | undefined },
  { seal, hosts }: Sealing,
): NoticeDocument {
  const isOwn = url === owner.payok && host === addressOf(url).host;
  return { ...notice, host: hosts.of(host), ...(!isOwn && { sealed: seal.seal({ url, host }, placeOf(owner)) }) };
}

export function toNotice(
  document: NoticeDocument,
  owner: Owner & { readonly payok: string | undefined },
  { seal }: Pick<Sealing, 'seal'>,
): Notice {
  const { sealed, url, ...notice } = document;
  if (url !== undefined) return { ...notice, url };
  if (sealed !== undefined) return { ...notice, ...(seal.open(sealed, placeOf(owner)) as Address) };
  if (owner.payok === undefined) throw new Error('It has a notice, and no address to send it to.');
  return { ...notice, ...addressOf(owner.payok) };
}

/** The same exceptions by the hosts as they are stored, whichever key tagged them. */
export function exceptAtRest(except: DueExcept, tags: Tags): DueExcept {
  const { hosts = [], sides = [], receivers = [] } = except;
  if (hosts.length + sides.length + receivers.length === 0) return except;
  const all = (names: readonly string[]) => names.flatMap((host) => tags.all(host));
  return {
    ...except,
    hosts: all(hosts),
    sides: sides.map(({ butHosts, ...side }) => ({ ...side, ...(butHosts && { butHosts: all(butHosts) }) })),
    receivers: receivers.flatMap(({ project, host }) => tags.all(host).map((tag) => ({ project, host: tag }))),
  };
}
