import {
  AcceptNotice,
  AskGateways,
  CancelPayment,
  CompletePayment,
  CreatePayment,
  DeliverNotices,
  ExpirePayments,
  FinishCreates,
  FollowOutcome,
  GetPayment,
  LookUpPayment,
  NoteRefusal,
  OpenPayPage,
  PlaceOrder,
  ReadBalance,
  ReceiveCallback,
  ReceiveReturn,
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
      (payments, gateways, placeOrder, lookUp, { metrics }) =>
        new CreatePayment(payments, gateways, placeOrder, lookUp, { clock, random, metrics }),
      [t.payments, t.gateways, t.placeOrder, t.lookUpPayment, t.metrics],
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
    .toResolvedValue((get, lookUp) => new SyncPayment(get, lookUp), [t.getPayment, t.lookUpPayment])
    .inSingletonScope();
  container
    .bind(t.summarizeHome)
    .toResolvedValue((payments, gateways) => new SummarizeHome(payments, gateways, clock), [t.payments, t.gateways])
    .inSingletonScope();
  container
    .bind(t.openPayPage)
    .toResolvedValue(
      (payments, links, gateways, lookUp, log) => new OpenPayPage(payments, links, gateways, lookUp, log),
      [t.payments, t.links, t.gateways, t.lookUpPayment, t.log],
    )
    .inSingletonScope();
  container
    .bind(t.readBalance)
    .toResolvedValue((gateways) => new ReadBalance(gateways), [t.gateways])
    .inSingletonScope();
  bindReports(container);
  bindDueWork(container);
}

/** What gateways and their payers bring. */
function bindReports(container: Container): void {
  container
    .bind(t.receiveCallback)
    .toResolvedValue(
      (gateways, payments, projects, follow, lookUp, note, links, { metrics }) =>
        new ReceiveCallback(gateways, payments, projects, follow, lookUp, note, links, metrics),
      [t.gateways, t.payments, t.projects, t.followOutcome, t.lookUpPayment, t.noteRefusal, t.links, t.metrics],
    )
    .inSingletonScope();
  container
    .bind(t.receiveReturn)
    .toResolvedValue(
      (gateways, payments, complete, lookUp, links, log) =>
        new ReceiveReturn(gateways, payments, complete, lookUp, links, log),
      [t.gateways, t.payments, t.completePayment, t.lookUpPayment, t.links, t.log],
    )
    .inSingletonScope();
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
    .bind(t.completePayment)
    .toResolvedValue(
      (payments, gateways, settle, log, { createLeaseMs }) =>
        new CompletePayment(payments, gateways, settle, { clock, log }, createLeaseMs),
      [t.payments, t.gateways, t.settlePayment, t.log, t.config],
    )
    .inSingletonScope();
  container
    .bind(t.followOutcome)
    .toResolvedValue((settle, complete) => new FollowOutcome(settle, complete), [t.settlePayment, t.completePayment])
    .inSingletonScope();
  container
    .bind(t.lookUpPayment)
    .toResolvedValue(
      (payments, gateways, follow, pauses) => new LookUpPayment(payments, gateways, follow, pauses, clock),
      [t.payments, t.gateways, t.followOutcome, t.pauses],
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
      (payments, gateways, follow, settle, log) =>
        new ExpirePayments(payments, gateways, follow, settle, { clock, log }),
      [t.payments, t.gateways, t.followOutcome, t.settlePayment, t.log],
    )
    .inSingletonScope();
  container
    .bind(t.askGateways)
    .toResolvedValue(
      (payments, gateways, follow, pauses, log) => new AskGateways(payments, gateways, follow, pauses, { clock, log }),
      [t.payments, t.gateways, t.followOutcome, t.pauses, t.log],
    )
    .inSingletonScope();
  container
    .bind(t.cancelPayment)
    .toResolvedValue(
      (payments, gateways, settle) => new CancelPayment(payments, gateways, settle, clock),
      [t.payments, t.gateways, t.settlePayment],
    )
    .inSingletonScope();
  container
    .bind(t.acceptNotice)
    .toResolvedValue((payments, settle) => new AcceptNotice(payments, settle), [t.payments, t.settlePayment])
    .inSingletonScope();
  container
    .bind(t.resendNotice)
    .toResolvedValue((payments) => new ResendNotice(payments, clock), [t.payments])
    .inSingletonScope();
}
