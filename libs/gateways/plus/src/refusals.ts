import { PayCoreError, type Info } from '@paycore/core';
import { credentialCode, type Credentials } from './credentials.ts';
import { scalarText, type Protocol } from './wire.ts';

/** PLUS's refusal. Its codes are not known, so its own message is passed on. */
export function refusal(
  httpStatus: number,
  answer: Info,
  { protocol: { fields }, credentials }: { readonly protocol: Protocol; readonly credentials: Credentials },
): PayCoreError {
  const message = (scalarText(answer[fields.message]) ?? '').replaceAll(credentials.secretKey, '[cut]').slice(0, 200);
  const log = { http_status: httpStatus, status: scalarText(answer[fields.status])?.slice(0, 40), message };
  if (httpStatus === 401 || httpStatus === 403) {
    return new PayCoreError('rejected', credentialCode, 'PLUS does not accept these credentials.', { log });
  }
  const why = message === '' ? '' : `: ${message.replace(/\.$/, '')}`;
  return new PayCoreError('rejected', 'INVALID_ARGUMENT', `PLUS refused the request${why}.`, { log });
}
