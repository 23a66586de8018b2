import type { Gateways } from './gateways.ts';
import type { PaymentStore } from './ports/payment-store.ts';
import type { ProjectStore } from './ports/project-store.ts';
import type {
  Clock,
  Links,
  Log,
  Metrics,
  NoticeBody,
  Pauses,
  PostNotice,
  Random,
  RefusedCallbacks,
} from './ports/runtime.ts';
import { AcceptNotice } from './use-cases/accept-notice.ts';
import { AskGateways } from './use-cases/ask-gateways.ts';
import { CancelPayment } from './use-cases/cancel-payment.ts';
import { CompletePayment } from './use-cases/complete-payment.ts';
import { CreatePayment } from './use-cases/create-payment.ts';
import { DeliverNotices, type NoticeLimits } from './use-cases/deliver-notices.ts';
import { ExpirePayments } from './use-cases/expire-payments.ts';
import { FinishCreates } from './use-cases/finish-creates.ts';
import { FollowOutcome } from './use-cases/follow-outcome.ts';
import { GetPayment } from './use-cases/get-payment.ts';
import { LookUpPayment } from './use-cases/look-up-payment.ts';
import { NoteRefusal } from './use-cases/note-refusal.ts';
import { OpenPayPage } from './use-cases/open-pay-page.ts';
import { PlaceOrder } from './use-cases/place-order.ts';
import { ReadBalance } from './use-cases/read-balance.ts';
import { ReceiveCallback } from './use-cases/receive-callback.ts';
import { ReceiveReturn } from './use-cases/receive-return.ts';
import { ResendNotice } from './use-cases/resend-notice.ts';
import { SettlePayment } from './use-cases/settle-payment.ts';
import { SummarizeHome } from './use-cases/summarize-home.ts';
import { SyncPayment } from './use-cases/sync-payment.ts';

/** Everything the use cases need from outside core. */
export interface CorePorts {
  readonly payments: PaymentStore;
  readonly projects: ProjectStore;
  readonly gateways: Gateways;
  readonly links: Links;
  readonly postNotice: PostNotice;
  readonly noticeBody: NoticeBody;
  readonly pauses: Pauses;
  readonly refusedCallbacks: RefusedCallbacks;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface CoreSettings {
  readonly notices: NoticeLimits;
  /**
   * How long one process owns the creation or completion of a payment, in milliseconds: longer than the gateway call and
   * the writes around it.
   */
  readonly createLeaseMs: number;
}

/** All use cases of one process. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(ports: CorePorts, { notices, createLeaseMs }: CoreSettings) {
  const { payments, projects, gateways, links, pauses, clock, log, metrics } = ports;
  const deliverNotices = new DeliverNotices(payments, projects, ports.postNotice, ports, notices);
  const settlePayment = new SettlePayment(payments, gateways, deliverNotices, ports.noticeBody, ports, notices.leaseMs);
  const completePayment = new CompletePayment(payments, gateways, settlePayment, ports, createLeaseMs);
  const followOutcome = new FollowOutcome(settlePayment, completePayment);
  const lookUpPayment = new LookUpPayment(payments, gateways, followOutcome, pauses, clock);
  const placeOrder = new PlaceOrder(payments, gateways, settlePayment, links, ports, createLeaseMs);
  const noteRefusal = new NoteRefusal(payments, ports.refusedCallbacks, ports);
  const getPayment = new GetPayment(payments);
  return {
    // Called by merchants
    createPayment: new CreatePayment(payments, gateways, placeOrder, lookUpPayment, ports),
    getPayment,
    syncPayment: new SyncPayment(getPayment, lookUpPayment),
    summarizeHome: new SummarizeHome(payments, gateways, clock),
    readBalance: new ReadBalance(gateways),
    // Called by payers and gateways
    openPayPage: new OpenPayPage(payments, links, gateways, lookUpPayment, log),
    receiveReturn: new ReceiveReturn(gateways, payments, completePayment, lookUpPayment, links, log),
    receiveCallback: new ReceiveCallback(
      gateways,
      payments,
      projects,
      followOutcome,
      lookUpPayment,
      noteRefusal,
      links,
      metrics,
    ),
    // Run by the scheduler
    deliverNotices,
    finishCreates: new FinishCreates(payments, placeOrder, ports),
    expirePayments: new ExpirePayments(payments, gateways, followOutcome, settlePayment, ports),
    askGateways: new AskGateways(payments, gateways, followOutcome, pauses, ports),
    // Run by operators
    acceptNotice: new AcceptNotice(payments, settlePayment),
    cancelPayment: new CancelPayment(payments, gateways, settlePayment, clock),
    resendNotice: new ResendNotice(payments, clock),
    // Shared steps, exposed for specs
    placeOrder,
    completePayment,
    settlePayment,
  };
}
