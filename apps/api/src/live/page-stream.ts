import type { Clock, OpenedPage } from '@paycore/core';
import { openEventStream } from '@paycore/http';
import type { Response } from 'express';
import type { PageRequest } from '../routes/payer-view.ts';
import { pageStatus } from './page-status.ts';
import type { PaymentWatch } from './payment-watch.ts';

/** Milliseconds. */
export interface StreamTimes {
  /** Shorter than what proxies wait for an answer to go on. */
  readonly beatMs: number;
  /** A stream that ends now and then finds its way to new processes, and leaves none to a reader who is gone. */
  readonly maxAgeMs: number;
  /** The shortest pause before a page comes again. */
  readonly retryMs: number;
}

export const streamTimes: StreamTimes = { beatMs: 15_000, maxAgeMs: 300_000, retryMs: 500 };

interface Parts {
  readonly watch: PaymentWatch;
  readonly clock: Pick<Clock, 'now'>;
  readonly times: StreamTimes;
  /** `asksGateway`: as a page does to which the gateway has just sent the payer back. */
  readonly open: (options: { asksGateway: boolean }) => Promise<OpenedPage>;
  /** What the page shows as the stream begins. */
  readonly opened: OpenedPage;
  readonly isBack: boolean;
}

/** Half as long again at most: pages whose process has ended do not all come at once. */
const spread = (ms: number) => ms * (1 + Math.random() / 2);

/** Sends the page's status at once, whenever it may have changed, and every few seconds; ends once nothing is open any more. */
export function followPage(req: PageRequest, res: Response, parts: Parts): void {
  const { watch, clock, times, open, isBack } = parts;
  let latest = parts.opened;
  const stream = openEventStream(res, {
    retryMs: spread(times.retryMs),
    onEnd: () => {
      clearInterval(beat);
      clearTimeout(age);
      leave();
    },
  });
  const show = (opened: OpenedPage) => {
    latest = opened;
    const now = pageStatus(opened, req, clock.now());
    stream.send(now);
    if (now.status !== 'pending') stream.end();
  };
  // Time alone changes what a page shows, and the gateway may know more than it told us.
  const beatOnce = async () => show(isBack ? await open({ asksGateway: true }).catch(() => latest) : latest);
  const beat = setInterval(() => void beatOnce(), times.beatMs).unref();
  const age = setTimeout(() => stream.end(), spread(times.maxAgeMs)).unref();
  const leave = watch.follow(latest, { open: () => open({ asksGateway: false }), show });
  show(latest);
}
