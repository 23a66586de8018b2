import { gatewayUnavailable, PayCoreError, type ErrorDetails, type Order } from '@paycore/core';
import type * as z from 'zod';
import { credentialCode, type Credentials } from './credentials.ts';
import type { verdict } from './wire.ts';

/** No code is known to have been issued: the order may be sent once more. */
export const notIssued = (log: NonNullable<ErrorDetails['log']>) => gatewayUnavailable(undefined, { log });

const keysRefused: readonly string[] = ['-2001', '-2002', '-3001'];
const barcodeNotEnabled = /Can not use this Pay_zg service\s*\(Store\)/i;

/** SmilePay's refusal of an order: -2xxx are faults of the request, -3xxx of the account, anything else its own. */
export function refusal({ Status, Desc = '' }: z.infer<typeof verdict>, order: Order, { verifyKey }: Credentials) {
  const desc = Desc.replaceAll(verifyKey, '[cut]').slice(0, 200);
  const log = { status: Status, desc };
  if (order.route === 'barcode' && (Status === '-3003' || barcodeNotEnabled.test(Desc))) {
    const message = 'This SmilePay account may not issue barcodes.';
    return new PayCoreError('rejected', 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED', message, {
      log,
      leavesNoPayment: true,
    });
  }
  if (keysRefused.includes(Status)) {
    return new PayCoreError('rejected', credentialCode, 'SmilePay does not accept these credentials.', { log });
  }
  if (!/^-[23]\d{3}$/.test(Status)) return notIssued(log);
  return new PayCoreError('rejected', 'INVALID_ARGUMENT', `SmilePay refused the payment: ${desc} (${Status}).`, {
    log,
  });
}
