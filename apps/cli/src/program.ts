import {
  PayCoreError,
  type AcceptNotice,
  type CancelPayment,
  type DeliverNotices,
  type ExpirePayments,
  type Payment,
  type PaymentStore,
  type ProjectStore,
  type ResendNotice,
} from '@paycore/core';
import { Command, InvalidArgumentError } from 'commander';
import { userInfo } from 'node:os';
import { paymentReport, projectReport } from './reports.ts';

/** What the commands need; `payments` and `projects` also re-encrypt and purge. */
export interface CliServices {
  readonly payments: Pick<PaymentStore, 'find'> & {
    reseal(): Promise<number>;
    purge(before: Date, now: Date): Promise<number>;
  };
  readonly projects: ProjectStore & { reseal(): Promise<number> };
  readonly cancelPayment: Pick<CancelPayment, 'execute'>;
  readonly acceptNotice: Pick<AcceptNotice, 'execute'>;
  readonly resendNotice: Pick<ResendNotice, 'execute'>;
  readonly deliverNotices: Pick<DeliverNotices, 'execute'>;
  readonly expirePayments: Pick<ExpirePayments, 'execute'>;
  readonly config: { readonly isProduction: boolean };
}

/** Called only by a command that runs: help and mistyped commands need neither settings nor a database. */
export type OpenServices = () => Promise<CliServices>;

/** Writes one answer, as JSON, to stdout. */
type Print = (answer: unknown) => void;

/** Opens the database by itself: the other commands refuse one that is not migrated. */
type Migrate = () => Promise<unknown>;

/** The operator's commands. An action throws an Error fit for the terminal. */
export function program(open: OpenServices, print: Print, migrate: Migrate): Command {
  const root = new Command('paycore')
    .description('Manage PayCore: projects, API keys, payments, encryption keys.')
    .showHelpAfterError();
  projectCommands(root.command('project').description('Projects, which own API keys and payments'), open, print);
  keyCommands(root.command('key').description('API keys of a project'), open, print);
  paymentCommands(root.command('payment').description('Single payments, by payment_no'), open, print);
  root
    .command('keys')
    .description('Encryption keys in PAYCORE_KEYS')
    .command('reseal')
    .description('Re-encrypt everything with the first key, so that the others can be removed')
    .action(async () => {
      const { payments, projects } = await open();
      print({ resealed: (await payments.reseal()) + (await projects.reseal()) });
    });
  root
    .command('migrate')
    .description('Make the database of an earlier version this version’s; stop every process first, and back up')
    .action(async () => print(await migrate()));
  root
    .command('purge')
    .description('Erase credentials and buyer data of old closed payments; amounts and numbers stay')
    .requiredOption('--older-than <days>', 'such as 400d', days)
    .action(async ({ olderThan }: { olderThan: number }) => {
      const now = new Date();
      const { payments } = await open();
      print({ purged: await payments.purge(new Date(now.getTime() - olderThan * 86_400_000), now) });
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
    .option('--live', 'a live key, for real money; default: a test key', false)
    .action(async (id: string, { live }: { live: boolean }) => {
      known(await (await projects()).find(id), 'project');
      print({ api_key: await (await projects()).createKey(id, live ? 'production' : 'test') });
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

function paymentCommands(payment: Command, open: OpenServices, print: Print): void {
  payment
    .command('show <no>')
    .action(async (no: string) => print(paymentReport(known(await (await open()).payments.find(no), 'payment'))));
  payment
    .command('cancel <no>')
    .description('Close an unpaid payment and free its order; a late payment still counts')
    .action(async (no: string) => print(paymentReport(await cancelled(no, await open()))));
  payment
    .command('accept-notice <no>')
    .description('Mark a payment as paid after an unclear notice, once you have seen the money at the gateway')
    .option('--operator <name>', 'who confirms it; default: your user name', userInfo().username)
    .action(async (no: string, { operator }: { operator: string }) =>
      print(paymentReport(await (await open()).acceptNotice.execute(no, operator))),
    );
  payment
    .command('resend-notice <no>')
    .description('Send the notice again, with the same webhook-id')
    .action(async (no: string) => {
      const { resendNotice, deliverNotices } = await open();
      await resendNotice.execute(no);
      await deliverNotices.execute();
      print({ due: true });
    });
  payment
    .command('expire-due')
    .description('Close payments past their deadline at the given time; never in production')
    .requiredOption('--at <time>', 'ISO 8601', time)
    .action(async ({ at }: { at: Date }) => {
      const { config, expirePayments } = await open();
      if (config.isProduction) throw new Error('expire-due does not run in production.');
      print({ looked_at: await expirePayments.execute(at) });
    });
}

/** Says why a payment stays open in words for the terminal: the API's speak of a create. */
async function cancelled(no: string, { cancelPayment }: CliServices): Promise<Payment> {
  try {
    return await cancelPayment.execute(no);
  } catch (cause) {
    const kind = cause instanceof PayCoreError ? cause.kind : undefined;
    if (kind === 'conflict') {
      throw new Error(`${no} stays open: it is still being created, or its money may be on its way. Try again later.`, {
        cause,
      });
    }
    if (kind === 'unavailable') {
      throw new Error(`${no} stays open: its gateway has to cancel it, and did not answer. Try again later.`, {
        cause,
      });
    }
    throw cause;
  }
}

function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`There is no such ${what}.`);
  return found;
}

function days(text: string): number {
  const match = /^(\d{1,5})d$/.exec(text);
  if (!match) throw new InvalidArgumentError('Expected a number of days, such as 400d.');
  return Number(match[1]);
}

function time(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('Expected an ISO 8601 time, such as 2026-06-30T00:00:00Z.');
  return at;
}

function onOrOff(word: string): boolean {
  if (word !== 'on' && word !== 'off') throw new Error('Expected on or off.');
  return word === 'on';
}
