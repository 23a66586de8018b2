import { useCases } from '@paycore/core';
import { noticeBody } from '@paycore/payment-view';
import type { Container } from 'inversify';
import { systemClock as clock, systemRandom as random } from './system-runtime.ts';
import { tokens as t } from './tokens.ts';

/** Deliveries under way at once: to one receiving host of which nothing is known, and in this process. */
const inFlight = { maxPerHost: 10, maxInProcess: 200 };

export function bindUseCases(container: Container): void {
  container
    .bind(t.useCases)
    .toResolvedValue(
      (
        config,
        payments,
        projects,
        shops,
        gateways,
        links,
        signer,
        postNotice,
        addresses,
        pauses,
        provenKeys,
        keySigner,
        refusedCallbacks,
        log,
        app,
      ) =>
        useCases(
          {
            ...{
              payments,
              projects,
              shops,
              gateways,
              links,
              signer,
              postNotice,
              addresses,
              noticeBody,
              pauses,
              refusedCallbacks,
            },
            ...{ provenKeys, keySigner },
            ...{ clock, random, log, metrics: app.metrics },
          },
          {
            notices: { ...inFlight, leaseMs: config.noticeLeaseMs, schedule: config.noticeScheduleMs },
            createLeaseMs: config.createLeaseMs,
          },
        ),
      [
        ...([
          t.config,
          t.payments,
          t.projects,
          t.shops,
          t.gateways,
          t.links,
          t.signer,
          t.postNotice,
          t.addresses,
        ] as const),
        ...([t.pauses, t.provenKeys, t.keySigner, t.refusedCallbacks, t.log, t.metrics] as const),
      ],
    )
    .inSingletonScope();
}
