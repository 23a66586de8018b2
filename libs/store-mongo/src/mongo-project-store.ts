import { createHmac, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { customAlphabet } from 'nanoid';
import { Secret, type ApiKey, type KeyHolder, type KeyKind, type Project, type ProjectStore } from '@paycore/core';
import { tagsEqual } from '@paycore/safe-equal';
import { collectionOf } from './collection-of.ts';
import { guarded } from './guard.ts';
import { Remembered } from './remembered.ts';
import type { Seal } from './seal.ts';

interface ProjectDocument {
  readonly _id: string;
  readonly name: string;
  readonly allowsUnsigned: boolean;
  /** Absent in projects of earlier versions that were not migrated: they may. */
  readonly allowsHttpNotices?: boolean;
  /** Sealed, newest first. */
  readonly noticeSecrets: readonly string[];
  readonly createdAt: Date;
}

interface KeyDocument {
  /** The public part of the key. */
  readonly _id: string;
  readonly project: string;
  /** The kind of the key: keys had no other kinds when the field got its name. */
  readonly environment: KeyKind;
  /** The hash's own key, encrypted, so that PAYCORE_KEYS can be rotated without knowing the API keys. */
  readonly pepper: string;
  /** HMAC-SHA-256 of the whole API key, hexadecimal. */
  readonly hash: string;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

/** What a request's key is compared with. */
type LiveKey = Pick<KeyDocument, 'project' | 'environment' | 'pepper' | 'hash'>;

const form = /^(pc_(?:live|test|admin)_[A-Za-z0-9]{12})[A-Za-z0-9]{32}$/;
const prefixes: Readonly<Record<KeyKind, string>> = {
  test: 'pc_test_',
  production: 'pc_live_',
  management: 'pc_admin_',
};

/** The public part of a full key, or the text itself. */
const shownPart = (idOrKey: string): string => form.exec(idOrKey)?.[1] ?? idOrKey;

/** How long a project is cached: a changed setting reaches every process within this time. */
const rememberMs = 2_000;

/** How long a key is cached: one revoked by another process is refused within this time. */
const rememberKeyMs = 1_000;

const draw = customAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
const hashOf = (apiKey: string, pepper: string) => createHmac('sha256', pepper).update(apiKey).digest('hex');

export class MongoProjectStore implements ProjectStore {
  readonly #remembered = new Remembered<Project>(rememberMs);
  readonly #liveKeys = new Remembered<LiveKey>(rememberKeyMs);

  constructor(
    private readonly connection: Connection,
    private readonly seal: Seal,
  ) {}

  async create(name: string): Promise<Project> {
    const id = `prj_${draw(16)}`;
    const noticeSecrets = [this.#newSecret(id)];
    const allowed = { allowsUnsigned: false, allowsHttpNotices: false };
    const document: ProjectDocument = { _id: id, name, ...allowed, noticeSecrets, createdAt: new Date() };
    await guarded(() => this.#projects.insertOne(document));
    return this.#toProject(document);
  }

  async list(): Promise<Project[]> {
    const documents = await guarded(() => this.#projects.find({}).sort({ createdAt: 1 }).toArray());
    return documents.map((document) => this.#toProject(document));
  }

  async find(id: string): Promise<Project | undefined> {
    return this.#remembered.get(id, async () => {
      const document = await guarded(() => this.#projects.findOne({ _id: id }));
      return document ? this.#toProject(document) : undefined;
    });
  }

  async authenticate(apiKey: string): Promise<KeyHolder | undefined> {
    const shown = form.exec(apiKey)?.[1];
    if (shown === undefined) return undefined;
    const key = await this.#liveKeys.get(shown, () => this.#liveKey(shown));
    const isRight = key && tagsEqual(hashOf(apiKey, key.pepper), key.hash);
    const project = isRight ? await this.find(key.project) : undefined;
    return project && key && { project, keyId: shown, kind: key.environment };
  }

  async createKey(projectId: string, kind: KeyKind): Promise<string> {
    const shown = prefixes[kind] + draw(12);
    const apiKey = shown + draw(32);
    const pepper = randomBytes(32).toString('hex');
    const document: KeyDocument = {
      _id: shown,
      project: projectId,
      environment: kind,
      pepper: this.seal.seal(pepper, shown),
      hash: hashOf(apiKey, pepper),
      createdAt: new Date(),
    };
    await guarded(() => this.#keys.insertOne(document));
    return apiKey;
  }

  async listKeys(projectId: string): Promise<ApiKey[]> {
    const documents = await guarded(() => this.#keys.find({ project: projectId }).sort({ createdAt: 1 }).toArray());
    return documents.map(({ _id, environment, createdAt, revokedAt }) => ({
      id: _id,
      kind: environment,
      createdAt,
      ...(revokedAt && { revokedAt }),
    }));
  }

  async revokeKey(idOrKey: string): Promise<boolean> {
    const shown = shownPart(idOrKey);
    const revoked = { $set: { revokedAt: new Date() } };
    const { matchedCount } = await guarded(() => this.#keys.updateOne({ _id: shown }, revoked));
    this.#liveKeys.forget(shown);
    return matchedCount === 1;
  }

  async rotateNoticeSecret(projectId: string): Promise<Project | undefined> {
    const document = await guarded(() => this.#projects.findOne({ _id: projectId }));
    if (!document) return undefined;
    const noticeSecrets = [this.#newSecret(projectId), ...document.noticeSecrets.slice(0, 1)];
    return this.#change(projectId, { noticeSecrets });
  }

  setAllowsUnsigned(projectId: string, allowsUnsigned: boolean): Promise<Project | undefined> {
    return this.#change(projectId, { allowsUnsigned });
  }

  setAllowsHttpNotices(projectId: string, allowsHttpNotices: boolean): Promise<Project | undefined> {
    return this.#change(projectId, { allowsHttpNotices });
  }

  /** Re-encrypts with the first key what other keys encrypted; resolves to the number of records changed. */
  async reseal(): Promise<number> {
    let touched = 0;
    const renew = (sealed: string, place: string) => this.seal.seal(this.seal.open(sealed, place), place);
    for await (const { _id, noticeSecrets } of this.#projects.find({})) {
      if (noticeSecrets.every((secret) => this.seal.isOfFirstKey(secret))) continue;
      await this.#change(_id, { noticeSecrets: noticeSecrets.map((secret) => renew(secret, _id)) });
      touched += 1;
    }
    for await (const { _id, pepper } of this.#keys.find({})) {
      if (this.seal.isOfFirstKey(pepper)) continue;
      await guarded(() => this.#keys.updateOne({ _id }, { $set: { pepper: renew(pepper, _id) } }));
      touched += 1;
    }
    return touched;
  }

  async #change(id: string, set: Partial<ProjectDocument>): Promise<Project | undefined> {
    await guarded(() => this.#projects.updateOne({ _id: id }, { $set: set }));
    this.#remembered.forget(id);
    return this.find(id);
  }

  async #liveKey(shown: string): Promise<LiveKey | undefined> {
    const document = await guarded(() => this.#keys.findOne({ _id: shown }));
    if (!document || document.revokedAt) return undefined;
    const { project, environment, pepper, hash } = document;
    return { project, environment, pepper: this.seal.open(pepper, shown) as string, hash };
  }

  #newSecret(project: string): string {
    return this.seal.seal(`whsec_${randomBytes(24).toString('base64')}`, project);
  }

  #toProject({ _id, allowsHttpNotices = true, noticeSecrets, ...rest }: ProjectDocument): Project {
    const { name, allowsUnsigned, createdAt } = rest;
    const open = (sealed: string) => Secret.sealed(() => this.seal.open(sealed, _id) as string);
    return { id: _id, name, allowsUnsigned, allowsHttpNotices, noticeSecrets: noticeSecrets.map(open), createdAt };
  }

  get #projects() {
    return collectionOf<ProjectDocument>(this.connection, 'projects');
  }

  get #keys() {
    return collectionOf<KeyDocument>(this.connection, 'api_keys');
  }
}
