import type { Simulator, SimulatorFactory } from '@paycore/simulator-kit';
import type { Express, Handler } from 'express';
import { rawBody } from './body.ts';
import { sendResponse, toRequest } from './bridge.ts';
import { spoil, type Faults } from './faults.ts';

export interface Mounted extends Pick<SimulatorFactory, 'gateway' | 'rootPaths' | 'demoCredentials'> {
  readonly simulator: Simulator;
  readonly faults: Faults;
}

/** Puts each gateway under `/{gateway}`, and under the paths at the root that its SDK insists on: the longest counts. */
export function mount(app: Express, all: readonly Mounted[], origin: string): void {
  for (const mounted of all) app.use(`/${mounted.gateway}`, rawBody, play(mounted, origin, 'url'));
  const atRoot = all.flatMap((mounted) => (mounted.rootPaths ?? []).map((path) => ({ path, mounted })));
  for (const { path, mounted } of atRoot.sort((one, other) => other.path.length - one.path.length)) {
    app.use(path, rawBody, play(mounted, origin, 'originalUrl'));
  }
}

function play({ simulator, faults }: Mounted, origin: string, target: 'url' | 'originalUrl'): Handler {
  return async (req, res, next) => {
    const request = toRequest(req, origin, req[target]);
    if (request === undefined) return next();
    const process = async (): Promise<Response> => simulator.fetch(request);
    const fault = faults.take(new URL(req.originalUrl, origin).pathname);
    await (fault === undefined ? sendResponse(await process(), res) : spoil(fault, res, process));
  };
}
