import { gatewaySettings, type Log } from '@paycore/core';
import type { SimulatedOrder, Simulator, SimulatorFactory } from '@paycore/simulator-kit';
import { join } from 'node:path';
import { Faults } from './faults.ts';
import { GatewayClock } from './gateway-clock.ts';
import { openJournal, type Journal } from './journal.ts';
import { loopbackSend } from './loopback-send.ts';
import { DemoMerchant, NOTICES_KEPT } from './merchant.ts';
import type { Mounted } from './mount.ts';
import { OrderSequence } from './order-sequence.ts';
import type { Settings } from './settings.ts';
import { ORDER_LINES_KEPT, ShopOrders } from './shop/orders.ts';
import type { Shop } from './shop/routes.ts';

/** The gateways being played and the demo shop, with their journals open. */
export interface Sandbox {
  readonly url: string;
  readonly gateways: readonly Mounted[];
  /** Of all gateways, newest first. */
  orders(): readonly SimulatedOrder[];
  readonly merchant: DemoMerchant;
  readonly shop: Shop;
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
  const ordersOf: Record<string, Simulator['orders']> = {};
  const sequence = new OrderSequence(journalOf('order-sequence'), ordersOf);
  const gateways = factories.map((factory) => {
    const baseUrl = `${settings.url}/${factory.gateway}`;
    const callbackUrl = `${settings.callbackBase}/api/paycore/webhooks/${factory.gateway}`;
    const later = clock.later.bind(clock);
    const journal = telling(journalOf(factory.gateway), () => sequence.beforeLineOf(factory.gateway));
    const own = operators[factory.gateway] ?? {};
    const { enforcesLimits } = settings;
    const simulator = factory.open({ baseUrl, callbackUrl, enforcesLimits, settings: own, now, send, later, journal });
    return { ...factory, simulator, faults: new Faults() };
  });
  for (const { gateway, simulator } of gateways) ordersOf[gateway] = () => simulator.orders();
  sequence.begin();
  const orders = sequence.newestFirst.bind(sequence);
  const merchant = new DemoMerchant(settings.noticeSecrets, journalOf('merchant', NOTICES_KEPT), now);
  const { home, url, publicUrl } = settings;
  const shopOrders = new ShopOrders(journalOf('shop', ORDER_LINES_KEPT), now);
  const shop = { home, url, publicUrl, orders: shopOrders, merchant, now };
  const stop = (): void => {
    clock.stop();
    for (const journal of journals) journal.close();
  };
  return { url, gateways, orders, merchant, shop, stop };
}

const telling = (journal: Journal, beforeAppend: () => void): Journal => ({
  ...journal,
  append(entry) {
    beforeAppend();
    journal.append(entry);
  },
});
