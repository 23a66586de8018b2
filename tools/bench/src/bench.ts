import { Rounds } from './measures/rounds.ts';
import { startTargets } from './measures/targets.ts';
import type { Plan } from './plan.ts';
import { World } from './processes/world.ts';
import { median } from './report/stats.ts';

interface BenchOptions {
  readonly plan: Plan;
  readonly say: (line: string) => void;
  readonly profiles?: string | undefined;
}

export async function bench({ plan, say, profiles }: BenchOptions) {
  const world = await World.start({ log: say, profiles });
  try {
    const shop = await world.shop('rounds');
    const targets = await startTargets(world, shop, plan.width);
    const rounds = new Rounds(targets, world.outside, plan);
    await rounds.warmUp();
    await rounds.run(say);
    return Object.entries(rounds.figures).map(([name, f]) => [
      name,
      median(f.create),
      median(f.callback),
      median(f.notice),
    ]);
  } finally {
    await world.stop();
  }
}
