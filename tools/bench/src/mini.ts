import { bench } from './bench.ts';
import { plans } from './plan.ts';
const plan = { ...plans.full, rounds: 4, warmUp: 1500, settling: 3, requests: 300, notices: 60, paced: { requests: 40, perSecond: 40, gatewayMs: 20 } };
const f = await bench({ plan, parts: ['rounds'], say: console.error, profiles: process.env['PROFILES'] });
console.log('RESULT ' + JSON.stringify(f.rounds?.cpu));
