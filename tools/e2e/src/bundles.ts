import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '@paycore/workspace-plugin/bundle';
import { workspaceRoot } from './workspace-root.ts';

const apps = ['api', 'webhooks', 'scheduler', 'sandbox', 'cli'];

/** The apps as they stand now, built as for production: they start in a third of the time, for worlds that kill them often. */
export class Bundles {
  private constructor(
    readonly folder: string,
    private readonly isShared: boolean,
  ) {}

  /** Those that `npm test` made for all specs, else new ones. */
  static async make(): Promise<Bundles> {
    const { PAYCORE_BUNDLES: shared } = process.env;
    if (shared) return new Bundles(shared, true);
    const folder = await mkdtemp(join(tmpdir(), 'paycore-bundles-'));
    await Promise.all(
      apps.map((app) => bundle({ workspaceRoot, projectRoot: `apps/${app}`, outputPath: join(folder, app) })),
    );
    return new Bundles(folder, false);
  }

  /** What makes the demo start from them. */
  get env(): { readonly PAYCORE_FROM: string } {
    return { PAYCORE_FROM: this.folder };
  }

  async remove(): Promise<void> {
    if (!this.isShared) await rm(this.folder, { recursive: true, force: true });
  }
}
