import { validationFailed } from '@paycore/core';
import * as z from 'zod';
import { faultsOf } from './fields/faults.ts';
import { isObject, optionalObject } from './fields/field.ts';
import { messages } from './messages.ts';

const schema = z.object({ gateway_credentials: optionalObject('gateway_credentials') });

/** The credentials, for the gateway to judge; undefined where the stored account is meant. Throws VALIDATION_FAILED. */
export function readBalanceBody(body: unknown): unknown {
  if (!isObject(body)) throw validationFailed({ gateway_credentials: [messages.object('gateway_credentials')] });
  const { data, error } = schema.safeParse(body);
  if (error) throw validationFailed(faultsOf(error));
  return data.gateway_credentials;
}
