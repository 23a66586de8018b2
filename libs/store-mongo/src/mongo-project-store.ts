import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Connection } from 'mongoose';
import { Secret, type ApiKey, type Caller, type Environment, type Project, type ProjectStore } from '@paycore/core';
import { guarded } from './guard.ts';
import type { Seal } from './seal.ts';

interface ProjectDocument {
  readonly _id: string;
  readonly name: string;
  readonly allowsUnsigned: boolean;
  /** Sealed, newest first. */
  readonly noticeSecrets: readonly string[];
  readonly createdAt: Date;
}

interface KeyDocument {
  /** The part of the key that may be shown. */
  readonly _id: string;
  readonly project: string;
  readonly environment: Environment;
  /** Key of the hash, sealed: a key of its own each, so that PAYCORE_KEYS can be rotated without the API keys' text. */
  readonly pepper: string;
  /** HMAC-SHA-256 of the whole API key, hexadecimal. */
  readonly hash: string;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

const shownLength = 'pc_test_'.length + 12;
const form = /^pc_(?:live|test)_[A-Za-z0-9]{44}$/;

/** How long a project may be remembered here: a changed setting reaches every process within it. */
const rememberMs = 2_000;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const draw = (length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
const hashOf = (apiKey: string, pepper: string) => createHmac('sha256', pepper).update(apiKey).digest('hex');

export class MongoProjectStore implements ProjectStore {
  readonly #remembered = new Map<string, { project: Project; until: number }>();

  constructor(
    private readonly connection: Connection,
    private readonly seal: Seal,
  ) {}

  async create(name: string): Promise<Project> {
    const id = `prj_${draw(16)}`;
    const noticeSecrets = [this.#newSecret(id)];
    const document: ProjectDocument = { _id: id, name, allowsUnsigned: false, noticeSecrets, createdAt: new Date() };
    await guarded(() => this.#projects.insertOne(document));
    return this.#toProject(document);
  }

  async list(): Promise<Project[]> {
    const documents = await guarded(() => this.#projects.find({}).sort({ createdAt: 1 }).toArray());
    return documents.map((document) => this.#toProject(document));
  }

  async find(id: string): Promise<Project | undefined> {
    const known = this.#remembered.get(id);
    if (known && known.until > Date.now()) return known.project;
    const document = await guarded(() => this.#projects.findOne({ _id: id }));
    if (!document) return undefined;
    const project = this.#toProject(document);
    this.#remembered.set(id, { project, until: Date.now() + rememberMs });
    return project;
  }

  async authenticate(apiKey: string): Promise<Caller | undefined> {
    if (!form.test(apiKey)) return undefined;
    const document = await guarded(() => this.#keys.findOne({ _id: apiKey.slice(0, shownLength) }));
    if (!document || document.revokedAt) return undefined;
    const pepper = this.seal.open(document.pepper, document._id) as string;
    const isRight = timingSafeEqual(Buffer.from(hashOf(apiKey, pepper)), Buffer.from(document.hash));
    const project = isRight ? await this.find(document.project) : undefined;
    return project && { project, environment: document.environment };
  }

  async createKey(projectId: string, environment: Environment): Promise<string> {
    const shown = `pc_${environment === 'test' ? 'test' : 'live'}_${draw(12)}`;
    const apiKey = shown + draw(32);
    const pepper = randomBytes(32).toString('hex');
    const document: KeyDocument = {
      _id: shown,
      project: projectId,
      environment,
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
      environment,
      createdAt,
      ...(revokedAt && { revokedAt }),
    }));
  }

  async revokeKey(idOrKey: string): Promise<boolean> {
    const filter = { _id: idOrKey.slice(0, shownLength) };
    const { matchedCount } = await guarded(() => this.#keys.updateOne(filter, { $set: { revokedAt: new Date() } }));
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

  /** Seals anew, with the first key, what other keys sealed. */
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
    this.#remembered.delete(id);
    return this.find(id);
  }

  #newSecret(project: string): string {
    return this.seal.seal(`whsec_${randomBytes(24).toString('base64')}`, project);
  }

  #toProject({ _id, name, allowsUnsigned, noticeSecrets, createdAt }: ProjectDocument): Project {
    const open = (sealed: string) => Secret.sealed(() => this.seal.open(sealed, _id) as string);
    return { id: _id, name, allowsUnsigned, noticeSecrets: noticeSecrets.map(open), createdAt };
  }

  get #projects() {
    return this.connection.collection<ProjectDocument>('projects');
  }

  get #keys() {
    return this.connection.collection<KeyDocument>('api_keys');
  }
}
