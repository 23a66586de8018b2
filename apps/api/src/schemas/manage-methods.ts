import {
  maxAmount,
  methodFaults,
  validationFailed,
  type Environment,
  type Gateways,
  type MethodList,
  type MethodSetting,
  type WrittenSetting,
} from '@paycore/core';
import * as z from 'zod';
import { optionalCount, requiredCount } from './fields/count.ts';
import { faultsOf } from './fields/faults.ts';
import { isObject, requiredArray, requiredBoolean } from './fields/field.ts';
import { requiredText } from './fields/text.ts';
import { managedSide } from './manage.ts';
import { messages } from './messages.ts';

/** One method of the list. */
export const methodSetting = z.object(
  {
    gateway: requiredText('methods.*.gateway', 50),
    method: requiredText('methods.*.method', 50),
    enabled: requiredBoolean('methods.*.enabled'),
    min: optionalCount('methods.*.min', 1, maxAmount),
    max: optionalCount('methods.*.max', 1, maxAmount),
  },
  messages.object('methods.*'),
);

export const methodsBody = z.object({
  ...managedSide,
  version: requiredCount('version', 0, Number.MAX_SAFE_INTEGER),
  methods: requiredArray('methods', methodSetting),
});

export interface MethodsBody {
  readonly environment: Environment;
  readonly list: MethodList;
}

/** Throws VALIDATION_FAILED with every fault, those that only the installed gateways tell included. */
export function readMethods(gateways: Gateways, body: unknown): MethodsBody {
  const { data, error } = methodsBody.safeParse(isObject(body) ? body : {});
  if (error) throw validationFailed({ ...methodFaults(writtenIn(body), gateways), ...faultsOf(error) });
  const { environment, version, methods } = data;
  return { environment, list: { version, methods: methods.map(settingOf) } };
}

const settingOf = ({ gateway, method: route, enabled, min, max }: z.infer<typeof methodSetting>): MethodSetting => ({
  ...{ gateway, route, isEnabled: enabled },
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});

/** What can be told of a body that is not whole. */
function writtenIn(body: unknown): WrittenSetting[] {
  const methods: unknown = isObject(body) ? body['methods'] : undefined;
  return Array.isArray(methods) ? methods.map((item: unknown) => (isObject(item) ? writtenOf(item) : {})) : [];
}

const writtenOf = ({ gateway, method, min, max }: Readonly<Record<string, unknown>>): WrittenSetting => ({
  ...(typeof gateway === 'string' && { gateway }),
  ...(typeof method === 'string' && { route: method }),
  ...(typeof min === 'number' && { min }),
  ...(typeof max === 'number' && { max }),
});
