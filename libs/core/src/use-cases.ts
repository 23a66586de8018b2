import type { Gateways } from './gateways.ts';
import type { PaymentStore } from './ports/payment-store.ts';
import type { ProvenKeys } from './ports/proven-keys.ts';
import type { ProjectStore } from './ports/project-store.ts';
import type { ShopStore } from './ports/shop-store.ts';
import type {
  Addresses,
  Clock,
  Links,
  Log,
  Metrics,
  NoticeBody,
  Pauses,
  PostNotice,
  Random,
  RefusedCallbacks,
  TextSigner,
} from './ports/runtime.ts';
import { AbandonOrder } from './create/abandon-order.ts';
import { AddAttempt } from './create/add-attempt.ts';
import { CreateLink } from './create/create-link.ts';
import { CreatePayment } from './create/create-payment.ts';
import { FindRepeated } from './create/find-repeated.ts';
import { LeaveOrder } from './pick/leave-order.ts';
import { CreateLease } from './create/lease.ts';
import { OpenCashier } from './pick/open-cashier.ts';
import { PickMethod } from './pick/pick-method.ts';
import { PlaceOrder } from './create/place-order.ts';
import { PressButton } from './pick/press-button.ts';
import { RepeatCreate } from './create/repeat-create.ts';
import { AskGateways } from './due/ask-gateways.ts';
import { CloseTogether } from './due/close-together.ts';
import { ExpirePayments } from './due/expire-payments.ts';
import { FinishCreates } from './due/finish-creates.ts';
import { TidyPayments } from './due/tidy-payments.ts';
import { WritesTogether } from './due/writes-together.ts';
import { ChangeShop } from './manage/change-shop.ts';
import { ManageGateways } from './manage/manage-gateways.ts';
import { ManageMethods } from './manage/manage-methods.ts';
import { ManagePage } from './manage/manage-page.ts';
import { DeliverNotices, type NoticeLimits } from './notices/deliver-notices.ts';
import { ResendNotice } from './notices/resend-notice.ts';
import { FindLogo } from './query/find-logo.ts';
import { GetPayment } from './query/get-payment.ts';
import { ListPayments } from './query/list-payments.ts';
import { LookUpPayment } from './query/look-up-payment.ts';
import { OfferMethods } from './query/offer-methods.ts';
import { OpenPayPage } from './query/open-pay-page.ts';
import { ReadBalance } from './query/read-balance.ts';
import { ReceiveReturn } from './query/receive-return.ts';
import { SummarizeHome } from './query/summarize-home.ts';
import { SyncPayment } from './query/sync-payment.ts';
import { KeyCandidates } from './questions/key-candidates.ts';
import { NoteProof } from './questions/note-proof.ts';
import { QuestionGate } from './questions/question-gate.ts';
import { AcceptNotice } from './settle/accept-notice.ts';
import { CancelOwnPayment } from './settle/cancel-own-payment.ts';
import { CancelPayment } from './settle/cancel-payment.ts';
import { ClosePayment } from './settle/close-payment.ts';
import { CompletePayment } from './settle/complete-payment.ts';
import { FollowOutcome } from './settle/follow-outcome.ts';
import { NoteRefusal } from './settle/note-refusal.ts';
import { PutQuestion } from './settle/put-question.ts';
import { ReceiveCallback } from './settle/receive-callback.ts';
import { SettlePayment } from './settle/settle-payment.ts';

