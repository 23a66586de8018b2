import { validationFailed } from '@paycore/core';
import { z } from 'zod';
import { faultsOf, isObject, optionalObject } from './fields.ts';

const schema = z.object({ gateway_credentials: optionalObject('gateway_credentials') });

/** The credentials, for the gateway to judge; undefined where the stored account is meant. Throws VALIDATION_FAILED. */
export function readBalanceBody(body: unknown): unknown {
  const { data, error } = schema.safeParse(isObject(body) ? body : {});
  if (error) throw validationFailed(faultsOf(error));
  return data.gateway_credentials;
}
