import type { Command } from 'commander';
import type { Print } from '../print.ts';
import { comparePage, type Get } from './compare-page.ts';
import { readInventory } from './inventory.ts';

const withinMs = 15_000;

const getByHttp: Get = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
  return {
    status: answer.status,
    url: answer.url,
    headers: answer.headers,
    body: new Uint8Array(await answer.arrayBuffer()),
  };
};

/** The scripts of the payment page: which they are, and whether a running page has those and no others. */
export function pageScriptsCommands(root: Command, print: Print, get: Get = getByHttp): void {
  const command = root
    .command('page-scripts')
    .description('Scripts of the payment page (PCI DSS 6.4.3, 11.6.1); needs neither settings nor a database');
  command
    .command('list')
    .description('The inventory: every script, its hash, and why it is there')
    .action(() => print(readInventory()));
  command
    .command('compare <payment_url>')
    .description('Compare a running page with the inventory; exits with 1 where they differ')
    .action(async (url: string) => {
      const report = await comparePage(url, readInventory(), get);
      print(report);
      const { length } = report.differences;
      if (length > 0) throw new Error(`The page differs from the inventory: ${length}.`);
    });
}
