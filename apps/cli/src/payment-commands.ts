import { merchantOrderOf, PayCoreError, type Payment } from '@paycore/core';
import type { Command } from 'commander';
import { userInfo } from 'node:os';
import { known } from './known.ts';
import { listCommand } from './list-command.ts';
import { foundReport, paymentReport, refusalReport, syncReport } from './reports.ts';
import type { Print } from './print.ts';
import type { CliServices, OpenServices } from './services.ts';
import { time } from './time.ts';
import { whyUnpaid } from './why/why-unpaid.ts';

export function paymentCommands(payment: Command, open: OpenServices, print: Print): void {
  lookCommands(payment, open, print);
  payment
    .command('cancel <no>')
    .description('Close an unpaid payment and free its order; a late payment still counts')
    .action(async (no: string) => print(paymentReport(await cancelled(no, await open()))));
  payment
    .command('accept-notice <no>')
    .description('Mark a payment as paid after an unclear notice, once you have seen the money at the gateway')
    .option('--operator <name>', 'who confirms it; default: your user name', userInfo().username)
    .action(async (no: string, { operator }: { operator: string }) =>
      print(paymentReport(await (await open()).acceptNotice.execute(no, operator))),
    );
  payment
    .command('resend-notice <no>')
    .description('Send the notice again, with the same webhook-id')
    .action(async (no: string) => {
      const { resendNotice, deliverNotices } = await open();
      await resendNotice.execute(no);
      await deliverNotices.execute();
      print({ due: true });
    });
  payment
    .command('expire-due')
    .description('Close payments past their deadline at the given time; never in production')
    .requiredOption('--at <time>', 'ISO 8601', time)
    .action(async ({ at }: { at: Date }) => {
      const { config, expirePayments } = await open();
      if (config.isProduction) throw new Error('expire-due does not run in production.');
      print({ looked_at: await expirePayments.execute(at) });
    });
}

function lookCommands(payment: Command, open: OpenServices, print: Print): void {
  payment
    .command('find <number>')
    .description('List payments with this number: payment_no, gateway_order_no, gateway_trade_no or merchant_order_no')
    .action(async (number: string) => {
      const found = await (await open()).payments.findByNumber(number);
      if (found.length === 0) throw new Error('No payment has this number.');
      print(found.map((one) => foundReport(one, number)));
    });
  listCommand(payment, open, print);
  payment
    .command('show <no>')
    .description('Everything about a payment, without secrets')
    .action(async (no: string) => {
      const { payments, refusedCallbacks } = await open();
      const found = known(await payments.find(no), 'payment');
      const refused = await refusedCallbacks.list(found.paymentNo);
      print({ ...paymentReport(found), refusals: refused.map(refusalReport) });
    });
  payment
    .command('why <no>')
    .description('Say in words why a payment is not paid, or by what it was; times on the clock of Taipei')
    .action(async (no: string) => print(await why(no, await open())));
  payment
    .command('sync <no>')
    .description('Ask the gateways now about each attempt that may still be paid')
    .action(async (no: string) => print(syncReport(await (await open()).syncPayment.forOperator(no))));
}

async function why(no: string, { payments, refusedCallbacks }: CliServices) {
  const payment = known(await payments.find(no), 'payment');
  const paid = await payments.findPaid(merchantOrderOf(payment));
  const evidence = {
    payment,
    refused: await refusedCallbacks.list(no),
    paidBy: paid?.paymentNo === no ? undefined : paid?.paymentNo,
    now: new Date(),
  };
  return { payment_no: no, status: payment.status, why: whyUnpaid(evidence) };
}

/** Says why a payment stays open in words for the terminal: the API's speak of a create. */
async function cancelled(no: string, { cancelPayment }: CliServices): Promise<Payment> {
  try {
    return await cancelPayment.execute(no);
  } catch (cause) {
    const kind = cause instanceof PayCoreError ? cause.kind : undefined;
    if (kind === 'conflict') {
      throw new Error(`${no} stays open: it is still being created, or its money may be on its way. Try again later.`, {
        cause,
      });
    }
    if (kind === 'unavailable') {
      throw new Error(`${no} stays open: its gateway has to cancel it, and did not answer. Try again later.`, {
        cause,
      });
    }
    throw cause;
  }
}
