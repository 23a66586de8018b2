import { gatewayUnavailable, PayCoreError } from '@paycore/core';

export type LogFields = Readonly<Record<string, unknown>>;

/** How a call that came to nothing is named; a query and a create say it differently. */
export interface Faults {
  /** No answer, or none that can be read. */
  failed(log: LogFields, details?: { cause?: unknown; pauseSeconds?: number }): PayCoreError;
  /** ECPay answered that it will not have the envelope: wrong keys, merchant or clock. */
  refused(log: LogFields): PayCoreError;
}

const failedCode = 'ECPAY_BACKGROUND_CODE_FAILED';

export const refusal = (said: string, log: LogFields) =>
  new PayCoreError('rejected', failedCode, `ECPay issued no payment code: ${said}`, { log });

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
