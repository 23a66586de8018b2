import type { Environment } from './payment.ts';
import type { Secret } from './secret.ts';

/**
 * What a project has set up on one side for payments that are created without credentials: its accounts at gateways, the
 * methods that payers may pick, and what its payment page looks like. Stored as one document, changed by compare-and-set.
 */
export interface Shop {
  /** The project's id. */
  readonly project: string;
  readonly environment: Environment;
  /** At most one for each gateway. */
  readonly accounts: readonly StoredAccount[];
  readonly methods: MethodList;
  readonly page: PageSettings;
  /** Version of the latest account that was stored for each gateway, which outlives the account. */
  readonly accountVersions: Readonly<Record<string, number>>;
  /** Increases with every change, from 0 where nothing was ever set up. */
  readonly version: number;
}

/** A merchant's account at a gateway, stored so that creates need no credentials. */
export interface StoredAccount {
  readonly gateway: string;
  /** The account's own number there (MerchantID, Dcvc, client_id, …). */
  readonly accountId: string;
  /** What `Gateway.open` accepts. Written, never read out again. */
  readonly credentials: Secret<unknown>;
  /** Goes up with every change of the credentials, from 1. */
  readonly version: number;
  readonly storedAt: Date;
  /** Of these credentials, the last time that the gateway was asked. */
  readonly verification?: Verification;
}

/** `unverifiable`: the gateway offers no question that moves nothing. */
export type VerifyResult = 'valid' | 'invalid' | 'unverifiable';

export interface Verification {
  readonly at: Date;
  readonly result: VerifyResult;
}

/** The methods of a shop, in the order in which payers see them. */
export interface MethodList {
  /** Goes up with every change, from 0; a change is made to the version that its author has seen. */
  readonly version: number;
  readonly methods: readonly MethodSetting[];
}

/** One method of one gateway: for each a shop has at most one. */
export interface MethodSetting {
  readonly gateway: string;
  /** What follows `/pay/{gateway}/`: `aio/credit`. */
  readonly route: string;
  readonly isEnabled: boolean;
  /** Least and largest amount in whole TWD; other currencies have the gateway's limits alone. */
  readonly min?: number;
  readonly max?: number;
}

/** How the payer's page presents the shop. */
export interface PageSettings {
  readonly shopName?: string;
  /** `#1A73E8`. */
  readonly accentColor?: string;
  /** An address, a telephone number or a link, as the merchant wrote it. */
  readonly supportContact?: string;
  /** A language of the page, one of `pageLocales`. */
  readonly defaultLocale?: string;
  /** After so many seconds a paid page leads back to the shop; never where absent. */
  readonly successRedirectSeconds?: number;
  /** Of the image that the shop store keeps under this hash. */
  readonly logo?: LogoReference;
}

export interface LogoReference {
  /** SHA-256 of the image, hexadecimal. */
  readonly hash: string;
  readonly type: 'image/png' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export const emptyShop = (project: string, environment: Environment): Shop => ({
  project,
  environment,
  accounts: [],
  methods: { version: 0, methods: [] },
  page: {},
  accountVersions: {},
  version: 0,
});

export const accountAt = ({ accounts }: Shop, gateway: string): StoredAccount | undefined =>
  accounts.find((account) => account.gateway === gateway);
