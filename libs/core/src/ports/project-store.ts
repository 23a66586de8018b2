import type { Environment } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';

/** The owner of API keys and payments. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** Accepts unsigned callbacks. Off by default. */
  readonly allowsUnsigned: boolean;
  /** Lets notices of production payments go to http URLs. Off by default; on in projects made before there was the choice. */
  readonly allowsHttpNotices: boolean;
  /** `whsec_…`, newest first; two are valid during a rotation. */
  readonly noticeSecrets: readonly Secret<string>[];
  readonly createdAt: Date;
}

/** What a key may do: take payments on one side, or manage what its project has set up. */
export type KeyKind = Environment | 'management';

/** An API key without its secret part. */
export interface ApiKey {
  /** The public part of the key: `pc_test_`, `pc_live_` or `pc_admin_` + 12 characters. */
  readonly id: string;
  readonly kind: KeyKind;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

/** Whose key it is. */
export interface KeyHolder {
  readonly project: Project;
  /** The public part of the key. */
  readonly keyId: string;
  readonly kind: KeyKind;
}

/** Who is calling: a project, through a key for one environment. */
export interface Caller {
  readonly project: Project;
  readonly environment: Environment;
}

/** Stored projects and their API keys. All methods throw PayCoreError `offline` when the database does not answer in time. */
export interface ProjectStore {
  create(name: string): Promise<Project>;
  list(): Promise<Project[]>;
  find(id: string): Promise<Project | undefined>;
  /** Undefined for an unknown, malformed or revoked key. A revocation by another process takes effect within one second. */
  authenticate(apiKey: string): Promise<KeyHolder | undefined>;
  /** The full key, which cannot be read again. */
  createKey(projectId: string, kind: KeyKind): Promise<string>;
  listKeys(projectId: string): Promise<ApiKey[]>;
  /** False where there is no such key. `idOrKey`: the public part or the full key. */
  revokeKey(idOrKey: string): Promise<boolean>;
  /** Creates a new notice secret and keeps the previous one valid. */
  rotateNoticeSecret(projectId: string): Promise<Project | undefined>;
  setAllowsUnsigned(projectId: string, allows: boolean): Promise<Project | undefined>;
  setAllowsHttpNotices(projectId: string, allows: boolean): Promise<Project | undefined>;
}
