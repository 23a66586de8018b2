import { join } from 'node:path';
import { Gateways, type Gateway, type GatewayRuntime } from '@paycore/core';
import { createNames, createSafeFetch } from '@paycore/egress';
import { createLog, createMetrics } from '@paycore/monitoring';
import {
  checkSchema,
  Database,
  MongoPauses,
  MongoPaymentStore,
  MongoProjectStore,
  MongoProvenKeys,
  MongoRefusedCallbacks,
  MongoShopStore,
  prepareIndexes,
  Seal,
} from '@paycore/store-mongo';
import type { Container } from 'inversify';
import type { Config } from './config.ts';
import { gatewayFactories } from './gateways.ts';
import { KeyedLinks } from './keyed-links.ts';
import { Signer, subkey } from './keyring.ts';
import { addressesOf } from './addresses.ts';
import { postNotice } from './post-notice.ts';
import { MacRule, readerRules } from './stored-payments.ts';
import { systemClock } from './system-runtime.ts';
import { tokens } from './tokens.ts';
import { warnOfProjects } from './warn-of-projects.ts';

/** A call must end before the lease under which it is made. */
const within = (leaseMs: number) => Math.min(15_000, leaseMs * 0.6);

/** What the core's ports are in this process. */
export function bindAdapters(
  container: Container,
  config: Config,
  { name, isQuiet = false }: { name: string; isQuiet?: boolean },
): void {
  const { keys, publicUrl, callbackUrl, egressAllow } = config;
  const file = config.logsToFile ? join(config.home, 'paycore.log') : undefined;
  container.bind(tokens.config).toConstantValue(config);
  container.bind(tokens.log).toConstantValue(createLog({ name, file, level: config.logLevel, stdout: !isQuiet }));
  container.bind(tokens.metrics).toConstantValue(createMetrics());
  container.bind(tokens.links).toConstantValue(new KeyedLinks(keys, publicUrl, callbackUrl));
  container.bind(tokens.signer).toConstantValue(new Signer(keys, 'list cursor'));
  container.bind(tokens.keySigner).toConstantValue(new Signer(keys, 'gateway keys'));
  const names = createNames({ allow: egressAllow });
  container.bind(tokens.addresses).toConstantValue(addressesOf(names));
  container.bind(tokens.fetch).toConstantValue(createSafeFetch({ allow: egressAllow, lookup: names.lookup }));
  container.bind(tokens.seal).toConstantValue(sealOf(keys));
  bindStores(container, config);
  container
    .bind(tokens.gateways)
    .toResolvedValue((fetch) => new Gateways(makeGateways(config, fetch)), [tokens.fetch])
    .inSingletonScope();
  container
    .bind(tokens.postNotice)
    .toResolvedValue((fetch) => postNotice(fetch, systemClock.now), [tokens.fetch])
    .inSingletonScope();
}

export function sealOf([first, ...others]: Config['keys']): Seal {
  return new Seal([subkey(first, 'seal'), ...others.map((key) => subkey(key, 'seal'))]);
}

function bindStores(container: Container, config: Config): void {
  const macs = new MacRule(config.mac);
  container
    .bind(tokens.database)
    .toResolvedValue(
      (log, seal) =>
        new Database(config.mongodbUri, log, async (connection) => {
          macs.learn(await checkSchema(connection));
          if (!macs.isRequired) log.warn('Payments without a mac are taken: set PAYCORE_MAC=required');
          await prepareIndexes(connection, log);
          warnOfProjects(log, await new MongoProjectStore(connection, seal).list());
        }),
      [tokens.log, tokens.seal],
    )
    .inSingletonScope();
  container
    .bind(tokens.payments)
    .toResolvedValue(
      ({ connection }, seal, log, { metrics }) =>
        new MongoPaymentStore(connection, seal, readerRules(macs, log, metrics)),
      [tokens.database, tokens.seal, tokens.log, tokens.metrics],
    )
    .inSingletonScope();
  container
    .bind(tokens.projects)
    .toResolvedValue(({ connection }, seal) => new MongoProjectStore(connection, seal), [tokens.database, tokens.seal])
    .inSingletonScope();
  container
    .bind(tokens.shops)
    .toResolvedValue(({ connection }, seal) => new MongoShopStore(connection, seal), [tokens.database, tokens.seal])
    .inSingletonScope();
  container
    .bind(tokens.pauses)
    .toResolvedValue(({ connection }) => new MongoPauses(connection), [tokens.database])
    .inSingletonScope();
  container
    .bind(tokens.provenKeys)
    .toResolvedValue(({ connection }) => new MongoProvenKeys(connection), [tokens.database])
    .inSingletonScope();
  container
    .bind(tokens.refusedCallbacks)
    .toResolvedValue(({ connection }) => new MongoRefusedCallbacks(connection), [tokens.database])
    .inSingletonScope();
}

export function makeGateways(config: Config, fetch: GatewayRuntime['fetch']): Gateway[] {
  const runtime = gatewayRuntime(config, fetch);
  return gatewayFactories.map(({ name, make }) => {
    const settings = config.gatewaySettings[name];
    return make({ ...runtime, ...(settings && { settings }) });
  });
}

function gatewayRuntime(config: Config, fetch: GatewayRuntime['fetch']): GatewayRuntime {
  const longest = within(config.createLeaseMs);
  return {
    now: systemClock.now,
    fetch: (url, init) => fetch(url, { ...init, timeoutMs: Math.min(init?.timeoutMs ?? longest, longest) }),
    ...(config.sandboxUrl !== undefined && { sandboxUrl: config.sandboxUrl }),
  };
}
