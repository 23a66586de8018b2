import { Secret, type ApiKey, type Caller, type Environment, type Project, type ProjectStore } from '@paycore/core';

interface KeyRecord extends ApiKey {
  readonly project: string;
  readonly key: string;
}

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

  async authenticate(apiKey: string): Promise<Caller | undefined> {
    const record = this.#keys.find(({ key, revokedAt }) => key === apiKey && !revokedAt);
    const project = record && (await this.find(record.project));
    return record && project && { project, environment: record.environment };
  }

  async createKey(projectId: string, environment: Environment): Promise<string> {
    const id = `pc_${environment === 'test' ? 'test' : 'live'}_${this.#draw()}`;
    const key = `${id}${'s'.repeat(32)}`;
    this.#keys.push({ id, key, project: projectId, environment, createdAt: new Date() });
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
