import { invalidArgument } from '../domain/errors.ts';
import type { GatewayAccount } from '../ports/gateway.ts';
import type { Caller } from '../ports/project-store.ts';

/** Throws `invalid`. */
export function refuseRealMoneyOfTestKey(caller: Caller, account: GatewayAccount): void {
  if (caller.environment === 'test' && account.environment === 'production') {
    throw invalidArgument('A test API key cannot use production credentials.', {
      'gateway_credentials.environment': [
        'The gateway_credentials must be of the test environment for a pc_test_ key.',
      ],
    });
  }
}
