import type { Strings } from '@paycore/core';
import * as z from 'zod';

/** The sandbox's own part of the environment. */
export interface Settings {
  readonly home: string;
  readonly port: number;
  /** The address it listens on. */
  readonly host: string;
  /** How browsers and adapters reach it, without a trailing slash. */
  readonly url: string;
  /** Where PayCore takes callbacks, without a trailing slash. */
  readonly callbackBase: string;
  /** Where payers find PayCore's pages; undefined: at the API. */
  readonly publicUrl: string | undefined;
  /** Seconds of the gateways' clocks in one second of ours. */
  readonly speed: number;
  /** Whether amounts outside a method's limits are refused, as the gateways do. */
  readonly enforcesLimits: boolean;
  /** `whsec_…` of the demo project; several during a rotation. */
  readonly noticeSecrets: readonly string[];
  /** What PayCore's operator set for gateways, by variable: `PAYCORE_GATEWAY_PLUS_FIELD_MONEY`. */
  readonly gateways: Strings;
}

const schema = z
  .object({
    NODE_ENV: z
      .string()
      .optional()
      .refine((value) => value !== 'production', 'the sandbox never runs in production'),
    PAYCORE_HOME: z.string().default('.paycore'),
    PAYCORE_SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4003),
    // Its control calls move orders without a key: nobody but this machine may make them.
    PAYCORE_SANDBOX_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    PAYCORE_SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
    PAYCORE_WEBHOOKS_PORT: z.coerce.number().int().min(1).max(65_535).default(4001),
    PAYCORE_CALLBACK_URL: z.url({ protocol: /^https?$/ }).optional(),
    PAYCORE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    PAYCORE_SANDBOX_SPEED: z.coerce.number().positive().default(60),
    PAYCORE_SANDBOX_LIMITS: z.enum(['on', 'off']).default('on'),
    PAYCORE_SANDBOX_NOTICE_SECRET: z
      .string()
      .default('')
      .transform((text) => text.split(',').map((secret) => secret.trim()))
      .transform((secrets) => secrets.filter((secret) => secret !== '')),
  })
  .refine(
    (env) => env.PAYCORE_SANDBOX_PORT !== 0 || env.PAYCORE_SANDBOX_URL !== undefined,
    'PAYCORE_SANDBOX_URL is needed where PAYCORE_SANDBOX_PORT is 0',
  );

/** @throws Error naming every fault */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const variables = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    throw new Error(`The sandbox cannot start: ${faults.join('; ')}.`);
  }
  const port = parsed.data.PAYCORE_SANDBOX_PORT;
  return {
    home: parsed.data.PAYCORE_HOME,
    port,
    host: parsed.data.PAYCORE_SANDBOX_HOST,
    url: baseOf(parsed.data.PAYCORE_SANDBOX_URL, port),
    callbackBase: baseOf(parsed.data.PAYCORE_CALLBACK_URL, parsed.data.PAYCORE_WEBHOOKS_PORT),
    publicUrl: parsed.data.PAYCORE_PUBLIC_URL,
    speed: parsed.data.PAYCORE_SANDBOX_SPEED,
    enforcesLimits: parsed.data.PAYCORE_SANDBOX_LIMITS === 'on',
    noticeSecrets: parsed.data.PAYCORE_SANDBOX_NOTICE_SECRET,
    gateways: Object.fromEntries(Object.entries(variables).filter(isOfGateway)),
  };
}

const isOfGateway = (entry: [string, string | undefined]): entry is [string, string] =>
  entry[0].startsWith('PAYCORE_GATEWAY_');

const baseOf = (url: string | undefined, port: number): string =>
  (url ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
