import type { Clock, Log, OpenPayPage } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';
import type { Express } from 'express';
import { pageStatus } from '../live/page-status.ts';
import { followPage, streamTimes, type StreamTimes } from '../live/page-stream.ts';
import { PaymentWatch, watchTimes, type WatchTimes } from '../live/payment-watch.ts';
import { privately } from './page-frame.ts';
import { hasNote, pageNumberOf, pagePath, tokenOf } from './payer-view.ts';

export interface LiveSettings extends WatchTimes, StreamTimes {
  /** Streams open at once, in this process and for one payment. Who finds none left asks for the status instead. */
  readonly maxStreams: number;
  readonly maxPerPayment: number;
}

export interface EventServices {
  readonly openPayPage: Pick<OpenPayPage, 'execute' | 'marks'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly metrics?: Pick<AppMetrics, 'watch'>;
  readonly live?: Partial<LiveSettings>;
}

const standard: LiveSettings = { ...watchTimes, ...streamTimes, maxStreams: 5_000, maxPerPayment: 20 };

/** The status of an open page as a stream: what `status` answers, sent as soon as it changes, to whoever has the page's token. */
export function eventRoutes(app: Express, { openPayPage, clock, log, metrics, live }: EventServices): void {
  const settings = { ...standard, ...live };
  const watch = new PaymentWatch(openPayPage, log, settings);
  const help = 'Streams of open payment pages.';
  metrics?.watch('page_streams', help, [], async () => [{ labels: {}, value: watch.count }]);

  app.get(`${pagePath}/events`, privately, async (req, res) => {
    const [paymentNo, token, isBack] = [pageNumberOf(req), tokenOf(req), hasNote(req, 'back')];
    const open = ({ asksGateway }: { asksGateway: boolean }) =>
      openPayPage.execute(paymentNo, token, { isBack: asksGateway, isRepeated: true });
    const opened = await open({ asksGateway: isBack });
    const isFull = watch.count >= settings.maxStreams || watch.countOf(paymentNo) >= settings.maxPerPayment;
    const isOver = pageStatus(opened, req, clock.now()).status !== 'pending';
    // Tells a browser not to come again: the page goes on by asking.
    if (isFull || isOver || req.method === 'HEAD' || res.destroyed) return res.status(204).end();
    return followPage(req, res, { watch, clock, times: settings, open, opened, isBack });
  });
}
