import type { ShownAccount } from '@paycore/core';
import type { Command } from 'commander';
import { readJson } from '../input.ts';
import { opened, shopCommand, type ShopOptions, type ShopTools } from './shop-scope.ts';

/** The accounts at gateways that creates without credentials, and payers' picks, are made with. */
export function gatewayCommands(gateway: Command, { open, print, read }: ShopTools): void {
  shopCommand(gateway, 'list')
    .description('List the stored accounts, without their credentials')
    .action(async (options: ShopOptions) => {
      const { manageGateways, scope } = await opened(options, open);
      print(accountsReport(await manageGateways.list(scope)));
    });
  shopCommand(gateway, 'set <gateway>')
    .description('Store credentials, as gateway_credentials take them, in the place of any before: JSON from stdin')
    .option('--file <path>', 'read them from this file instead')
    .action(async (name: string, options: ShopOptions & { file?: string }) => {
      const { manageGateways, scope } = await opened(options, open);
      const credentials = await readJson(read, options.file);
      print(accountsReport(await manageGateways.store(scope, name, credentials)));
    });
  shopCommand(gateway, 'remove <gateway>')
    .description('Forget an account; payments made with it keep a copy')
    .action(async (name: string, options: ShopOptions) => {
      const { manageGateways, scope } = await opened(options, open);
      print(accountsReport(await manageGateways.remove(scope, name)));
    });
  shopCommand(gateway, 'verify <gateway>')
    .description('Ask the gateway whether it knows the stored credentials; moves no money')
    .action(async (name: string, options: ShopOptions) => {
      const { manageGateways, scope } = await opened(options, open);
      print(accountsReport(await manageGateways.verify(scope, name)));
    });
}

/** As the management API answers. */
const accountsReport = (accounts: readonly ShownAccount[]) => ({
  gateways: accounts.map(({ verifiedAt, verifyResult, ...account }) => ({
    ...account,
    verified_at: verifiedAt ?? null,
    verify_result: verifyResult ?? null,
  })),
});
