import { OpenApiGeneratorV31, zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { JsonSchema } from '@paycore/core';
import { answers, attemptData, failure, notice, paymentData } from '@paycore/http';
import type { z } from 'zod';
import { createFields } from '../../schemas/create-payment.ts';
import { listQuery } from '../../schemas/list-query.ts';
import { overviewQuery } from '../../schemas/overview-query.ts';

/** The schemas that the document names. Requests: the very ones that validate; answers: the ones that specs hold answers to. */
const named = {
  CreatePayment: createFields(() => false),
  OverviewQuery: overviewQuery,
  ListQuery: listQuery,
  Payment: paymentData,
  Attempt: attemptData,
  CreatedAnswer: answers.created,
  FoundAnswer: answers.found,
  SyncedAnswer: answers.synced,
  CancelledAnswer: answers.cancelled,
  ListedAnswer: answers.listed,
  OverviewAnswer: answers.overview,
  BalanceAnswer: answers.balance,
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
