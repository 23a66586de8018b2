import type { KeyKind } from '@paycore/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ReadInput } from './input.ts';
import { known } from './known.ts';
import { paymentCommands } from './payment-commands.ts';
import { projectReport } from './reports.ts';
import type { Print } from './print.ts';
import type { OpenServices } from './services.ts';
import { shopCommands } from './shop/shop-commands.ts';

export type { CliServices, OpenServices } from './services.ts';

/** What the commands do their work with. */
export interface Tools {
  readonly open: OpenServices;
  readonly print: Print;
  readonly read: ReadInput;
  /** Opens the database by itself: the other commands refuse one that is not migrated. */
  readonly migrate: () => Promise<unknown>;
}

/** How long a logo that no shop shows is kept: pages that are open go on showing it. */
const logoDays = 7;

const kinds: readonly KeyKind[] = ['test', 'production', 'management'];

/** The operator's commands. An action throws an Error fit for the terminal. */
export function program({ open, print, read, migrate }: Tools): Command {
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
  root
    .command('keys')
    .description('Encryption keys in PAYCORE_KEYS')
    .command('reseal')
    .description('Re-encrypt everything with the first key, so that the others can be removed')
    .action(async () => {
      const { payments, projects, shops } = await open();
      print({ resealed: (await payments.reseal()) + (await projects.reseal()) + (await shops.reseal()) });
    });
  root
    .command('migrate')
    .description('Make the database of an earlier version this version’s; stop every process first, and back up')
    .action(async () => print(await migrate()));
  root
    .command('purge')
    .description(
      'Erase credentials and buyer data of old closed payments (amounts and numbers stay), and logos that no shop shows any more',
    )
    .requiredOption('--older-than <days>', 'such as 400d', days)
    .action(async ({ olderThan }: { olderThan: number }) => {
      const now = new Date();
      const { payments, shops } = await open();
      const ago = (count: number) => new Date(now.getTime() - count * 86_400_000);
      print({ purged: await payments.purge(ago(olderThan), now), logos: await shops.purgeLogos(ago(logoDays)) });
    });
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

function days(text: string): number {
  const match = /^(\d{1,5})d$/.exec(text);
  if (!match) throw new InvalidArgumentError('Expected a number of days, such as 400d.');
  return Number(match[1]);
}

function onOrOff(word: string): boolean {
  if (word !== 'on' && word !== 'off') throw new Error('Expected on or off.');
  return word === 'on';
}