/** Everything the use cases need from outside core. */
export interface CorePorts {
  readonly payments: PaymentStore;
  readonly projects: ProjectStore;
  readonly shops: ShopStore;
  readonly gateways: Gateways;
  readonly links: Links;
  /** Of cursors. */
  readonly signer: TextSigner;
  readonly postNotice: PostNotice;
  readonly addresses: Addresses;
  readonly noticeBody: NoticeBody;
  readonly pauses: Pauses;
  readonly provenKeys: ProvenKeys;
  /** Of fingerprints of gateways' keys. */
  readonly keySigner: TextSigner;
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
  const { payments, projects, shops, gateways, links, provenKeys, keySigner, clock, log } = ports;
  const deliverNotices = new DeliverNotices(ports, notices);
  const settlePayment = new SettlePayment(payments, gateways, deliverNotices, ports.noticeBody, ports, notices.leaseMs);
  const gate = new QuestionGate(ports.pauses, provenKeys, keySigner, ports);
  const noteProof = new NoteProof(provenKeys, keySigner, ports);
  const putQuestion = new PutQuestion(payments, gate, noteProof, clock);
  const closePayment = new ClosePayment(payments, gateways, settlePayment, putQuestion, clock);
  const completePayment = new CompletePayment(payments, gateways, settlePayment, putQuestion, ports, createLeaseMs);
  const followOutcome = new FollowOutcome(settlePayment, completePayment);
  const lookUpPayment = new LookUpPayment(payments, gateways, followOutcome, putQuestion, gate, clock);
  const lease = new CreateLease(ports, createLeaseMs);
  const placeOrder = new PlaceOrder(payments, gateways, settlePayment, links, lease, noteProof, ports);
  const addAttempt = new AddAttempt(payments, placeOrder, lease, ports);
  const findRepeated = new FindRepeated(payments, lookUpPayment, clock);
  const leaveOrder = new LeaveOrder(settlePayment, putQuestion, clock);
  const repeatCreate = new RepeatCreate(payments, addAttempt, placeOrder, findRepeated, leaveOrder, clock);
  const pickMethod = new PickMethod(payments, shops, gateways, { addAttempt, placeOrder, leaveOrder }, clock);
  const openCashier = new OpenCashier(payments, gateways, addAttempt, clock);
  const changeShop = new ChangeShop(shops, ports);
  const noteRefusal = new NoteRefusal(payments, ports.refusedCallbacks, ports);
  const getPayment = new GetPayment(payments);
  const cancelPayment = new CancelPayment(payments, closePayment);
  const inBulk = new WritesTogether(payments);
  const settleInBulk = new SettlePayment(inBulk, gateways, deliverNotices, ports.noticeBody, ports, notices.leaseMs);
  const followInBulk = new FollowOutcome(settleInBulk, completePayment);
  return {
    // Called by merchants
    createPayment: new CreatePayment(payments, shops, gateways, addAttempt, placeOrder, repeatCreate, ports),
    createLink: new CreateLink(payments, shops, gateways, findRepeated, ports),
    offerMethods: new OfferMethods(shops, gateways),
    getPayment,
    syncPayment: new SyncPayment(payments, getPayment, lookUpPayment),
    cancelOwnPayment: new CancelOwnPayment(getPayment, cancelPayment),
    listPayments: new ListPayments(payments, ports.signer),
    summarizeHome: new SummarizeHome(payments, gateways, clock),
    readBalance: new ReadBalance(shops, gateways),
    manageGateways: new ManageGateways(shops, gateways, changeShop, clock),
    manageMethods: new ManageMethods(shops, gateways, changeShop),
    managePage: new ManagePage(shops, changeShop),
    // Called by payers and gateways
    findLogo: new FindLogo(shops),
    openPayPage: new OpenPayPage(payments, shops, links, gateways, lookUpPayment, ports),
    pressButton: new PressButton(payments, openCashier, pickMethod, ports),
    receiveReturn: new ReceiveReturn(gateways, payments, completePayment, lookUpPayment, links, log),
    receiveCallback: new ReceiveCallback(
      gateways,
      payments,
      projects,
      followOutcome,
      lookUpPayment,
      noteRefusal,
      { candidates: new KeyCandidates(payments, provenKeys, keySigner), noteProof },
      links,
      ports,
    ),
    // Run by the scheduler
    deliverNotices,
    finishCreates: new FinishCreates(
      payments,
      placeOrder,
      new AbandonOrder(payments, gateways, followOutcome, putQuestion, ports),
      ports,
    ),
    expirePayments: new ExpirePayments(
      inBulk,
      gateways,
      new CloseTogether(payments, gateways, settlePayment),
      followInBulk,
      settleInBulk,
      putQuestion,
      gate,
      ports,
    ),
    askGateways: new AskGateways(inBulk, gateways, followInBulk, putQuestion, gate, ports),
    tidyPayments: new TidyPayments(payments, closePayment, ports),
    // Run by operators
    acceptNotice: new AcceptNotice(payments, settlePayment),
    cancelPayment,
    resendNotice: new ResendNotice(payments, clock),
    // Shared steps, exposed for specs
    addAttempt,
    placeOrder,
    completePayment,
    settlePayment,
  };
}
