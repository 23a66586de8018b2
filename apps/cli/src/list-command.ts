import {
  attentions,
  paymentStatuses,
  type Environment,
  type Payment,
  newestFirst,
  type PaymentFilter,
  type PaymentPlace,
  type PaymentStore,
} from '@paycore/core';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { known } from './known.ts';
import { lineReport } from './reports.ts';
import type { Print } from './print.ts';
import type { CliServices, OpenServices } from './services.ts';
import { time } from './time.ts';

const maxLimit = 1_000;
const sides: readonly Environment[] = ['production', 'test'];

interface Asked extends Omit<PaymentFilter, 'project' | 'environment' | 'merchantOrderNo'> {
  readonly project?: string;
  readonly environment?: Environment;
  readonly order?: string;
  readonly limit: number;
}

export function listCommand(payment: Command, open: OpenServices, print: Print): void {
  payment
    .command('list')
    .description('List payments, newest first, of every project and both sides unless an option limits them')
    .option('--project <project>')
    .addOption(new Option('--environment <side>').choices(sides))
    .addOption(new Option('--status <status>').choices(paymentStatuses))
    .option('--order <number>', 'merchant_order_no')
    .addOption(new Option('--attention <what>', 'money that has to be returned').choices(attentions))
    .option('--from <time>', 'created then or later, ISO 8601', time)
    .option('--to <time>', 'created before, ISO 8601', time)
    .option('--limit <n>', `at most so many, 1 to ${maxLimit}`, limit, 20)
    .action(async (asked: Asked) => print(await list(asked, await open())));
}

/** Where there are `more`: go on with `--to`, the last one's time of creation. */
async function list(asked: Asked, { payments, projects }: CliServices) {
  const found: Payment[] = [];
  const named = asked.project === undefined ? undefined : known(await projects.find(asked.project), 'project');
  for (const { id: project } of named ? [named] : await projects.list()) {
    for (const environment of asked.environment ? [asked.environment] : sides) {
      const { status, order: merchantOrderNo, attention, from, to, limit: wanted } = asked;
      const filter = { project, environment, status, merchantOrderNo, attention, from, to };
      // One more than is shown tells whether there are more.
      found.push(...(await newest(payments, filter, wanted + 1)));
    }
  }
  found.sort(newestFirst);
  return { payments: found.slice(0, asked.limit).map(lineReport), more: found.length > asked.limit };
}

/** A page may come short although more match. */
async function newest(payments: Pick<PaymentStore, 'list'>, filter: PaymentFilter, wanted: number): Promise<Payment[]> {
  const found: Payment[] = [];
  let after: PaymentPlace | undefined;
  do {
    const page = await payments.list(filter, { after, limit: wanted - found.length });
    found.push(...page.payments);
    after = page.next;
  } while (after && found.length < wanted);
  return found;
}

function limit(text: string): number {
  const n = Number(text);
  if (!/^\d+$/.test(text) || n < 1 || n > maxLimit)
    throw new InvalidArgumentError(`Expected a number from 1 to ${maxLimit}.`);
  return n;
}
