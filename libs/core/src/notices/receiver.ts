import type { Side } from '../ports/payment-store.ts';

/** Where a notice goes: a shop's host, for one side of a project. */
export interface Receiver extends Side {
  /** Host and port. */
  readonly host: string;
}

export const sideKeyOf = ({ project, environment }: Side): string => `${project} ${environment}`;

/** What a project's shop did is known by this: another project's notices to the same host must not suffer for it. */
export const pairKeyOf = ({ project, host }: Pick<Receiver, 'project' | 'host'>): string => `${project} ${host}`;

export const receiverKeyOf = (receiver: Receiver): string => `${sideKeyOf(receiver)} ${receiver.host}`;
