import { validationFailed, type Environment } from '@paycore/core';
import * as z from 'zod';
import { requiredChoice } from './fields/choice.ts';
import { faultsOf } from './fields/faults.ts';
import { isObject, requiredObject } from './fields/field.ts';

/** The side of a project that a call of the management API is about. */
export const managedSide = { environment: requiredChoice('environment', ['test', 'production']) };

export const sideQuery = z.object(managedSide);

/** Throws VALIDATION_FAILED. */
export function readSide(query: unknown): Environment {
  const { data, error } = sideQuery.safeParse(query);
  if (error) throw validationFailed(faultsOf(error));
  return data.environment;
}

export const storeGatewayBody = z.object({
  ...managedSide,
  gateway_credentials: requiredObject('gateway_credentials'),
});

export interface StoreGatewayBody {
  readonly environment: Environment;
  /** For the gateway to judge. */
  readonly credentials: unknown;
}

/** Throws VALIDATION_FAILED. */
export function readStoreGateway(body: unknown): StoreGatewayBody {
  const { data, error } = storeGatewayBody.safeParse(isObject(body) ? body : {});
  if (error) throw validationFailed(faultsOf(error));
  return { environment: data.environment, credentials: data.gateway_credentials };
}
