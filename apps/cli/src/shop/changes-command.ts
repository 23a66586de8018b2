import type { ShopChange } from '@paycore/core';
import type { Command } from 'commander';
import { opened, shopCommand, type ShopOptions, type ShopTools } from './shop-scope.ts';

export function changesCommand(shop: Command, { open, print }: ShopTools): void {
  shopCommand(shop, 'changes')
    .description('Who changed accounts, methods and page, newest first; the last 100, without values')
    .action(async (options: ShopOptions) => {
      const { shops, scope } = await opened(options, open);
      print({ changes: (await shops.changes(scope.project, scope.environment)).map(changeReport) });
    });
}

const changeReport = ({ at, by, action, detail }: ShopChange) => ({ at, by, action, ...detail });
