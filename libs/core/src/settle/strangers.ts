import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import type { Strings } from '../domain/page.ts';
import { isPaymentNo } from '../domain/payment-no.ts';
import { secretParams } from '../domain/secret-params.ts';
import type { Clock, Links } from '../ports/runtime.ts';
import { valueIn } from './attempts-meant.ts';

/** What is refused unproven is answered so long after it came, in milliseconds: longer than any of the look-ups takes. */
const answerAfterMs = 100;

/** How long our look-ups took would tell what they found. */
export async function waitAsStranger(clock: Clock, begunAt: Date): Promise<void> {
  const left = begunAt.getTime() + answerAfterMs - clock.now().getTime();
  if (left > 0) await clock.sleep(left);
}

/** Whether the query's secret is the one that we gave the gateway for the attempt that the query names. It need not exist any more. */
export function isNamedBySecret(query: Strings, gateway: string, links: Links): boolean {
  const [paymentNo, attempt, secret] = [
    valueIn(query, 'payment_no'),
    valueIn(query, 'attempt'),
    valueIn(query, secretParams.callbackSecret),
  ];
  if (paymentNo === undefined || secret === undefined || !isPaymentNo(paymentNo)) return false;
  if (attempt === undefined) {
    return links.isCallbackSecret({ paymentNo, attempt: 1, gateway, isKeyedByPayment: true }, secret);
  }
  const isNumber = /^[1-9]\d?$/.test(attempt);
  return isNumber && links.isCallbackSecret({ paymentNo, attempt: Number(attempt), gateway }, secret);
}

/** For whoever has a right secret: its order has been removed. */
export function orderGone(): PayCoreError {
  const { kind, code, message } = paymentNotFound();
  return new PayCoreError(kind, code, message, { isProven: true });
}
