import { gatewayUnavailable, PayCoreError } from '@paycore/core';

export type LogFields = Readonly<Record<string, unknown>>;

/** The errors of a failed call; those of a query and of a create differ. */
export interface Faults {
  /** No readable answer. */
  failed(log: LogFields, details?: { cause?: unknown; pauseSeconds?: number }): PayCoreError;
  /** ECPay does not accept the envelope: wrong keys, merchant or clock. */
  refused(log: LogFields): PayCoreError;
}

const failedCode = 'ECPAY_BACKGROUND_CODE_FAILED';

export const refusal = (why: string, log: LogFields) =>
  new PayCoreError('rejected', failedCode, `ECPay issued no payment code: ${why}`, { log });

export const createFaults: Faults = {
  failed: (log, details = {}) =>
    new PayCoreError('unavailable', failedCode, 'ECPay could not be reached, or its answer could not be read.', {
      ...details,
      log,
    }),
  refused: (log) => refusal('it does not accept these credentials or this request.', log),
};

export const queryFaults: Faults = {
  failed: (log, { cause, ...details } = {}) => gatewayUnavailable(cause, { ...details, log }),
  refused: (log) => gatewayUnavailable(undefined, { log }),
};
