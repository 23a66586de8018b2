import type { Response as HttpResponse } from 'express';
import { sendResponse } from './bridge.ts';

export const faultModes = ['timeout', 'reset', 'status', 'garbage', 'slow'] as const;

/** How the gateway misbehaves towards requests of one path. */
export interface Fault {
  /** What stands in the path, with or without the mount; absent: any. */
  readonly path?: string | undefined;
  readonly mode: (typeof faultModes)[number];
  readonly status: number;
  readonly ms: number;
  /** How many requests it spoils; absent: all until it is cleared. */
  readonly times?: number | undefined;
  /** The request is not even processed. Otherwise it is, and only the answer is lost: the worse case for the caller. */
  readonly before: boolean;
}

export class Faults {
  #faults: Fault[] = [];

  /** Newest first. */
  list(): readonly Fault[] {
    return this.#faults;
  }

  /** Takes the place of an earlier fault of the same path. */
  add(fault: Fault): void {
    this.#faults = [fault, ...this.#faults.filter(({ path }) => path !== fault.path)];
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that this request meets, counted. */
  take(path: string): Fault | undefined {
    const fault = this.#faults.find((each) => path.includes(each.path ?? ''));
    if (fault?.times === undefined) return fault;
    const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
    this.#faults = this.#faults.flatMap((each) => (each === fault ? rest : [each]));
    return fault;
  }
}

/** Answers as the fault says; `process` lets the gateway do its work. */
export async function spoil(fault: Fault, res: HttpResponse, process: () => Promise<Response>): Promise<void> {
  const answer = fault.before ? undefined : await process();
  switch (fault.mode) {
    case 'timeout':
      return; // Left open: it ends when the caller goes away or the sandbox stops.
    case 'reset':
      res.socket?.resetAndDestroy();
      return;
    case 'status':
      return sendResponse(new Response('A control call had the sandbox fail here.', { status: fault.status }), res);
    case 'garbage':
      return sendResponse(new Response(unreadable, { headers: { 'content-type': 'application/json' } }), res);
    case 'slow':
      await passedOrGone(fault.ms, res);
      if (!res.closed) await sendResponse(answer ?? (await process()), res);
  }
}

/** Neither JSON nor a form nor XML nor UTF-8. */
const unreadable = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x00, 0x3c, 0x25, 0x80]);

function passedOrGone(ms: number, res: HttpResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    res.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
