import type { Attempt } from './attempt.ts';
import type { Payment, PaymentFields } from './payment.ts';

const hour = 3_600_000;

/** Reporting lag of a method that names none. */
export const standardLagHours = 1;

/** The deadline plus the reporting lag. */
export const closingTime = (
  { lagHours = standardLagHours }: { readonly lagHours?: number | undefined },
  expiresAt: Date,
): Date => new Date(expiresAt.getTime() + lagHours * hour);

/** Whether a completion may be in progress; until it ends, the payment neither expires nor frees its order. */
export const isCompleting = ({ completing }: Payment, now: Date): boolean =>
  completing !== undefined && completing.until > now;

/** No completion is in progress any more: a payment that was closed gives its order back. */
export const withoutCompletion = ({ status }: Payment): PaymentFields => ({
  completing: undefined,
  ...(status !== 'pending' && { holdsOrder: false }),
});

/** Whether an attempt may be closed as unpaid: no completion of it is in progress, or has started since the gateway was asked. */
export const isClosable =
  (asked: Payment, { no }: Attempt, now: () => Date) =>
  (current: Payment): boolean => {
    if (current.completing?.attempt !== no) return true;
    const isSame = current.completing.until.getTime() === asked.completing?.until.getTime();
    return isSame && !isCompleting(current, now());
  };
