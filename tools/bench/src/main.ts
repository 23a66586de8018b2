import { parseArgs } from 'node:util';
import { bench } from './bench.ts';
import { plans } from './plan.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const say = (line: string) => console.error(line);
const figures = await bench({ plan: plans[values.quick ? 'quick' : process.env['BENCH_MEDIUM'] ? 'medium' : 'full'], say, profiles: values.profile });
console.log(JSON.stringify(figures, null, 2));
