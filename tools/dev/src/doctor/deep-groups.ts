import { describedGateways, gatewayExpiries, withSecretFiles } from '@paycore/wiring';
import type { Config } from '@paycore/wiring';
import { checkDatabase } from './database.ts';
import { expiryChecks } from './expiries.ts';
import { checkNetwork } from './network.ts';
import { readSettings } from './settings.ts';
import type { Check, Env } from './check.ts';

interface Group {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** The checks that need our own sources: settings, database, network, certificates. */
export async function deepGroups(env: Env): Promise<Group[]> {
  const { config, checks } = readSettings(env);
  const uri = withSecretFiles(env).env['MONGODB_URI'];
  const database = uri === undefined ? [] : await checkDatabase(uri, env['NODE_ENV'] === 'production');
  return [
    { name: 'settings', checks },
    ...(database.length > 0 ? [{ name: 'database', checks: database }] : []),
    ...(config ? await gatewayGroups(config) : []),
  ];
}

async function gatewayGroups(config: Config): Promise<Group[]> {
  const gateways = describedGateways(config);
  return [
    { name: 'network', checks: await checkNetwork(config, gateways) },
    { name: 'certificates', checks: expiryChecks(gatewayExpiries(gateways), new Date()) },
  ];
}
