import type { Response } from 'express';
import { answeredNow } from '../log/request-log.ts';
import { endWithServer } from './drain.ts';

/** An answer of server-sent events that is under way. */
export interface EventStream {
  /** Sends one event with this as JSON. Drops a reader who has not taken what was sent before. */
  send(data: unknown): void;
  /** The reader comes again, unless told otherwise by the answer to that. */
  end(): void;
}

interface StreamOptions {
  /** Milliseconds after which a reader whose stream has ended comes again. */
  readonly retryMs: number;
  /** Called once, however the stream ends. */
  readonly onEnd: () => void;
}

/** Answers with a stream of events (https://html.spec.whatwg.org/multipage/server-sent-events.html) that ends with its server. */
export function openEventStream(res: Response, { retryMs, onEnd }: StreamOptions): EventStream {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // A proxy that compresses, or nginx as it comes, would hold events back.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  answeredNow(res);
  res.once('close', onEnd);
  res.write(`retry: ${Math.round(retryMs)}\n\n`);
  const end = () => void res.end();
  endWithServer(res, end);
  return {
    end,
    send(data) {
      if (res.writableEnded || res.destroyed) return;
      if (res.writableNeedDrain) res.destroy();
      else res.write(`data: ${JSON.stringify(data)}\n\n`);
    },
  };
}
