import { sideTable } from '../fields/manage-fields.ts';
import * as requests from '../fields/request-fields.ts';
import type { Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import type { JsonSchemas } from '../schemas.ts';

type Written = Pick<Endpoint, 'id' | 'verb' | 'path' | 'title' | 'summary' | 'answer'> & Partial<Endpoint>;

/** A call with a management key; about the side that its query names, unless a body does. */
export const managed = (schemas: JsonSchemas, call: Written): Endpoint => ({
  ...{ host: 'api', sender: 'merchant', isManaged: true, pathFields: {}, notes: [] },
  query: call.body ? {} : sideTable(schemas),
  headers: call.body ? { ...requests.managementKey, ...requests.jsonType } : requests.managementKey,
  ...call,
  refusals: [
    errors.sideValidation,
    ...(call.refusals ?? []),
    ...(call.body && !call.body.file ? errors.ofBody : []),
    ...errors.ofManagementKey,
  ],
});
