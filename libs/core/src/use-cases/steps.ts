import { invalidArgument, PayCoreError, paymentNotFound } from '../domain/errors.ts';
import { changed, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { GatewayAccount, Method } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Random } from '../ports/runtime.ts';

const hour = 3_600_000;

/** The deadline plus the method's reporting lag. */
export const closingTime = (method: Method, expiresAt: Date): Date =>
  new Date(expiresAt.getTime() + (method.lagHours ?? 1) * hour);

export const token = (random: Random): string =>
  random.pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 24);

/** Whether a completion may be in progress; until it ends, the payment neither expires nor frees its order. */
export const isCompleting = ({ completingUntil }: Payment, now: Date): boolean =>
  completingUntil !== undefined && completingUntil > now;

/** Whether a payment may be closed as unpaid: no completion is in progress, or has started since the gateway was asked. */
export const isClosable =
  (asked: Payment, now: () => Date) =>
  (current: Payment): boolean =>
    !isCompleting(current, now()) && current.completingUntil?.getTime() === asked.completingUntil?.getTime();

/** More rounds than parallel writers can force: each lost round means that another writer won one. */
const maxRounds = 200;

/**
 * Compare-and-set with retries: computes the change from the given payment, then from a fresh read whenever somebody else
 * changed it; stops where there is no change. Where another payment is the order's open or paid one, `onTaken` returns the
 * change to write instead, if any. Throws `notFound` where the payment is gone, `offline`.
 */
export async function writeFresh(
  payments: PaymentStore,
  payment: Payment,
  change: (current: Payment) => PaymentChange | undefined,
  onTaken?: (
    current: Payment,
    change: PaymentChange,
    taken: 'orderTaken' | 'paidTaken',
  ) => Promise<PaymentChange | undefined>,
): Promise<Payment> {
  let current = payment;
  let wanted = change(current);
  for (let round = 0; round < maxRounds && wanted; round += 1) {
    const result = await payments.update(current, wanted);
    if (result === 'saved') return changed(current, wanted);
    if (result === 'stale') {
      current = (await payments.find(current.paymentNo)) ?? raise(paymentNotFound());
      wanted = change(current);
    } else if (onTaken) {
      wanted = await onTaken(current, wanted, result);
    } else {
      throw new Error(`A place of the order is held: ${result}`);
    }
  }
  if (wanted) throw new Error(`Payment ${payment.paymentNo} changed ${maxRounds} times in a row.`);
  return current;
}

function raise(error: Error): never {
  throw error;
}

/** Throws `invalid`. */
export function refuseRealMoneyOfTestKey(caller: Caller, account: GatewayAccount): void {
  if (caller.environment === 'test' && account.environment === 'production') {
    throw invalidArgument('A test API key cannot use production credentials.', {
      'gateway_credentials.environment': [
        'The gateway_credentials must be of the test environment for a pc_test_ key.',
      ],
    });
  }
}

/** A payment's account, as the key for `Pauses`. */
export const pauseKey = ({ gateway, accountId }: Payment): string => `${gateway}:${accountId}`;

/** Until when the gateway asked us to stop calling; undefined where it did not. */
export function pauseOf(error: unknown, now: Date): Date | undefined {
  const seconds = error instanceof PayCoreError ? error.pauseSeconds : undefined;
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
}

/**
 * Runs the task on all items, at most `width` at a time. A failure does not stop the others and is thrown at the end; but once
 * the database is unreachable no further item is started.
 */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await task(item);
      } catch (error) {
        failures.push(error);
        if (error instanceof PayCoreError && error.kind === 'offline') waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
