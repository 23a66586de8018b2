import type { Payment } from './payment.ts';

const hour = 3_600_000;

/** The deadline plus the method's reporting lag. */
export const closingTime = ({ lagHours = 1 }: { readonly lagHours?: number }, expiresAt: Date): Date =>
  new Date(expiresAt.getTime() + lagHours * hour);

/** Whether a completion may be in progress; until it ends, the payment neither expires nor frees its order. */
export const isCompleting = ({ completingUntil }: Payment, now: Date): boolean =>
  completingUntil !== undefined && completingUntil > now;

/** Whether a payment may be closed as unpaid: no completion is in progress, or has started since the gateway was asked. */
export const isClosable =
  (asked: Payment, now: () => Date) =>
  (current: Payment): boolean =>
    !isCompleting(current, now()) && current.completingUntil?.getTime() === asked.completingUntil?.getTime();
