import { Secret, type ApiKey, type KeyHolder, type KeyKind, type Project, type ProjectStore } from '@paycore/core';

interface KeyRecord extends ApiKey {
  readonly project: string;
  readonly key: string;
}

const prefixes: Readonly<Record<KeyKind, string>> = {
  test: 'pc_test_',
  production: 'pc_live_',
  management: 'pc_admin_',
};

/** The project store on arrays, for specs. */
export class MemoryProjectStore implements ProjectStore {
  #projects: Project[] = [];
  #keys: KeyRecord[] = [];
  #drawn = 0;

  async create(name: string): Promise<Project> {
    const project: Project = {
      id: `prj_${this.#draw()}`,
      name,
      allowsUnsigned: false,
      allowsHttpNotices: false,
      noticeSecrets: [this.#newSecret()],
      createdAt: new Date(),
    };
    this.#projects.push(project);
    return project;
  }

  async list(): Promise<Project[]> {
    return this.#projects;
  }

  async find(id: string): Promise<Project | undefined> {
    return this.#projects.find((project) => project.id === id);
  }

  async authenticate(apiKey: string): Promise<KeyHolder | undefined> {
    const record = this.#keys.find(({ key, revokedAt }) => key === apiKey && !revokedAt);
    const project = record && (await this.find(record.project));
    return record && project && { project, keyId: record.id, kind: record.kind };
  }

  async createKey(projectId: string, kind: KeyKind): Promise<string> {
    const id = `${prefixes[kind]}${this.#draw()}`;
    const key = `${id}${'s'.repeat(32)}`;
    this.#keys.push({ id, key, project: projectId, kind, createdAt: new Date() });
    return key;
  }

  async listKeys(projectId: string): Promise<ApiKey[]> {
    return this.#keys.filter(({ project }) => project === projectId);
  }

  async revokeKey(idOrKey: string): Promise<boolean> {
    const isMeant = ({ id, key }: KeyRecord) => idOrKey === id || idOrKey === key;
    const isKnown = this.#keys.some(isMeant);
    this.#keys = this.#keys.map((record) => (isMeant(record) ? { ...record, revokedAt: new Date() } : record));
    return isKnown;
  }

  async rotateNoticeSecret(projectId: string): Promise<Project | undefined> {
    return this.#change(projectId, ({ noticeSecrets: [live] }) => ({
      noticeSecrets: live ? [this.#newSecret(), live] : [this.#newSecret()],
    }));
  }

  async setAllowsUnsigned(projectId: string, allowsUnsigned: boolean): Promise<Project | undefined> {
    return this.#change(projectId, () => ({ allowsUnsigned }));
  }

  async setAllowsHttpNotices(projectId: string, allowsHttpNotices: boolean): Promise<Project | undefined> {
    return this.#change(projectId, () => ({ allowsHttpNotices }));
  }

  #change(id: string, change: (project: Project) => Partial<Project>): Promise<Project | undefined> {
    this.#projects = this.#projects.map((project) =>
      project.id === id ? { ...project, ...change(project) } : project,
    );
    return this.find(id);
  }

  #newSecret(): Secret<string> {
    return Secret.of(`whsec_${Buffer.from(`memory-notice-secret-${this.#draw()}`).toString('base64')}`);
  }

  #draw(): string {
    this.#drawn += 1;
    return String(this.#drawn).padStart(12, '0');
  }
}
