import { OpenApiGeneratorV31, zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { JsonSchema } from '@paycore/core';
import {
  answers,
  attemptData,
  failure,
  notice,
  offeredMethod,
  pageData,
  paymentData,
  shownSetting,
  storedGateway,
} from '@paycore/http';
import type * as z from 'zod';
import { linkFields } from '../../schemas/create-link.ts';
import { createFields } from '../../schemas/create-payment.ts';
import { listQuery } from '../../schemas/list-query.ts';
import { methodsBody, methodSetting } from '../../schemas/manage-methods.ts';
import { pageBody } from '../../schemas/manage-page.ts';
import { sideQuery, storeGatewayBody } from '../../schemas/manage.ts';
import { methodsQuery } from '../../schemas/methods-query.ts';
import { overviewQuery } from '../../schemas/overview-query.ts';

/** The schemas that the document names. Requests: the very ones that validate; answers: the ones that specs hold answers to. */
const named = {
  CreatePayment: createFields({ urlRefusal: () => undefined }),
  CreateLink: linkFields({ urlRefusal: () => undefined, isMethod: () => true }),
  MethodsQuery: methodsQuery,
  OverviewQuery: overviewQuery,
  ListQuery: listQuery,
  SideQuery: sideQuery,
  StoreGateway: storeGatewayBody,
  StorePage: pageBody,
  WrittenMethod: methodSetting,
  StoreMethods: methodsBody,
  Payment: paymentData,
  Attempt: attemptData,
  CreatedAnswer: answers.created,
  LinkedAnswer: answers.linked,
  OfferedMethod: offeredMethod,
  OfferedAnswer: answers.offered,
  FoundAnswer: answers.found,
  SyncedAnswer: answers.synced,
  CancelledAnswer: answers.cancelled,
  ListedAnswer: answers.listed,
  OverviewAnswer: answers.overview,
  BalanceAnswer: answers.balance,
  StoredGateway: storedGateway,
  GatewaysFoundAnswer: answers.gatewaysFound,
  GatewayStoredAnswer: answers.gatewayStored,
  GatewayRemovedAnswer: answers.gatewayRemoved,
  GatewayVerifiedAnswer: answers.gatewayVerified,
  MethodSetting: shownSetting,
  MethodsFoundAnswer: answers.methodsFound,
  MethodsStoredAnswer: answers.methodsStored,
  PageSettings: pageData,
  PageFoundAnswer: answers.pageFound,
  PageStoredAnswer: answers.pageStored,
  LogoStoredAnswer: answers.logoStored,
  LogoRemovedAnswer: answers.logoRemoved,
  HealthAnswer: answers.healthy,
  PaidNotice: notice,
  Failure: failure,
} satisfies Readonly<Record<string, z.ZodType>>;

export type SchemaName = keyof typeof named;
export type JsonSchemas = Readonly<Record<SchemaName, JsonSchema>>;

/** As JSON schemas, by name; a schema inside another is a reference. */
export function jsonSchemas(): JsonSchemas {
  const definitions = Object.entries(named).map(([refId, schema]) => {
    // What `schema.openapi(refId)` does, without giving each zod schema of the process another method.
    zodToOpenAPIRegistry.add(schema as z.ZodType, { _internal: { refId } });
    return { type: 'schema' as const, schema: schema as z.ZodType };
  });
  const { components } = new OpenApiGeneratorV31(definitions).generateComponents();
  return components?.schemas as unknown as JsonSchemas;
}

export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
