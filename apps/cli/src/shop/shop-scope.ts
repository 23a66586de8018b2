import type {
  Environment,
  ManageGateways,
  ManageMethods,
  ManagePage,
  ManageScope,
  ProjectStore,
  ShopStore,
} from '@paycore/core';
import { Option, type Command } from 'commander';
import type { ReadInput } from '../input.ts';
import { known } from '../known.ts';
import type { Print } from '../print.ts';

/** What the commands about a project's accounts, methods and page need. */
export interface ShopServices {
  readonly projects: Pick<ProjectStore, 'find'>;
  readonly shops: Pick<ShopStore, 'changes'>;
  readonly manageGateways: Pick<ManageGateways, 'list' | 'store' | 'remove' | 'verify'>;
  readonly manageMethods: Pick<ManageMethods, 'read' | 'replace'>;
  readonly managePage: Pick<ManagePage, 'read' | 'replace' | 'putLogo' | 'removeLogo'>;
}

export interface ShopTools {
  readonly open: () => Promise<ShopServices>;
  readonly print: Print;
  readonly read: ReadInput;
}

/** How a command names the shop that it is about. */
export interface ShopOptions {
  readonly project: string;
  readonly environment: Environment;
}

const sides: readonly Environment[] = ['test', 'production'];

/** A command about what a project has set up on one side; it has to name both. */
export function shopCommand(parent: Command, name: string): Command {
  return parent
    .command(name)
    .requiredOption('--project <project>')
    .addOption(new Option('--environment <side>').choices(sides).makeOptionMandatory());
}

/** Changes are recorded as made by `cli`. Throws where there is no such project. */
export async function opened(
  { project, environment }: ShopOptions,
  open: ShopTools['open'],
): Promise<ShopServices & { readonly scope: ManageScope }> {
  const services = await open();
  const { id } = known(await services.projects.find(project), 'project');
  return { ...services, scope: { project: id, environment, by: 'cli' } };
}
