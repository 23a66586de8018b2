import type { ErrorKind, PayCoreError } from '@paycore/core';
import type { Reply } from '@paycore/core';

const statuses: Partial<Record<ErrorKind, number>> = { notFound: 404, unavailable: 503, offline: 503 };

const json = (status: number, body: object): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** The ACK for gateways that prescribe none. */
export const receivedReply: Reply = json(200, { success: true, message: 'Webhook received' });

/** A refused callback in the contract's envelope; 503 where a retry will help. */
export const refusedReply = ({ kind, message, code }: PayCoreError): Reply =>
  json(statuses[kind] ?? 400, { success: false, message, error: { error_code: code } });
