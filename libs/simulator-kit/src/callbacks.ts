import type { CallbackMethod, Strings } from '@paycore/core';
import type { SimulatorRuntime } from './simulator.ts';
import type { Kept, Ledger } from './ledger.ts';

export interface Message {
  readonly url: string;
  /** POST where absent; a GET has no body. */
  readonly method?: CallbackMethod;
  readonly headers: Strings;
  readonly body: string;
  /** 10 s where absent. */
  readonly timeoutMs?: number;
}

const maxNotedChars = 1000;

/** Sends one callback of an order and records the result with the order. */
export async function postCallback<Order extends Kept>(
  ledger: Ledger<Order>,
  runtime: Pick<SimulatorRuntime, 'now' | 'send'>,
  order: Order,
  { url, timeoutMs = 10_000, ...message }: Message,
): Promise<{ readonly status: number; readonly body: string }> {
  const at = runtime.now().toISOString();
  const answer = await runtime.send(url, { ...message, timeoutMs });
  ledger.note(order, { url, status: answer.status, body: answer.body.slice(0, maxNotedChars), at });
  return answer;
}

export interface ResendPlan {
  readonly later: SimulatorRuntime['later'];
  /** Seconds of the gateway's clock before each try after those that `times` asks for. */
  readonly pauses: readonly number[];
}

/** Sends `times` callbacks at once and, if none was acknowledged, retries later until one is or the attempts are used up. */
export async function deliver(
  post: (isRepeat: boolean) => Promise<boolean>,
  times: number,
  { later, pauses }: ResendPlan,
): Promise<void> {
  let isAcknowledged = false;
  for (let sent = 0; sent < times; sent += 1) {
    const isAck = await post(sent > 0);
    isAcknowledged ||= isAck;
  }
  const again = ([pause, ...rest]: readonly number[]): void => {
    if (pause === undefined) return;
    later(pause, async () => {
      if (!(await post(true))) again(rest);
    });
  };
  if (!isAcknowledged) again(pauses);
}
