import fc from 'fast-check';
import type { World } from '../world.ts';
import { operationsOf } from './operations.ts';
import { rawRequests, type RawRequest } from './requests.ts';
import { send } from './send.ts';

export interface RawReport {
  readonly requests: number;
  readonly routes: number;
  readonly seconds: number;
  /** Status, or why there is none → how often. */
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const atOnce = 16;
const maxShown = 20;

/** Sends so many requests of raw bytes to all routes; each 5xx and each connection that ends without an answer is a fault. */
export async function runRaw(world: World, seed: number, count: number): Promise<RawReport> {
  const operations = await operationsOf(world);
  const waiting = fc.sample(rawRequests(operations, world.demo), { seed, numRuns: count });
  const answers: Record<string, number> = {};
  const faults: string[] = [];
  const begun = Date.now();
  const sender = async () => {
    for (let request = waiting.pop(); request; request = waiting.pop()) {
      const answer = await send(request);
      answers[answer] = (answers[answer] ?? 0) + 1;
      if (typeof answer === 'string' || answer >= 500) faults.push(faultOf(request, answer));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  const seconds = Math.round((Date.now() - begun) / 1000);
  return { requests: count, routes: operations.length, seconds, answers, faults: faults.slice(0, maxShown) };
}

const faultOf = ({ verb, target, headers, body }: RawRequest, answer: number | string): string =>
  `raw: ${answer} for ${verb} ${target.slice(0, 200)} (${headers[0]}), body ${JSON.stringify(body.toString('latin1').slice(0, 300))}`;

export function rawTextOf({ requests, routes, seconds, answers }: RawReport): string {
  const counted = Object.entries(answers).map(([answer, count]) => `${count} × ${answer}`);
  return `raw: ${requests} requests to ${routes} routes in ${seconds} s: ${counted.join(', ')}`;
}
