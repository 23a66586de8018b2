import {
  AskGateways,
  CancelPayment,
  CreatePayment,
  DeliverNotices,
  ExpirePayments,
  FinishCreates,
  GetPayment,
  NoteRefusal,
  OpenPayPage,
  PlaceOrder,
  ReceiveCallback,
  ResendNotice,
  SettlePayment,
  SummarizeHome,
  SyncPayment,
} from '@paycore/core';
import { noticeBody } from '@paycore/http';
import type { Container } from 'inversify';
import { systemClock as clock, systemRandom as random } from './system-runtime.ts';
import { tokens as t } from './tokens.ts';

/** Deliveries under way at once: per receiving host, and in this process. */
const inFlight = { mostPerHost: 10, most: 200 };

export function bindUseCases(container: Container): void {
  bindSteps(container);
  const single = { clock };
  container
    .bind(t.createPayment)
    .toResolvedValue(
      (payments, gateways, placeOrder, { metrics }) =>
        new CreatePayment(payments, gateways, placeOrder, { clock, random, metrics }),
      [t.payments, t.gateways, t.placeOrder, t.metrics],
    )
    .inSingletonScope();
  container
    .bind(t.finishCreates)
    .toResolvedValue(
      (payments, place, log) => new FinishCreates(payments, place, { ...single, log }),
      [t.payments, t.placeOrder, t.log],
    )
    .inSingletonScope();
  container
    .bind(t.getPayment)
    .toResolvedValue((payments) => new GetPayment(payments), [t.payments])
    .inSingletonScope();
  container
    .bind(t.syncPayment)
    .toResolvedValue(
      (payments, gateways, get, settle, pauses) => new SyncPayment(payments, gateways, get, settle, pauses, clock),
      [t.payments, t.gateways, t.getPayment, t.settlePayment, t.pauses],
    )
    .inSingletonScope();
  container
    .bind(t.summarizeHome)
    .toResolvedValue((payments, gateways) => new SummarizeHome(payments, gateways, clock), [t.payments, t.gateways])
    .inSingletonScope();
  container
    .bind(t.openPayPage)
    .toResolvedValue((payments, links) => new OpenPayPage(payments, links), [t.payments, t.links])
    .inSingletonScope();
  container
    .bind(t.receiveCallback)
    .toResolvedValue(
      (gateways, payments, projects, settle, note, links) =>
        new ReceiveCallback(gateways, payments, projects, settle, note, links),
      [t.gateways, t.payments, t.projects, t.settlePayment, t.noteRefusal, t.links],
    )
    .inSingletonScope();
  bindDueWork(container);
}

/** Steps that several use cases share. */
function bindSteps(container: Container): void {
  container
    .bind(t.deliverNotices)
    .toResolvedValue(
      (payments, projects, post, log, { metrics }, { noticeLeaseMs, noticeScheduleMs }) =>
        new DeliverNotices(
          payments,
          projects,
          post,
          { clock, random, log, metrics },
          { ...inFlight, leaseMs: noticeLeaseMs, schedule: noticeScheduleMs },
        ),
      [t.payments, t.projects, t.postNotice, t.log, t.metrics, t.config],
    )
    .inSingletonScope();
  container
    .bind(t.settlePayment)
    .toResolvedValue(
      (payments, gateways, notices, log, { metrics }, { noticeLeaseMs }) =>
        new SettlePayment(payments, gateways, notices, noticeBody, { clock, random, log, metrics }, noticeLeaseMs),
      [t.payments, t.gateways, t.deliverNotices, t.log, t.metrics, t.config],
    )
    .inSingletonScope();
  container
    .bind(t.placeOrder)
    .toResolvedValue(
      (payments, gateways, settle, links, log, { metrics }, { createLeaseMs }) =>
        new PlaceOrder(payments, gateways, settle, links, { clock, random, log, metrics }, createLeaseMs),
      [t.payments, t.gateways, t.settlePayment, t.links, t.log, t.metrics, t.config],
    )
    .inSingletonScope();
  container
    .bind(t.noteRefusal)
    .toResolvedValue(
      (payments, refused, log, { metrics }) => new NoteRefusal(payments, refused, { clock, log, metrics }),
      [t.payments, t.refusedCallbacks, t.log, t.metrics],
    )
    .inSingletonScope();
}

/** What the scheduler and the operator start. */
function bindDueWork(container: Container): void {
  container
    .bind(t.expirePayments)
    .toResolvedValue(
      (payments, gateways, settle, log) => new ExpirePayments(payments, gateways, settle, { clock, log }),
      [t.payments, t.gateways, t.settlePayment, t.log],
    )
    .inSingletonScope();
  container
    .bind(t.askGateways)
    .toResolvedValue(
      (payments, gateways, settle, pauses, log) => new AskGateways(payments, gateways, settle, pauses, { clock, log }),
      [t.payments, t.gateways, t.settlePayment, t.pauses, t.log],
    )
    .inSingletonScope();
  container
    .bind(t.cancelPayment)
    .toResolvedValue(
      (payments, gateways, settle) => new CancelPayment(payments, gateways, settle),
      [t.payments, t.gateways, t.settlePayment],
    )
    .inSingletonScope();
  container
    .bind(t.resendNotice)
    .toResolvedValue((payments) => new ResendNotice(payments, clock), [t.payments])
    .inSingletonScope();
}
