import { gatewaySettings, type Log, type SimulatorFactory } from '@paycore/core';
import { join } from 'node:path';
import { Faults } from './faults.ts';
import { GatewayClock } from './gateway-clock.ts';
import { openJournal, type Journal } from './journal.ts';
import { loopbackSend } from './loopback-send.ts';
import { DemoMerchant, NOTICES_KEPT } from './merchant.ts';
import type { Mounted } from './mount.ts';
import type { Settings } from './settings.ts';

/** The gateways being played and the demo shop, with their journals open. */
export interface Sandbox {
  readonly url: string;
  readonly gateways: readonly Mounted[];
  readonly merchant: DemoMerchant;
  stop(): void;
}

export function openSandbox(settings: Settings, factories: readonly SimulatorFactory[], log: Log): Sandbox {
  const clock = new GatewayClock(settings.speed, log);
  const now = (): Date => new Date();
  const journals: Journal[] = [];
  const journalOf = (name: string, keep?: number): Journal => {
    const journal = openJournal(join(settings.home, 'sandbox', `${name}.jsonl`), keep);
    journals.push(journal);
    return journal;
  };
  const send = loopbackSend(log);
  const names = factories.map(({ gateway }) => gateway);
  const { settings: operators } = gatewaySettings(settings.gateways, names);
  const gateways = factories.map((factory) => {
    const baseUrl = `${settings.url}/${factory.gateway}`;
    const callbackUrl = `${settings.callbackBase}/api/paycore/webhooks/${factory.gateway}`;
    const later = clock.later.bind(clock);
    const journal = journalOf(factory.gateway);
    const own = operators[factory.gateway] ?? {};
    const { enforcesLimits } = settings;
    const simulator = factory.open({ baseUrl, callbackUrl, enforcesLimits, settings: own, now, send, later, journal });
    return { ...factory, simulator, faults: new Faults() };
  });
  const merchant = new DemoMerchant(settings.noticeSecrets, journalOf('merchant', NOTICES_KEPT), now);
  const stop = (): void => {
    clock.stop();
    for (const journal of journals) journal.close();
  };
  return { url: settings.url, gateways, merchant, stop };
}
