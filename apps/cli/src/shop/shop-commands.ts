import type { Command } from 'commander';
import { changesCommand } from './changes-command.ts';
import { gatewayCommands } from './gateway-commands.ts';
import { methodCommands } from './method-commands.ts';
import { pageCommands } from './page-commands.ts';
import type { ShopTools } from './shop-scope.ts';

/** What a project sets up for creates without credentials: the management API, from the command line. */
export function shopCommands(root: Command, tools: ShopTools): void {
  gatewayCommands(root.command('gateway').description('Stored accounts at gateways'), tools);
  methodCommands(root.command('methods').description('What payers may pick'), tools);
  pageCommands(root.command('page').description('How the payment page presents the shop'), tools);
  changesCommand(root.command('shop').description('Everything that a project has set up on one side'), tools);
}
