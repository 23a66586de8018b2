import type { KeyKind } from '@paycore/core';
import { Command, Option } from 'commander';
import type { ReadInput } from './input.ts';
import { known } from './known.ts';
import { maintenanceCommands, type MaintenanceTools } from './maintenance-commands.ts';
import { pageScriptsCommands } from './page-scripts/page-scripts-command.ts';
import { paymentCommands } from './payment-commands.ts';
import { projectReport } from './reports.ts';
import type { Print } from './print.ts';
import type { OpenServices } from './services.ts';
import { shopCommands } from './shop/shop-commands.ts';

export type { CliServices, OpenServices } from './services.ts';

/** What the commands do their work with. */
export interface Tools extends MaintenanceTools {
  readonly open: OpenServices;
  readonly read: ReadInput;
}

const kinds: readonly KeyKind[] = ['test', 'production', 'management'];

/** The operator's commands. An action throws an Error fit for the terminal. */
export function program({ open, print, read, say, maintenance }: Tools): Command {
  const root = new Command('paycore')
    .description('Manage PayCore: projects, API keys, stored accounts, payments, encryption keys.')
    .showHelpAfterError();
  projectCommands(root.command('project').description('Projects, which own API keys and payments'), open, print);
  keyCommands(root.command('key').description('API keys of a project'), open, print);
  paymentCommands(
    root.command('payment').description('Payments: find one, see why it is not paid, act on it'),
    open,
    print,
  );
  shopCommands(root, { open, print, read });
  maintenanceCommands(root, { maintenance, print, say });
  pageScriptsCommands(root, print);
  return root;
}

function projectCommands(project: Command, open: OpenServices, print: Print): void {
  const projects = async () => (await open()).projects;
  project
    .command('create <name>')
    .action(async (name: string) => print(projectReport(await (await projects()).create(name))));
  project.command('list').action(async () => print((await (await projects()).list()).map(projectReport)));
  const secret = project.command('secret').description('Secrets that sign notices (payok)');
  secret.command('show <project>').action(async (id: string) => {
    const { noticeSecrets } = known(await (await projects()).find(id), 'project');
    print({ notice_secrets: noticeSecrets.map((sealed) => sealed.reveal()) });
  });
  secret
    .command('rotate <project>')
    .description('Create a new secret; the previous one also signs until the next rotation')
    .action(async (id: string) => {
      const { noticeSecrets } = known(await (await projects()).rotateNoticeSecret(id), 'project');
      print({ notice_secrets: noticeSecrets.map((sealed) => sealed.reveal()) });
    });
  project
    .command('allow-unsigned <on|off> <project>')
    .description('Accept callbacks that are not signed')
    .action(async (word: string, id: string) => {
      print(projectReport(known(await (await projects()).setAllowsUnsigned(id, onOrOff(word)), 'project')));
    });
  project
    .command('allow-http-notices <on|off> <project>')
    .description('Take a payok_url over http for production payments, which others can read on its way')
    .action(async (word: string, id: string) => {
      print(projectReport(known(await (await projects()).setAllowsHttpNotices(id, onOrOff(word)), 'project')));
    });
}

function keyCommands(key: Command, open: OpenServices, print: Print): void {
  const projects = async () => (await open()).projects;
  key
    .command('create <project>')
    .description('Create an API key; it is shown only once')
    .addOption(
      new Option(
        '--kind <kind>',
        'test and production keys take payments; a management key sets up accounts and methods',
      )
        .choices(kinds)
        .default('test'),
    )
    .addOption(new Option('--live', 'a live key, for real money: --kind production').conflicts('kind'))
    .action(async (id: string, { kind, live }: { kind: KeyKind; live?: true }) => {
      known(await (await projects()).find(id), 'project');
      print({ api_key: await (await projects()).createKey(id, live ? 'production' : kind) });
    });
  key.command('list <project>').action(async (id: string) => print(await (await projects()).listKeys(id)));
  key
    .command('revoke <key>')
    .description('Revoke a key, given in full or as shown by list')
    .action(async (text: string) => {
      if (!(await (await projects()).revokeKey(text))) throw new Error('There is no such key.');
      print({ revoked: true });
    });
}

function onOrOff(word: string): boolean {
  if (word !== 'on' && word !== 'off') throw new Error('Expected on or off.');
  return word === 'on';
}
