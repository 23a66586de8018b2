import type { Environment } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';

/** Whose payments these are: holder of API keys. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** Takes callbacks that nothing signs. Off by default. */
  readonly allowsUnsigned: boolean;
  /** `whsec_…`, newest first; two are live during a rotation. */
  readonly noticeSecrets: readonly Secret<string>[];
  readonly createdAt: Date;
}

export interface ApiKey {
  /** The part of the key that may be shown: `pc_test_` + 12 characters. */
  readonly id: string;
  readonly environment: Environment;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

/** Who calls: a project, through a key of one environment. */
export interface Caller {
  readonly project: Project;
  readonly environment: Environment;
}

export interface ProjectStore {
  create(name: string): Promise<Project>;
  list(): Promise<Project[]>;
  find(id: string): Promise<Project | undefined>;
  /** Undefined for a key that is unknown, malformed or revoked, at the latest one second after another process revoked it. */
  authenticate(apiKey: string): Promise<Caller | undefined>;
  /** The key in full, shown this once. */
  createKey(projectId: string, environment: Environment): Promise<string>;
  listKeys(projectId: string): Promise<ApiKey[]>;
  /** False where there is no such key. `idOrKey`: the shown part or the whole key. */
  revokeKey(idOrKey: string): Promise<boolean>;
  /** Makes a new notice secret and keeps the one before it live. */
  rotateNoticeSecret(projectId: string): Promise<Project | undefined>;
  setAllowsUnsigned(projectId: string, allows: boolean): Promise<Project | undefined>;
}
